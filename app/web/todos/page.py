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

    @property
    def paper(self) -> Team:
        """Its team's."""
        return self.team


def shown_section(todo: Todo) -> Section | None:
    """Its section, unless that lies in the trash."""
    return None if todo.section is None or todo.section.trashed else todo.section
