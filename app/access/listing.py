"""Todos as a list: narrowed by a filter, in an order, under headings. Three statements for the rows, however many there
are, and one for the counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func

from app.access.counting import counted
from app.access.filtering import Filtering, Narrowing, here_in
from app.access.orders import URGENT_FIRST, behind_in, in_order
from app.access.paging import PAGE, by_name
from app.access.reach import team_living
from app.access.rows import _LINES, Conditions, TodoLine, wanted
from app.access.section_rows import Held, SectionRows, totals
from app.filtering.model import Field, Group, Sort
from app.models import Assignment, Hero, Label, Section, Team, Todo, TodoLabel
from app.wording import COUNTED, so_many

FEW = 100
"""So far the todos of a section are counted where very many are left in all."""
GROUPS_MAX = 100
"""Headings on a page."""
SUBS, NONE = -1, 0
"""Keys of the headings for sub-todos, and for what has nothing of the kind; others are ids, or places in an order."""


class Heading(NamedTuple):
    """A group of a list: its key, the name that people gave it (empty where it is ours), and how many todos it has; one
    more than were `counted` where there are more."""

    key: int
    name: str
    todos: int
    counted: int = COUNTED

    @property
    def words(self) -> str:
        """How many, as far as they are counted."""
        return so_many(self.todos, self.counted)


@dataclass(frozen=True)
class Listing:
    """What a list is to show. Without a team it is that of all the viewer's teams. One is `crowded` if very
    many todos are left, so that it is read section by section."""

    narrowing: Narrowing
    team: Team | None
    group: Group
    sort: Sort
    done: bool = False
    crowded: bool = False

    @property
    def by_section(self) -> bool:
        """Whether it stands as the list of a team does, only with less in it."""
        return self.team is not None and self.group is Group.SECTION and self.sort is Sort.OWN

    @property
    def finished(self) -> bool:
        """Whether todos done long ago may be among them."""
        return self.done or self.narrowing.asks_state

    @property
    def whole(self) -> bool:
        """Whether it is narrowed by nothing, so that sub-todos stand with their parents alone."""
        return not self.narrowing.told.conditions


class _Heads(NamedTuple):
    """How a list is grouped: the key of a todo's group, what names it, and the order of the groups."""

    key: Any
    model: Any = None
    order: tuple[Any, ...] = ()

    @property
    def source(self) -> Any:
        """The todos, with what names their groups."""
        return sa.outerjoin(Todo, self.model, self.model.id == self.key) if self.model else Todo


def _first_hero() -> Any:
    living = sa.select(col(Assignment.hero_id)).join(Hero, col(Hero.id) == Assignment.hero_id)
    mine = living.where(col(Assignment.todo_id) == col(Todo.id), col(Hero.trashed_at).is_(None))
    return mine.order_by(col(Assignment.assigned_at), col(Hero.id)).limit(1).correlate(Todo).scalar_subquery()


def _first_label() -> Any:
    living = sa.select(col(Label.id)).join(TodoLabel, col(TodoLabel.label_id) == Label.id)
    mine = living.where(col(TodoLabel.todo_id) == col(Todo.id), col(Label.trashed_at).is_(None))
    return mine.order_by(by_name(Label), col(Label.id)).limit(1).correlate(Todo).scalar_subquery()


def _section_key() -> Any:
    section: Any = aliased(Section)
    living = sa.select(section.id).where(section.id == col(Todo.section_id), section.trashed_at.is_(None))
    top = func.coalesce(living.correlate(Todo).scalar_subquery(), NONE)
    return sa.case((col(Todo.parent_id).is_not(None), SUBS), else_=top)


def _days_key(place: Any) -> Any:
    """1 late, 2 today, 3 the next six days, 4 later, 0 without a date."""
    here = here_in(place)
    midnight = here.now.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [midnight + timedelta(days=days) for days in (1, 7)]
    on, at = col(Todo.due_on), col(Todo.due_at)
    steps = [(sa.or_(on < here.today, at < here.now.astimezone(UTC)), 1)]
    for n, end in enumerate(ends, 2):
        steps.append((sa.or_(on < end.date(), at < end.astimezone(UTC)), n))
    return sa.case(*steps, (sa.or_(on.is_not(None), at.is_not(None)), 4), else_=NONE)


_NAMED: dict[Group, tuple[Callable[[], Any], Any]] = {
    Group.SECTION: (_section_key, Section),
    Group.ASSIGNEE: (_first_hero, Hero),
    Group.LABEL: (_first_label, Label),
    Group.TEAM: (lambda: col(Todo.team_id), Team),
}


def _heads(listing: Listing, hero: Hero) -> _Heads:
    if listing.group in _NAMED:
        key, model = _NAMED[listing.group]
        named = aliased(model)
        order: tuple[Any, ...] = (named.id.is_(None), by_name(named))
        if model is Section:  # what has no section stands first, as it is where new todos come in
            order = (key() == SUBS, func.coalesce(named.team_id, NONE), func.coalesce(named.rank, ""))
        if model is Team:
            order = (named.private_to.is_(None), by_name(named))
        return _Heads(key(), named, (*order, func.coalesce(named.id, NONE)))
    if listing.group is Group.PRIORITY:
        return _Heads(URGENT_FIRST(Todo), None, (URGENT_FIRST(Todo),))
    if listing.group is Group.DUE:
        key = _days_key(listing.team or hero)
        return _Heads(key, None, (key == NONE, key))
    return _Heads(sa.literal(NONE))


class Listings(Filtering, SectionRows):
    """Lists of one team that was reached, or of all the teams that the viewer is on."""

    def listing(self, narrowing: Narrowing, team: Team | None, *, done: bool = False) -> Listing:
        """The list that a filter asks for."""
        listing = listing_of(narrowing, team, done=done)
        searching = any(narrowing.told.of(field) for field in (Field.TEXT, Field.CLOSED))
        if listing.whole or searching or not listing.by_section:
            return listing  # what these ask has an index that is quicker than to look at one todo after the other
        rows = sa.select(sa.literal(1)).select_from(Todo).where(*self._shown(listing))
        self._session.flush()
        todos = self._session.execute(sa.select(counted(rows))).scalar_one()
        return replace(listing, crowded=todos > COUNTED)

    def headings(self, listing: Listing) -> Sequence[Heading]:
        """The groups that have something in them, in their order."""
        if listing.crowded:
            return self._crowded_headings(listing)
        heads = _heads(listing, self.hero)
        key = func.coalesce(heads.key, NONE)
        rows = sa.select(key.label("key"), *(one.label(f"order_{n}") for n, one in enumerate(heads.order)))
        rows = rows.add_columns((heads.model.name if heads.model else sa.literal("")).label("name"))
        found = rows.select_from(heads.source).where(*self._shown(listing)).subquery()
        order = [found.c[f"order_{n}"] for n in range(len(heads.order))]
        groups = sa.select(found.c.key, found.c.name, func.count(), *order)
        counted = groups.group_by(found.c.key, found.c.name, *order).order_by(*order).limit(GROUPS_MAX + 1)
        return [Heading(row[0], row[1] or "", row[2]) for row in self._session.execute(counted)]

    def first_lines(self, listing: Listing) -> Sequence[tuple[int, TodoLine]]:
        """The first page over all groups in their order, each row with the key of its group."""
        if listing.crowded:
            return self._crowded_lines(listing)
        heads = _heads(listing, self.hero)
        keyed = sa.select(col(Todo.id), func.coalesce(heads.key, NONE)).select_from(heads.source)
        self._session.flush()
        found = self._session.execute(
            keyed.where(*self._shown(listing)).order_by(*heads.order, *in_order(listing.sort)).limit(PAGE)
        )
        keys = {row[0]: row[1] for row in found}
        lines = {line.id: line for line in self.lines_of(list(keys))}
        return [(key, lines[todo_id]) for todo_id, key in keys.items()]

    def more_lines(self, listing: Listing, key: int, after: int | None) -> Sequence[TodoLine]:
        """A page of one group, from behind the todo with the id `after`."""
        if listing.crowded and listing.team and key != SUBS:
            place = self._key_of(listing.team, after)
            near, section = listing.narrowing.nearby, key or None
            shown = after is None or place is not None
            lines = self.section_lines(listing.team, section, done=listing.finished, after=place, where=near)
            return lines if shown else ()
        heads = _heads(listing, self.hero)
        return self._lines(
            _LINES.where(*self._shown(listing), func.coalesce(heads.key, NONE) == key)
            .where(behind_in(listing.sort, after, team_living(self.hero)))
            .order_by(*in_order(listing.sort))
        )

    def _crowded_headings(self, listing: Listing) -> Sequence[Heading]:
        assert listing.team is not None
        held = self._crowded_sections(listing)
        counts, names = totals(held), {one.place: one.name for one in held if not one.trashed}
        places = dict.fromkeys(one.place for one in held)
        groups = [Heading(place or NONE, names[place], counts[place], FEW) for place in places if place in counts]
        below = sa.select(sa.literal(1)).select_from(Todo)
        below = below.where(*self._shown(listing, listing.narrowing.nearby), col(Todo.parent_id).is_not(None))
        subs = self._session.execute(sa.select(counted(below, FEW))).scalar_one()
        return [*groups, Heading(SUBS, "", subs, FEW)] if subs else groups

    def _crowded_sections(self, listing: Listing) -> Sequence[Held]:
        assert listing.team is not None
        return self.held(listing.team, done=listing.finished, where=listing.narrowing.nearby, at_most=FEW)

    def _crowded_lines(self, listing: Listing) -> Sequence[tuple[int, TodoLine]]:
        assert listing.team is not None
        held, near = self._crowded_sections(listing), listing.narrowing.nearby
        lines = self.team_lines(listing.team, done=listing.finished, where=near, held=held)
        shown = [(line.section_id or NONE, line) for line in lines]
        rest = [] if len(shown) == PAGE else self.more_lines(listing, SUBS, None)
        return [*shown, *((SUBS, line) for line in rest)][:PAGE]

    def _key_of(self, team: Team, todo_id: int | None) -> tuple[str, int] | None:
        """Where a todo of the team stands in its section."""
        here = sa.select(col(Todo.rank), col(Todo.id)).where(col(Todo.id) == todo_id, col(Todo.team_id) == team.id)
        row = self._session.execute(here).first()
        return (row[0], row[1]) if row else None

    def _shown(self, listing: Listing, where: Conditions | None = None) -> list[sa.ColumnElement[bool]]:
        # Not the bare column, where a set of todos is the way: SQLite would read all of the team instead.
        by_ids = listing.narrowing.by_ids and where is None
        team: Any = col(Todo.team_id) + 0 if by_ids else col(Todo.team_id)
        # Of several teams by number, so that the databases look in each of them for what is due or done when.
        here = team.in_(self.own_team_ids()) if listing.team is None else team == listing.team.id
        shown = [here, col(Todo.trashed_at).is_(None), *(listing.narrowing.where if where is None else where)]
        if listing.whole:
            shown.append(col(Todo.parent_id).is_(None))
        return [*shown, wanted(listing.finished)]


def total(listing: Listing, headings: Sequence[Heading]) -> int:
    """How many todos a list has in all, as far as they are counted."""
    return COUNTED + 1 if listing.crowded else sum(one.todos for one in headings)


def listing_of(narrowing: Narrowing, team: Team | None, *, done: bool = False) -> Listing:
    """The list that a filter asks for; where it says nothing of headings and order, it is the list's own."""
    own = Group.SECTION if team is not None else Group.TEAM
    told = narrowing.told
    return Listing(narrowing, team, told.group or own, told.sort or Sort.OWN, done)
