"""My day: what the hero has in hand, by the days of their own calendar, and what they wait for."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.covering import in_hands_of
from app.access.paging import PAGE, behind
from app.access.reach import team_awake
from app.access.rows import _LINES, Rows, TodoLine, due_order
from app.clock import now
from app.i18n import viewer
from app.models import Assignment, Hero, Team, Todo

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
        placed = self._placed(parts)
        order = (placed.c.due, placed.c.id)
        numbered = sa.select(
            placed, func.row_number().over(partition_by=placed.c.place, order_by=order).label("number")
        ).subquery()
        found = self._session.execute(
            sa.select(numbered.c.id, numbered.c.place)
            .where(numbered.c.number <= PAGE)
            .order_by(numbered.c.place, numbered.c.number)
        ).all()
        by_id = {line.id: line for line in self._lines(_LINES.where(col(Todo.id).in_([row[0] for row in found])), None)}
        shown: dict[str, list[TodoLine]] = {}
        for todo_id, place in found:
            shown.setdefault(place, []).append(by_id[todo_id])
        return shown

    def my_day_counts(self, parts: Sequence[Span]) -> dict[str, DayCount]:
        """How many each place has; one without any is left out."""
        placed = self._placed(parts)
        rows = self._session.execute(
            sa.select(
                placed.c.place,
                func.count(sa.case((placed.c.open, 1))),
                func.count(),
                func.max(sa.case((placed.c.open, placed.c.due_at))),
            ).group_by(placed.c.place)
        )
        return {place: DayCount(*counts) for place, *counts in rows}

    def my_day_place(self, parts: Sequence[Span], place: str, after: int | None = None) -> Sequence[TodoLine]:
        """A page of one of these places, from behind the todo with the id `after`."""
        mine = in_hands_of(self.hero)
        reached = sa.select(col(Team.id)).where(team_awake(self.hero))
        return self._lines(
            _LINES.where(col(Todo.id).in_(mine), col(Todo.team_id).in_(reached), _of_the_day(parts[0].start))
            .where(_place(parts) == place)
            .where(behind(Todo, after, due_order, lambda todo: sa.and_(todo.id.in_(mine), todo.team_id.in_(reached))))
            .order_by(due_order(Todo), col(Todo.id))
        )

    def due_counts(self, days: Sequence[date]) -> list[int]:
        """How many todos in the hero's hands are due on each of these days, done ones too."""
        sums = [func.count(sa.case((_within(day, day + DAY), 1))) for day in days]
        row = self._session.execute(_in_hands(self.hero, *sums).where(_within(days[0], days[-1] + DAY))).one()
        return list(row)

    def waiting_lines(self, after: int | None = None, limit: int = PAGE) -> Sequence[TodoLine]:
        """Open todos that the hero made for others or gave to them, and has not in their own hands; the soonest due
        first, from behind the todo with the id `after`."""
        mine = sa.select(col(Assignment.todo_id)).where(col(Assignment.hero_id) == self.hero.id)
        given = _given(self.hero)
        reached = sa.select(col(Team.id)).where(team_awake(self.hero))
        return self._lines(
            _LINES.where(col(Todo.id).in_(given), col(Todo.id).not_in(mine), col(Todo.team_id).in_(reached))
            .where(col(Todo.completed_at).is_(None))
            .where(behind(Todo, after, due_order, lambda todo: todo.id.in_(given)))
            .order_by(due_order(Todo), col(Todo.id)),
            limit,
        )

    def _placed(self, parts: Sequence[Span]) -> Any:
        columns = (
            col(Todo.id),
            _place(parts).label("place"),
            due_order(Todo).label("due"),
            col(Todo.due_at),
            col(Todo.completed_at).is_(None).label("open"),
        )
        return _in_hands(self.hero, *columns).where(_of_the_day(parts[0].start)).subquery()


def _in_hands(hero: Hero, *columns: Any) -> Any:
    """A select over the hero's todos and those they cover, which begins with the hero: all others stay untouched."""
    mine = in_hands_of(hero).subquery()
    return (
        sa.select(*columns)
        .select_from(mine)
        .join(Todo, col(Todo.id) == mine.c.todo_id)
        .join(Team, col(Team.id) == col(Todo.team_id))
        .where(team_awake(hero), col(Todo.trashed_at).is_(None))
    )


def _given(hero: Hero) -> Any:
    """Ids of todos that others have from this hero."""
    by_hand = sa.select(col(Assignment.todo_id)).where(
        col(Assignment.assigned_by) == hero.id, col(Assignment.hero_id) != hero.id
    )
    others = sa.exists().where(col(Assignment.todo_id) == col(Todo.id), col(Assignment.hero_id) != hero.id)
    made = sa.select(col(Todo.id)).where(
        col(Todo.created_by) == hero.id, col(Todo.completed_at).is_(None), others.correlate(Todo)
    )
    return by_hand.union(made)


def _of_the_day(today: date) -> sa.ColumnElement[bool]:
    """Open todos and those that were done today, so that nothing jumps away before the day is over."""
    return sa.or_(col(Todo.completed_at).is_(None), col(Todo.completed_at) >= _midnight(today))


def _place(parts: Sequence[Span]) -> sa.ColumnElement[str]:
    """Where a todo stands. One that was done in time does not become late afterwards."""
    seen = func.coalesce(col(Todo.completed_at), now())
    late = sa.or_(col(Todo.due_on) < parts[0].start, col(Todo.due_at) < seen)
    return sa.case((late, LATE), *((_within(span.start, span.end), span.key) for span in parts), else_=SOMEDAY)


def _within(start: date, end: date | None) -> sa.ColumnElement[bool]:
    """Due from one day to before another, as the viewer's calendar has them."""
    on, at = [col(Todo.due_on) >= start], [col(Todo.due_at) >= _midnight(start)]
    if end is not None:
        on, at = [*on, col(Todo.due_on) < end], [*at, col(Todo.due_at) < _midnight(end)]
    return sa.or_(sa.and_(*on), sa.and_(*at))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), viewer().clock)
