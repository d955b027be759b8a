"""My day: what the hero has in hand, by the days of their own calendar, and what they wait for."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.in_hand import (
    Between,
    first,
    how_many,
    in_hands,
    is_day,
    midnight,
    of_days,
    of_hero,
    of_today,
    overdue,
    standing_in,
)
from app.access.paging import PAGE
from app.access.reach import SomeViewer
from app.access.rows import Rows, TodoLine
from app.clock import now
from app.models import Assignment, Hero
from app.models.hands import DONE, GIVEN, OPEN, UNDATED, WAS, hand, key_of
from app.wording import COUNTED, today

LATE, TODAY, NEXT_WEEK, LATER, SOMEDAY = "late", "today", "next-week", "later", "someday"
DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Span(NamedTuple):
    """Days that stand together, from `start` to the one before `end`; without it, all that follow. A single day to come
    is known by its ISO date."""

    key: str
    start: date
    end: date | None = None


class DayCount(NamedTuple):
    """How many todos of My day stand in one place, how many of them are open, and the `last` instant of these."""

    open: int = 0
    total: int = 0
    last: datetime | None = None


def spans(today: date, week_start: int) -> list[Span]:
    """Today, the days after it to the end of the week and tomorrow in any case, next week, and what comes later."""
    next_week = first_of_week(today, week_start) + WEEK
    soon = max(next_week, today + 2 * DAY)
    days = [today + n * DAY for n in range(1, (soon - today).days)]
    return [
        Span(TODAY, today, today + DAY),
        *(Span(day.isoformat(), day, day + DAY) for day in days),
        Span(NEXT_WEEK, soon, next_week + WEEK),
        Span(LATER, next_week + WEEK),
    ]


def first_of_week(day: date, week_start: int) -> date:
    """The day on which its week began; Monday is 0."""
    return day - ((day.weekday() - week_start) % 7) * DAY


class MyDay(Rows):
    """Todos in the hero's hands, and those they cover, in all teams that they reach: open ones, and those done today
    where they stood."""

    def my_day_lines(self, parts: Sequence[Span]) -> dict[str, list[TodoLine]]:
        """The first page of each place by its key: of these days, of what is late, and of what has no date."""
        bounds = _bounds(parts)
        keys: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for n, todo_id, at, done in self._of_the_day(_first_rows, parts):
            place = list(bounds)[n] if done is None else _place(bounds, at, done)
            keys[place].append((at, todo_id))
        pages = {place: [todo_id for _at, todo_id in sorted(keys[place])[:PAGE]] for place in bounds if keys[place]}
        lines = {line.id: line for line in self.lines_of([one for ids in pages.values() for one in ids])}
        return {place: [lines[one] for one in ids if one in lines] for place, ids in pages.items()}

    def my_day_counts(self, parts: Sequence[Span]) -> dict[str, DayCount]:
        """How many each place has, as far as they are counted; one without any is left out."""
        bounds = _bounds(parts)
        rows = self._of_the_day(_count_rows, parts)
        found = {place: rows[n][1] for n, place in enumerate(bounds)}
        last = rows[len(bounds)][2]
        done = Counter(_place(bounds, *row[2:]) for row in rows[len(bounds) + 1 :])
        return {
            place: DayCount(found[place], found[place] + done[place], _instant(last) if place == TODAY else None)
            for place in bounds
            if found[place] or done[place]
        }

    def my_day_place(self, parts: Sequence[Span], place: str, after: int | None = None) -> Sequence[TodoLine]:
        """A page of one of these places, from behind the todo with the id `after`."""
        bounds = _bounds(parts)
        key = self._key_in_hands(after)
        if after is not None and key is None:
            return []
        asked = {**bounds[place].parameters(0), "at": key or "", "after": after or 0}
        rows = self._of_the_day(_rows_behind, parts, asked)
        keys = [(at, one) for _n, one, at, done in rows if done is None or _place(bounds, at, done) == place]
        return self._these([one for at, one in sorted(keys) if after is None or (at, one) > (key, after)][:PAGE])

    def due_counts(self, days: Sequence[date]) -> list[int]:
        """How many todos in the hero's hands are due on each of these days, done ones too, as far as they are
        counted."""
        asked: dict[str, Any] = {}
        for n, day in enumerate(days):
            asked |= of_days(day, day + DAY).parameters(n)
        row = self._columns(_due_counts(self.hero.is_admin, len(days)), {**self._asking(), **asked})[0]
        return [min(count, COUNTED + 1) for count in row]

    def waiting_lines(self, after: int | None = None, limit: int = PAGE) -> Sequence[TodoLine]:
        """Open todos that the hero made for others or gave to them, and has not in their own hands; the soonest due
        first, from behind the todo with the id `after`."""
        return self._part_of(self.hero, GIVEN, after, limit)

    def hero_lines(self, hero: Hero, after: int | None = None) -> Sequence[TodoLine]:
        """A page of the open todos in a hero's hands, in the teams that the viewer reaches too: the soonest due first,
        those without a date last; from behind the todo with the id `after`."""
        return self._part_of(hero, OPEN, after, PAGE)

    def _part_of(self, hero: Hero, part: str, after: int | None, limit: int) -> Sequence[TodoLine]:
        asked = {"viewer": self.hero.id, "hero": hero.id, "at": "", "after": 0, "limit": limit}
        if after is not None:
            found = self._columns(_place_in(self.hero.is_admin, part), asked | {"todo": after})
            if not found:
                return []
            asked |= {"at": found[0].at, "after": after}
        return self._these([row.todo_id for row in self._columns(_part(self.hero.is_admin, part), asked)])

    def _these(self, ids: Sequence[int]) -> list[TodoLine]:
        lines = {line.id: line for line in self.lines_of(ids)}
        return [lines[one] for one in ids if one in lines]  # not what goes away at this very moment

    def _asking(self) -> dict[str, Any]:
        return {"viewer": self.hero.id, "today": today()}

    def _of_the_day(
        self, statement: Any, parts: Sequence[Span], asked: Mapping[str, Any] | None = None
    ) -> Sequence[Any]:
        """The rows of a statement about these days, those last that were done today."""
        asked = _parameters(parts) if asked is None else asked
        given = {**self._asking(), **asked, "midnight": key_of(midnight(parts[0].start))}
        return self._columns(statement(self.hero.is_admin, len(parts) + 2), given)

    def _key_in_hands(self, todo_id: int | None) -> str | None:
        """When a todo is due that is in the hero's hands, or that they cover."""
        if todo_id is None:
            return None
        times = {at for (at,) in self._columns(_one(self.hero.is_admin), {**self._asking(), "todo": todo_id})}
        return min(times - {""}, default=UNDATED) if times else None


def _bounds(parts: Sequence[Span]) -> dict[str, Between]:
    """Where each place begins and ends. What is late is so to the moment."""
    at, day = now(), parts[0].start
    bounds = {LATE: overdue(day, at), **{span.key: of_days(span.start, span.end) for span in parts}}
    return {**bounds, TODAY: of_today(day, at), SOMEDAY: Between((UNDATED, UNDATED), (UNDATED, f"{UNDATED}~"))}


def _place(bounds: Mapping[str, Between], due: str, done: str) -> str:
    """Where something done today stands. What was done in time does not become late afterwards."""
    if due < (bounds[TODAY].days[0] if is_day(due) else done):
        return LATE
    return next((place for place, between in bounds.items() if place != LATE and due < between.end_for(due)), SOMEDAY)


def _parameters(parts: Sequence[Span]) -> dict[str, str]:
    asked: dict[str, str] = {}
    for n, between in enumerate(_bounds(parts).values()):
        asked |= between.parameters(n)
    return asked


_NOTHING: Any = sa.cast(sa.null(), sa.String)


def _done_today(viewer: SomeViewer) -> sa.Select[Any]:
    """What was done today, the newest thousand of it, by when it was due."""
    midnight = hand.c.at >= sa.bindparam("midnight", type_=sa.String)
    done = first([one.where(midnight) for one in in_hands(viewer, DONE)], COUNTED, last=True).subquery()
    was = sa.select(func.max(hand.c.at)).where(hand.c.todo_id == done.c.todo_id, hand.c.part == WAS)
    due = func.coalesce(was.correlate(done).scalar_subquery(), UNDATED)
    return sa.select(sa.literal(-1), done.c.todo_id, due, done.c.at)


@cache
def _first_rows(is_admin: bool, places: int) -> Any:
    """A page of each place, and what was done today."""
    viewer = SomeViewer(is_admin)
    pages = (first([one.where(*standing_in(n)) for one in in_hands(viewer, OPEN)], PAGE) for n in range(places))
    each = (sa.select(sa.literal(n), *page.subquery().c, _NOTHING) for n, page in enumerate(pages))
    return sa.union_all(*each, _done_today(viewer))


@cache
def _count_rows(is_admin: bool, places: int) -> Any:
    """How many each place has, the last instant of today, and what was done today."""
    viewer = SomeViewer(is_admin)
    counts = (how_many([one.where(*standing_in(n)) for one in in_hands(viewer, OPEN)]) for n in range(places))
    each = [sa.select(sa.literal(n), count, _NOTHING, _NOTHING) for n, count in enumerate(counts)]
    of_day = [one.where(*standing_in(1), func.length(hand.c.at) > 10) for one in in_hands(viewer, OPEN)]
    last = first(of_day, 1, last=True).subquery()
    latest = sa.select(sa.literal(places), sa.literal(0), func.max(last.c.at), _NOTHING)
    return sa.union_all(*each, latest, _done_today(viewer))


@cache
def _rows_behind(is_admin: bool, _places: int) -> Any:
    """A page of one place from behind a todo, and what was done today."""
    viewer = SomeViewer(is_admin)
    rows = [one.where(*standing_in(0), _BEHIND) for one in in_hands(viewer, OPEN)]
    return sa.union_all(sa.select(sa.literal(0), *first(rows, PAGE).subquery().c, _NOTHING), _done_today(viewer))


_BEHIND: Any = sa.tuple_(hand.c.at, hand.c.todo_id) > sa.tuple_(
    sa.bindparam("at", type_=sa.String), sa.bindparam("after", type_=sa.Integer)
)


@cache
def _due_counts(is_admin: bool, days: int) -> Any:
    viewer = SomeViewer(is_admin)
    each = ([in_hands(viewer, part) for part in (OPEN, WAS)] for _day in range(days))
    counts = [
        [how_many([one.where(*standing_in(n)) for one in rows]) for rows in parts] for n, parts in enumerate(each)
    ]
    return sa.select(*(still_open + done for still_open, done in counts))


def _held(is_admin: bool, part: str) -> Any:
    """A part of what a hero has in hand; of what others have from them, what is not in their own hands as well."""
    hero = sa.bindparam("hero", type_=sa.Integer)
    mine = sa.exists().where(col(Assignment.todo_id) == hand.c.todo_id, col(Assignment.hero_id) == hero)
    rows = of_hero(SomeViewer(is_admin), hero, part)
    return rows.where(sa.not_(mine.correlate(hand))) if part == GIVEN else rows


@cache
def _part(is_admin: bool, part: str) -> Any:
    rows = _held(is_admin, part).where(_BEHIND).order_by(hand.c.at, hand.c.todo_id)
    return rows.limit(sa.bindparam("limit", type_=sa.Integer))


@cache
def _place_in(is_admin: bool, part: str) -> Any:
    return _held(is_admin, part).where(hand.c.todo_id == sa.bindparam("todo", type_=sa.Integer))


@cache
def _one(is_admin: bool) -> Any:
    """When one todo in the viewer's hands is due; an empty text besides for one that is done."""
    viewer, here = SomeViewer(is_admin), hand.c.todo_id == sa.bindparam("todo", type_=sa.Integer)
    due = first([one.where(here) for part in (OPEN, WAS) for one in in_hands(viewer, part)], 1).subquery()
    done = first([one.where(here) for one in in_hands(viewer, DONE)], 1).subquery()
    return sa.union_all(sa.select(due.c.at), sa.select(sa.literal("")).select_from(done))


def _instant(at: str | None) -> datetime | None:
    return None if at is None else datetime.strptime(at, "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC)
