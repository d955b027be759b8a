"""Typed lines and pasted lists: an outline becomes sections and todos with all that their lines say, in one step."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.access.faces import Face
from app.access.teams import Teams
from app.access.todos import Todos
from app.access.understanding import NAMED, Answers, Slip, Understanding, Understood
from app.grammar.here import Here
from app.grammar.limits import NAME_MAX, TITLE_MAX
from app.grammar.outline import Item, Outline, Part
from app.grammar.reading import read_line
from app.grammar.signs import Kind
from app.grammar.wording import cut
from app.models import Hero, Label, LabelCreate, Section, SectionCreate, Team, Todo, TodoCreate
from app.models.order import rank_between, ranks_after


@dataclass(frozen=True)
class Said:
    """What the lines of an outline say, by line; sub-todos stand below their parent, whatever section they name."""

    top: Mapping[str, Understood] = field(default_factory=dict)
    below: Mapping[str, Understood] = field(default_factory=dict)

    def of(self, item: Item, *, top: bool) -> Understood | None:
        """What the line of one todo says; None for one that was not read."""
        return (self.top if top else self.below).get(item.line)

    @property
    def slips(self) -> list[Slip]:
        """New labels that look like others, each once."""
        found = {slip.name.casefold(): slip for understood in self._all for slip in understood.slips}
        return list(found.values())

    @property
    def new_labels(self) -> list[str]:
        """Labels that will be made, each once."""
        return list({name.casefold(): name for understood in self._all for name in understood.new_labels}.values())

    @property
    def _all(self) -> list[Understood]:
        return [*self.top.values(), *self.below.values()]


@dataclass(frozen=True)
class Forecast:
    """What planting an outline will do. `uncertain` lines have words that stay in their title for a reason."""

    todos: int
    done: int
    new_sections: Sequence[str]
    new_labels: Sequence[str]
    given: Sequence[tuple[Face, int]]
    due: int
    uncertain: Sequence[Understood]


class Lists(Teams, Todos, Understanding):
    """Whole lists at once."""

    def said(self, team: Team, outline: Outline, here: Here, answers: Answers | None = None) -> Said:
        """Read the lines of an outline for a team that is at hand."""
        tops = {item.line for part in outline.parts for item in part.items}
        belows = {item.line for part in outline.parts for top in part.items for item in _below(top)}
        readings = {line: read_line(line, here) for line in tops | belows}
        names = self.vocabulary(team, readings.values(), answers)
        return Said(
            {line: names.understand(readings[line]) for line in tops},
            {line: names.understand(readings[line], NAMED - {Kind.SECTION}) for line in belows},
        )

    def forecast(self, team: Team, outline: Outline, said: Said) -> Forecast:
        """What `plant` will do."""
        known = {found.name.casefold() for found in self.sections(team)}
        names = Counter(part.heading for part in outline.parts)
        headings = {_name(part, names).casefold(): _name(part, names) for part in outline.parts if part.heading}
        items = [(item, True) for part in outline.parts for item in part.items]
        items += [(sub, False) for item, _top in items for sub in _below(item)]
        understood = [one for item, top in items if (one := said.of(item, top=top))]
        return Forecast(
            todos=outline.count,
            done=sum(item.done for item, _top in items),
            new_sections=[name for key, name in headings.items() if key not in known],
            new_labels=said.new_labels,
            given=Counter(face for one in understood for face in one.heroes).most_common(),
            due=sum(one.reading.day is not None for one in understood),
            uncertain=[one for one in understood if one.reading.doubts or one.misfits],
        )

    def plant(
        self, team: Team, outline: Outline, section: Section | None = None, said: Said | None = None
    ) -> list[Todo]:
        """Add everything in the outline to a team that is at hand; what has no heading goes into `section`.

        A heading that names a section of the team means that section; one that stands several times in the outline is
        told apart by the heading above it. Returns the top todos. Raises Forbidden.
        """
        known = {found.name.casefold(): found for found in self.sections(team)}
        planting = _Planting(self, team, said or Said())
        names = Counter(part.heading for part in outline.parts)
        top: list[Todo] = []
        for part in outline.parts:
            place = section if part.heading is None else self._place(team, _name(part, names), known)
            top += planting.part(part, place)
        self.add(*top)
        return top

    def plant_line(self, team: Team, line: str, understood: Understood) -> Todo:
        """Add one todo at the end of the section that its line names, else of those without one. Raises Forbidden."""
        outline = Outline((Part(None, (Item(line, line=line),)),))
        return self.plant(team, outline, said=Said(top={line: understood}))[0]

    def plant_below(self, parent: Todo, line: str, understood: Understood) -> Todo:
        """Add one sub-todo at the end of those that a todo has. Raises Forbidden, Unprocessable."""
        rank = rank_between(self.last_rank(parent.team, None, parent), None)
        planting = _Planting(self, parent.team, Said(below={line: understood}))
        todo = planting.todo(Item(line, line=line), rank, None, parent)
        self.add(todo)
        return todo

    def _place(self, team: Team, heading: str, known: dict[str, Section]) -> Section:
        section = known.get(heading.casefold())
        if section is None:
            last = max((found.rank for found in known.values()), default=None)
            rank = rank_between(max(filter(None, (last, self.last_section_rank(team))), default=None), None)
            section = Section.add(team, SectionCreate(name=heading), rank=rank, by=self.hero)
            self.add(section)
            known[heading.casefold()] = section
        return section

    def keep(self, todo: Todo) -> None:
        """Take a new todo into the transaction, to be written with the others."""
        self._session.add(todo)


class _Planting:
    """One list on its way in: the labels and heroes that its lines name are looked up once."""

    def __init__(self, access: Lists, team: Team, said: Said) -> None:
        self.access, self.team, self.said = access, team, said
        self.labels = self._labels()
        heroes = {face.id for one in (*said.top.values(), *said.below.values()) for face in one.heroes}
        self.heroes: dict[int, Hero] = {hero.id: hero for hero in access.team_heroes(team, heroes)}

    def _labels(self) -> dict[str, Label]:
        names = self.said.new_labels
        used = any(one.labels for one in (*self.said.top.values(), *self.said.below.values()))
        labels = {label.name.casefold(): label for label in self.access.labels(self.team)} if used or names else {}
        made = [Label.add(self.team, LabelCreate(name=name), by=self.access.hero) for name in names]
        self.access.add(*made)
        return labels | {label.name.casefold(): label for label in made}

    def part(self, part: Part, section: Section | None) -> list[Todo]:
        """The todos of one section, but for those whose line names another."""
        todos: list[Todo] = []
        for place, items in self._by_place(part, section):
            ranks = ranks_after(self.access.last_rank(self.team, place), len(items))
            todos += [self.todo(item, rank, place, None) for item, rank in zip(items, ranks, strict=True)]
        return todos

    def _by_place(self, part: Part, section: Section | None) -> Iterator[tuple[Section | None, list[Item]]]:
        wanted: dict[int | None, list[Item]] = {}
        for item in part.items:
            understood = self.said.of(item, top=True)
            place = understood.section.id if understood and understood.section else None
            wanted.setdefault(place, []).append(item)
        for place, items in wanted.items():
            yield (section if place is None else self.access.section(self.team, place)), items

    def todo(self, item: Item, rank: str, section: Section | None, parent: Todo | None) -> Todo:
        """One todo with all below it."""
        understood = self.said.of(item, top=parent is None)
        by = self.access.hero
        todo = Todo.add(self.team, _data(item, understood), rank=rank, by=by, section=section, parent=parent)
        self.access.keep(todo)
        for name in [*(tag.name for tag in understood.labels), *understood.new_labels] if understood else ():
            todo.put_label(self.labels[name.casefold()], by=by)
        for face in understood.heroes if understood else ():
            todo.assign(self.heroes[face.id], by=by)
        if item.done or todo.in_done_column:
            todo.close(by=by)
        for sub, place in zip(item.children, ranks_after(None, len(item.children)), strict=True):
            self.todo(sub, place, None, todo)
        return todo


def _data(item: Item, understood: Understood | None) -> TodoCreate:
    if understood is None:
        return TodoCreate(title=item.title, notes=item.notes)
    reading = understood.reading
    notes = item.notes or (reading.title if len(reading.title) > TITLE_MAX else "")
    on, at = reading.due
    values = {"title": cut(reading.title, TITLE_MAX), "notes": notes, "due_on": on, "due_at": at}
    recurrence = reading.recurrence.rrule if reading.recurrence else None
    return TodoCreate.model_validate(values | {"priority": reading.priority or "normal", "recurrence": recurrence})


def _below(item: Item) -> Iterator[Item]:
    for sub in item.children:
        yield sub
        yield from _below(sub)


def _name(part: Part, names: Mapping[str | None, int]) -> str:
    heading = part.heading or ""
    named_again = names[part.heading] > 1 and part.above
    return f"{part.above[-1]}: {heading}"[:NAME_MAX].rstrip() if named_again else heading
