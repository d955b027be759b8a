"""Calendars: what is due on the days of some teams, the first few of each day; a constant number of selects, however
many days and todos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.counting import counted
from app.access.paging import PAGE, behind
from app.access.rows import Rows, Shield, TodoLine
from app.models import Priority, Team, Todo

REPEATS_MAX = 200
"""Todos that repeat whose next days are shown; who has more of them sees those added first."""


class Pinned(NamedTuple):
    """A todo in a calendar, in the version that is shown there."""

    line: TodoLine
    version: int


class Repeating(NamedTuple):
    """An open todo that comes again."""

    id: int
    title: str
    due_on: date | None
    due_at: datetime | None
    recurrence: str
    team: Shield


@dataclass(frozen=True)
class OnDay:
    """The first todos of a day, and how many there are."""

    pins: Sequence[Pinned] = ()
    total: int = 0


@dataclass(frozen=True)
class Days:
    """Days in a row on the clocks of a time zone, of these teams, narrowed by further conditions."""

    teams: Sequence[int]
    zone: ZoneInfo
    first: date
    count: int = 1
    conditions: Sequence[sa.ColumnElement[bool]] = field(default=())

    def midnight(self, number: int) -> datetime:
        """The instant at which the day with this number begins; the first is 0."""
        return datetime.combine(self.day(number), time(), self.zone).astimezone(UTC)

    def day(self, number: int) -> date:
        """The day with this number."""
        return self.first + timedelta(days=number)

    @property
    def due(self) -> sa.ColumnElement[bool]:
        """Todos of these days."""
        on, at = col(Todo.due_on), col(Todo.due_at)
        return sa.or_(
            sa.and_(on >= self.first, on < self.day(self.count)),
            sa.and_(at >= self.midnight(0), at < self.midnight(self.count)),
        )

    @property
    def name(self) -> sa.ColumnElement[str]:
        """The day of a todo of these days, as ISO 8601 writes it."""
        at = col(Todo.due_at)
        ends = ((self.midnight(number + 1), self.day(number)) for number in range(self.count))
        by_time = sa.case(*((at < end, day.isoformat()) for end, day in ends))
        return func.coalesce(sa.cast(col(Todo.due_on), sa.String), by_time)


class Calendars(Rows):
    """Calendars of teams that were reached through this access."""

    def days(self, days: Days, at_most: int) -> Mapping[date, OnDay]:
        """The first todos of each day; where there are more than `at_most`, one less than that."""
        todo = (
            sa.select(col(Todo.id), col(Todo.version), days.name.label("day"), _order(Todo).label("order"))
            .where(*_living(days), days.due)
            .subquery()
        )
        place = func.row_number().over(partition_by=todo.c.day, order_by=(todo.c.order, todo.c.id)).label("place")
        total = func.count().over(partition_by=todo.c.day).label("total")
        ranked = sa.select(todo.c.day, todo.c.id, todo.c.version, place, total).subquery()
        room = sa.case((ranked.c.total > at_most, at_most - 1), else_=at_most)
        first = sa.select(ranked).where(ranked.c.place <= room).order_by(ranked.c.day, ranked.c.place)
        self._session.flush()
        keys = self._session.execute(first).all()
        pins = self._versioned([(key.id, key.version) for key in keys])
        found: dict[date, OnDay] = {}
        for key in keys:
            day = date.fromisoformat(key.day)
            found[day] = OnDay([*found.get(day, OnDay()).pins, pins[key.id]], key.total)
        return found

    def day_lines(self, day: Days, after: int | None = None) -> Sequence[TodoLine]:
        """A page of all that is due on one day, from behind the todo with the id `after`."""
        page = (
            sa.select(col(Todo.id), col(Todo.version))
            .where(*_living(day), day.due)
            .where(behind(Todo, after, _order, lambda todo: todo.team_id.in_(day.teams)))
            .order_by(_order(Todo), col(Todo.id))
            .limit(PAGE)
        )
        return [pinned.line for pinned in self._pinned(page).values()]

    def repeating(self, days: Days) -> Sequence[Repeating]:
        """The open todos that come again and are due before these days are over."""
        on, at = col(Todo.due_on), col(Todo.due_at)
        # Of one after the other of those that come again: far more are due by then.
        due = func.coalesce(sa.or_(on < days.day(days.count), at < days.midnight(days.count)), sa.false())
        rows = self._session.execute(
            sa.select(col(Todo.id), col(Todo.title), on, at, col(Todo.recurrence), col(Team.name), col(Team.colour))
            .join(Team, col(Team.id) == Todo.team_id)
            .where(*_living(days), col(Todo.recurrence).is_not(None), col(Todo.completed_at).is_(None))
            .where(due)
            .order_by(col(Todo.id))
            .limit(REPEATS_MAX)
        )
        return [Repeating._make([*row[:5], Shield(*row[5:])]) for row in rows]

    def undated_count(self, days: Days) -> int:
        """How many open todos of these teams have no date, as far as they are counted; sub-todos have that of what they
        are part of."""
        rows = sa.select(sa.literal(1)).select_from(Todo).where(*_living(days), *_UNDATED)
        count: int = self._session.execute(sa.select(counted(rows))).scalar_one()
        return count

    def undated(self, days: Days) -> Sequence[Pinned]:
        """The newest of them, a page at most."""
        page = (
            sa.select(col(Todo.id), col(Todo.version))
            .where(*_living(days), *_UNDATED)
            .order_by(col(Todo.id).desc())
            .limit(PAGE)
        )
        return list(self._pinned(page).values())

    def _pinned(self, statement: Any) -> Mapping[int, Pinned]:
        """The todos whose ids and versions a statement finds, by id, in its order."""
        self._session.flush()
        return self._versioned([tuple(row) for row in self._session.execute(statement)])

    def _versioned(self, versions: Sequence[tuple[int, int]]) -> Mapping[int, Pinned]:
        lines = {line.id: line for line in self.lines_of([todo_id for todo_id, _version in versions])}
        return {todo_id: Pinned(lines[todo_id], version) for todo_id, version in versions if todo_id in lines}


_UNDATED = (
    col(Todo.due_on).is_(None),
    col(Todo.due_at).is_(None),
    col(Todo.completed_at).is_(None),
    col(Todo.parent_id).is_(None),
)
_URGENCY = {Priority.URGENT: "0", Priority.HIGH: "1", Priority.NORMAL: "2", Priority.LOW: "3"}


def _living(days: Days) -> tuple[sa.ColumnElement[bool], ...]:
    return (col(Todo.team_id).in_(days.teams), col(Todo.trashed_at).is_(None), *days.conditions)


def _order(todo: Any) -> sa.ColumnElement[str]:
    """The order of one day as text that sorts alike on both engines: open ones by their time, then those without one by
    priority, then those that are done."""
    done = sa.case((todo.completed_at.is_(None), "0"), else_="1")
    urgency = sa.case(*((todo.priority == name, place) for name, place in _URGENCY.items()))
    order: sa.ColumnElement[str] = done.concat(func.coalesce(sa.cast(todo.due_at, sa.String), "no")).concat(urgency)
    return order
