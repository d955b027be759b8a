"""The sections of a team's list and board: how much is in each, and the first rows of it.

Each section is read on its own, by the index that has its open todos in their order: a page costs what it shows,
however much the team has.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.counting import counted
from app.access.paging import PAGE
from app.access.rows import _LINES, Conditions, Rows, TodoLine, behind_key, done_lately, is_open
from app.models import Section, Team, Todo
from app.models.types import ByteOrdered
from app.wording import COUNTED

Key = tuple[str, int]
SECTIONS_AT_ONCE = 100
"""SQLite puts 500 selects together at most."""
_ORDER = (col(Todo.rank), col(Todo.id))
# What is nothing in all rows is named too: PostgreSQL knows only so that an index has them in their order.
_PLACED = (col(Todo.parent_id), col(Todo.section_id))
_OPEN_FIRST = (col(Todo.parent_id), col(Todo.completed_at), col(Todo.section_id))
NOWHERE = 0
# Not the bare column: SQLite would read all that a section ever had, because that is in its order already.
_SECTION: sa.ColumnElement[int] = func.coalesce(col(Todo.section_id), NOWHERE)


class Held(NamedTuple):
    """How many todos stand in a section; None is no section. What is in one in the trash shows as if it had none."""

    section_id: int | None
    trashed: bool
    name: str
    todos: int

    @property
    def place(self) -> int | None:
        """The section under which a list shows them."""
        return None if self.trashed else self.section_id


def totals(held: Sequence[Held]) -> dict[int | None, int]:
    """How many rows a list has in each place; one without any is left out."""
    found: defaultdict[int | None, int] = defaultdict(int)
    for one in held:
        found[one.place] += one.todos
    return {place: todos for place, todos in found.items() if todos}


class SectionRows(Rows):
    """Rows by section. A team must have been reached through this access."""

    def held(self, team: Team, *, done: bool, where: Conditions = (), at_most: int = COUNTED) -> Sequence[Held]:
        """How much each section has, in the order of the list; further conditions narrow it."""
        if done:
            return self._held(team, where, at_most)
        lately = sa.select(_SECTION, func.count()).where(_top_of(team), done_lately(), *where).group_by(_SECTION)
        also: dict[int, int] = {row[0]: row[1] for row in self._session.execute(lately)}
        held = self._held(team, (is_open(), *where), at_most)
        return [one._replace(todos=one.todos + also.get(one.section_id or NOWHERE, 0)) for one in held]

    def section_counts(self, team: Team, *, done: bool, where: Conditions = ()) -> dict[int | None, int]:
        """How many rows each section has in the list."""
        return totals(self.held(team, done=done, where=where))

    def open_counts(self, team: Team) -> dict[int | None, int]:
        """How many open todos that stand by themselves each section has."""
        return totals(self._held(team, (is_open(),)))

    def team_lines(
        self, team: Team, *, done: bool, where: Conditions = (), held: Sequence[Held] | None = None
    ) -> Sequence[TodoLine]:
        """The first page of the team's list, over all sections in their order; what they hold may be at hand."""
        held = self.held(team, done=done, where=where) if held is None else held
        filled, todos = [], 0
        for one in sorted(held, key=lambda one: one.place is not None):
            if one.place is not None and todos >= PAGE:
                break
            filled += [one.section_id] if one.todos else []
            todos += one.todos
        places = {one.section_id: n for n, one in enumerate(held)}
        lines = self._first_of(team, filled, done=done, where=where)
        return sorted(lines, key=lambda line: (places[line.section_id], line.rank, line.id))[:PAGE]

    def section_lines(
        self, team: Team, section_id: int | None, *, done: bool, after: Key | None = None, where: Conditions = ()
    ) -> Sequence[TodoLine]:
        """A page of one living section (None: the todos without one), from behind the key (rank, id), narrowed by
        further conditions."""
        stored = [section_id] if section_id is not None else [None, *self._trashed_sections(team)]
        behind = behind_key(after)
        return self._first_of(team, stored, done=done, where=(*where, behind))[:PAGE]

    def board_lines(
        self, team: Team, *, done: bool, where: Conditions = (), held: Sequence[Held] | None = None
    ) -> Sequence[TodoLine]:
        """The first page of each of the team's columns, each in its order; `where` narrows them."""
        held = self.held(team, done=done, where=where) if held is None else held
        columns: defaultdict[int | None, list[TodoLine]] = defaultdict(list)
        for line in self._first_of(team, [one.section_id for one in held if one.todos], done=done, where=where):
            columns[line.section_id].append(line)
        return [line for lines in columns.values() for line in lines[:PAGE]]

    def _held(self, team: Team, where: Conditions, at_most: int = COUNTED) -> Sequence[Held]:
        self._session.flush()
        none = sa.select(
            sa.null(),
            sa.false(),
            sa.literal("", ByteOrdered),
            sa.literal(""),
            _todos_in(team, _stands_in(None), where, at_most),
        )
        here = col(Todo.section_id) == col(Section.id)
        named: Any = sa.select(
            col(Section.id),
            col(Section.trashed_at).is_not(None),
            col(Section.rank),
            col(Section.name),
            _todos_in(team, here, where, at_most),
        ).where(col(Section.team_id) == team.id)
        rows = self._session.execute(sa.union_all(none, named)).all()
        ordered = sorted(rows, key=lambda row: (row[0] is not None, row[2], row[0] or 0))
        return [Held(row[0], bool(row[1]), row[3], row[4]) for row in ordered]

    def _first_of(
        self, team: Team, sections: Sequence[int | None], *, done: bool, where: Conditions = ()
    ) -> Sequence[TodoLine]:
        """A page of each of these sections and more of some, all by rank."""
        chunks = [sections[at : at + SECTIONS_AT_ONCE] for at in range(0, len(sections), SECTIONS_AT_ONCE)]
        firsts = (_firsts(team, some, done=done, where=where) for some in chunks)
        lines = (self._lines(_LINES.where(col(Todo.id).in_(ids)), limit=None) for ids in firsts)
        return sorted(chain.from_iterable(lines), key=lambda line: (line.rank, line.id))

    def _trashed_sections(self, team: Team) -> Sequence[int]:
        here = sa.select(col(Section.id)).where(col(Section.team_id) == team.id)
        return list(self._session.scalars(here.where(col(Section.trashed_at).is_not(None))))


def _top_of(team: Team) -> sa.ColumnElement[bool]:
    return sa.and_(col(Todo.team_id) == team.id, col(Todo.parent_id).is_(None), col(Todo.trashed_at).is_(None))


def _todos_in(team: Team, here: sa.ColumnElement[bool], where: Conditions, at_most: int) -> sa.ScalarSelect[int]:
    rows = sa.select(sa.literal(1)).select_from(Todo).where(_top_of(team), here, *where)
    return counted(rows.correlate(Section), at_most)


def _firsts(team: Team, sections: Sequence[int | None], *, done: bool, where: Conditions) -> Any:
    """The ids of the first page of each of these sections."""
    rows = sa.select(col(Todo.id)).where(_top_of(team), *where)
    if done:
        return _together(rows.where(_stands_in(one)).order_by(*_PLACED, *_ORDER).limit(PAGE) for one in sections)
    each = [rows.where(is_open(), _stands_in(one)).order_by(*_OPEN_FIRST, *_ORDER).limit(PAGE) for one in sections]
    number = func.row_number().over(partition_by=_SECTION, order_by=_ORDER).label("number")
    day = rows.add_columns(number).where(done_lately(), _SECTION.in_([one or NOWHERE for one in sections])).subquery()
    return _together([*each, sa.select(day.c.id).where(day.c.number <= PAGE)])


def _together(each: Iterable[sa.Select[Any]]) -> Any:
    return sa.union_all(*(sa.select(one.subquery().c.id) for one in each))


def _stands_in(section_id: int | None) -> sa.ColumnElement[bool]:
    return col(Todo.section_id).is_(None) if section_id is None else col(Todo.section_id) == section_id
