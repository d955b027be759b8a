"""How much heroes carry: their open todos, of which some are late and some are for today."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.counting import counted
from app.access.in_hand import of_hero, of_today, overdue, standing_in
from app.access.reach import Reach, SomeViewer, team_living
from app.clock import now
from app.models import Hero, Team, Todo
from app.models.hands import OPEN
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


class Loads(Reach):
    """Sums over todos in heroes' hands, in the teams that the viewer reaches too."""

    def loads(self, hero_ids: Sequence[int]) -> dict[int, Load]:
        """What each of these heroes carries, as far as it is counted; who carries nothing is left out."""
        day, at = today(), now()
        asked = {"viewer": self.hero.id, "ids": list(hero_ids)}
        bounds = overdue(day, at).parameters(0) | of_today(day, at).parameters(1)
        rows = self._columns(_loads(self.hero.is_admin), asked | bounds)
        return {hero_id: Load(late, due, max(total - late - due, 0)) for hero_id, late, due, total in rows if total}

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


@cache
def _loads(is_admin: bool) -> Any:
    rows = of_hero(SomeViewer(is_admin), col(Hero.id), OPEN).correlate(Hero)
    counts = (counted(one) for one in (rows.where(*standing_in(0)), rows.where(*standing_in(1)), rows))
    return sa.select(col(Hero.id), *counts).where(col(Hero.id).in_(sa.bindparam("ids", expanding=True)))
