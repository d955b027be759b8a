"""Selects over what heroes have in hand, in its order: a page of it, and counts as far as somebody reads a number."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.covering import in_force
from app.access.reach import Viewer, team_awake
from app.i18n import viewer
from app.models import Assignment, Cover, Team
from app.models.hands import UNDATED, hand, key_of
from app.wording import COUNTED

DAY_LENGTH = len("2026-05-12")
TODAY_PARAMETER: Any = sa.bindparam("today", type_=sa.Date)
Rows = list[sa.Select[Any]]


class Between(NamedTuple):
    """Where days and instants begin and end that stand together, as texts: each from the first to before the second."""

    days: tuple[str, str]
    times: tuple[str, str]

    def parameters(self, n: int) -> dict[str, str]:
        """What `standing_in` of the same number wants."""
        return {
            f"from_{n}": min(self.days[0], self.times[0]),
            f"to_{n}": max(self.days[1], self.times[1]),
            f"day_from_{n}": self.days[0],
            f"day_to_{n}": self.days[1],
            f"time_from_{n}": self.times[0],
            f"time_to_{n}": self.times[1],
        }

    def end_for(self, at: str) -> str:
        """Where it ends for what is due on a day, or at an instant."""
        return (self.days if is_day(at) else self.times)[1]


def is_day(at: str) -> bool:
    """Whether a time is a whole day."""
    return len(at) == DAY_LENGTH


def of_days(start: date, end: date | None) -> Between:
    """From one day to before another, as the viewer's calendar has them."""
    ends = (UNDATED, UNDATED) if end is None else (key_of(end), key_of(midnight(end)))
    return Between((key_of(start), ends[0]), (key_of(midnight(start)), ends[1]))


def overdue(day: date, at: datetime) -> Between:
    """What is late on a day, to the moment."""
    return Between(("", key_of(day)), ("", key_of(at)))


def of_today(day: date, at: datetime) -> Between:
    """What is due on this day and not late yet."""
    whole = of_days(day, day + timedelta(days=1))
    return whole._replace(times=(max(key_of(at), whole.times[0]), whole.times[1]))


def midnight(day: date) -> datetime:
    """The instant at which a day of the viewer begins."""
    return datetime.combine(day, time(), viewer().clock)


def standing_in(n: int) -> tuple[sa.ColumnElement[bool], ...]:
    """What is between the bounds that are the parameters of this number."""
    at, given = hand.c.at, {name: sa.bindparam(f"{name}_{n}", type_=sa.String) for name in _BOUNDS}
    days = sa.and_(at >= given["day_from"], at < given["day_to"])
    times = sa.and_(at >= given["time_from"], at < given["time_to"])
    of_its_kind = sa.case((func.length(at) == DAY_LENGTH, days), else_=times)
    return at >= given["from"], at < given["to"], of_its_kind


_BOUNDS = ("from", "to", "day_from", "day_to", "time_from", "time_to")


def of_hero(by: Viewer, hero_id: Any, part: str) -> sa.Select[Any]:
    """A part of what a hero has in hand, in the teams that the viewer reaches too."""
    reached = sa.select(col(Team.id)).where(team_awake(by))
    own = sa.select(hand.c.todo_id, hand.c.at).where(hand.c.hero_id == hero_id, hand.c.part == part)
    return own.where(hand.c.team_id.in_(reached))


def in_hands(by: Viewer, part: str) -> Rows:
    """The same of the viewer, and of those for whom they cover, but for what both have."""
    mine = sa.exists().where(col(Assignment.todo_id) == hand.c.todo_id, col(Assignment.hero_id) == by.id)
    reached = sa.select(col(Team.id)).where(team_awake(by))
    covered = (
        sa.select(hand.c.todo_id, hand.c.at)
        .select_from(Cover)
        .join(hand, sa.and_(hand.c.hero_id == col(Cover.hero_id), hand.c.team_id == col(Cover.team_id)))
        .where(col(Cover.stand_in_id) == by.id, *in_force(TODAY_PARAMETER))
        .where(hand.c.part == part, hand.c.team_id.in_(reached), sa.not_(mine.correlate(hand)))
        .distinct()
    )
    return [of_hero(by, by.id, part), covered]


def first(rows: Rows, limit: int, *, last: bool = False) -> sa.Select[Any]:
    """The first or the last of them all, so many of each."""
    order = (hand.c.at.desc(), hand.c.todo_id.desc()) if last else (hand.c.at, hand.c.todo_id)
    each = [one.order_by(*order).limit(limit).subquery() for one in rows]
    every = sa.union_all(*(sa.select(one.c.todo_id, one.c.at) for one in each)).subquery()
    return sa.select(every.c.todo_id, every.c.at)


def how_many(rows: Rows, at_most: int = COUNTED) -> sa.ScalarSelect[int]:
    """How many they are, as far as they are counted: of more one too many."""
    each = [one.limit(at_most + 1).subquery() for one in rows]
    every = sa.union_all(*(sa.select(one.c.todo_id) for one in each)).limit(at_most + 1).subquery()
    return sa.select(func.count()).select_from(every).scalar_subquery()
