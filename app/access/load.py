"""How much heroes carry: their open todos, of which some are late and some are for today."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.reach import Reach, team_awake, team_living
from app.clock import now
from app.i18n import viewer
from app.models import Assignment, Team, Todo
from app.wording import today


class Load(NamedTuple):
    """Open todos by when they are due, as the viewer's calendar has it; `later` includes those without a date."""

    late: int = 0
    today: int = 0
    later: int = 0

    @property
    def open(self) -> int:
        """All of them."""
        return sum(self)


def is_late() -> sa.ColumnElement[bool]:
    """Todos whose day or instant is over."""
    return sa.or_(col(Todo.due_on) < today(), col(Todo.due_at) < now())


def is_for_today() -> sa.ColumnElement[bool]:
    """Todos that are due on the viewer's present day and not late yet."""
    midnight = datetime.combine(today() + timedelta(days=1), time(), viewer().clock)
    return sa.or_(col(Todo.due_on) == today(), sa.and_(col(Todo.due_at) >= now(), col(Todo.due_at) < midnight))


class Loads(Reach):
    """Sums over todos in heroes' hands, in the teams that the viewer reaches too."""

    def loads(self, hero_ids: Sequence[int]) -> dict[int, Load]:
        """What each of these heroes carries; who carries nothing is left out."""
        rows = self._session.execute(
            sa.select(
                col(Assignment.hero_id),
                func.count(sa.case((is_late(), 1))),
                func.count(sa.case((is_for_today(), 1))),
                func.count(),
            )
            .join(Todo, col(Todo.id) == Assignment.todo_id)
            .join(Team, col(Team.id) == Todo.team_id)
            .where(col(Assignment.hero_id).in_(hero_ids), team_awake(self.hero))
            .where(col(Todo.completed_at).is_(None), col(Todo.trashed_at).is_(None))
            .group_by(col(Assignment.hero_id))
        )
        return {hero_id: Load(late, due, total - late - due) for hero_id, late, due, total in rows}

    def finished_count(self, hero_id: int, days: int) -> int:
        """How many todos this hero has marked done in the last `days`."""
        count: int = self._session.execute(
            sa.select(func.count())
            .select_from(Todo)
            .join(Team, col(Team.id) == Todo.team_id)
            .where(col(Todo.completed_by) == hero_id, col(Todo.trashed_at).is_(None), team_living(self.hero))
            .where(col(Todo.completed_at) > now() - timedelta(days=days))
        ).scalar_one()
        return count
