"""What every page about one todo has."""

from dataclasses import dataclass

from app.models import Section, Team, Todo
from app.rendering import Page


@dataclass(frozen=True)
class PageOfTodo(Page):
    """A page about one todo, on its team's paper. `section_of` is the section that it stands in."""

    todo: Todo
    team: Team
    section_of: Section | None

    section = "teams"
    fits_beside = True

    @property
    def paper(self) -> Team:
        """Its team's."""
        return self.team


def shown_section(todo: Todo) -> Section | None:
    """Its section, unless that lies in the trash."""
    return None if todo.section is None or todo.section.trashed else todo.section


def hidden_section(todo: Todo) -> Section | None:
    """Its section, if that lies in the trash: the todo is shown without one until it comes back."""
    return todo.section if shown_section(todo) is None else None
