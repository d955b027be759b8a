"""Pasted lists: an outline becomes sections and todos, in one step."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.access.teams import Teams
from app.access.todos import Todos
from app.grammar.limits import NAME_MAX
from app.grammar.outline import Item, Outline, Part
from app.models import Section, SectionCreate, Team, Todo, TodoCreate
from app.models.order import rank_between, ranks_after


class Lists(Teams, Todos):
    """Whole lists at once."""

    def plant(self, team: Team, outline: Outline, section: Section | None = None) -> list[Todo]:
        """Add everything in the outline to a team that is at hand; what has no heading goes into `section`.

        A heading that names a section of the team means that section; one that stands several times in the outline is
        told apart by the heading above it. Returns the top todos. Raises Forbidden.
        """
        known = {found.name.casefold(): found for found in self.sections(team)}
        top: list[Todo] = []
        names = Counter(part.heading for part in outline.parts)
        for part in outline.parts:
            place = section if part.heading is None else self._place(team, _name(part, names), known)
            top += self._plant_part(team, part, place)
        self.add(*top)
        return top

    def _place(self, team: Team, heading: str, known: dict[str, Section]) -> Section:
        section = known.get(heading.casefold())
        if section is None:
            last = max((found.rank for found in known.values()), default=None)
            rank = rank_between(max(filter(None, (last, self.last_section_rank(team))), default=None), None)
            section = Section.add(team, SectionCreate(name=heading), rank=rank, by=self.hero)
            self.add(section)
            known[heading.casefold()] = section
        return section

    def _plant_part(self, team: Team, part: Part, section: Section | None) -> list[Todo]:
        ranks = ranks_after(self.last_rank(team, section), len(part.items))
        return [self._plant(team, item, rank, section, None) for item, rank in zip(part.items, ranks, strict=True)]

    def _plant(self, team: Team, item: Item, rank: str, section: Section | None, parent: Todo | None) -> Todo:
        data = TodoCreate(title=item.title, notes=item.notes)
        todo = Todo.add(team, data, rank=rank, by=self.hero, section=section, parent=parent)
        if item.done:
            todo.close(by=self.hero)
        self._session.add(todo)
        self._plant_below(team, item.children, todo)
        return todo

    def _plant_below(self, team: Team, items: Sequence[Item], parent: Todo) -> None:
        for item, rank in zip(items, ranks_after(None, len(items)), strict=True):
            self._plant(team, item, rank, None, parent)


def _name(part: Part, names: Mapping[str | None, int]) -> str:
    heading = part.heading or ""
    named_again = names[part.heading] > 1 and part.above
    return f"{part.above[-1]}: {heading}"[:NAME_MAX].rstrip() if named_again else heading
