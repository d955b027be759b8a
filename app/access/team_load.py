"""How the work of one team lies on its heroes, and what is in nobody's hands."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.clauses import Clause, closed_within, late, within
from app.access.filtering import here_in
from app.access.reach import Reach
from app.filtering.due import Span
from app.grammar.here import Here
from app.models import Assignment, Hero, Team, Todo

DONE_DAYS = 7
"""How far back what is done counts, today among them."""


class TeamLoad(NamedTuple):
    """Todos of a team in somebody's hands: open ones by when they are due on the team's clock, each counted once, and
    those done in the last DONE_DAYS. The week is the viewer's."""

    late: int = 0
    week: int = 0
    later: int = 0
    undated: int = 0
    done: int = 0

    @property
    def open(self) -> int:
        """What is not done."""
        return self.late + self.week + self.later + self.undated


class TeamLoads(Reach):
    """Sums over the todos of a team, which must have been reached through this access."""

    def team_loads(self, team: Team, hero_ids: Sequence[int]) -> dict[int | None, TeamLoad]:
        """What these heroes have, and under None what nobody has, by one statement; who has nothing is left out."""
        here = here_in(team)
        counted = _columns(here)
        living = sa.and_(
            col(Assignment.todo_id) == col(Todo.id),
            sa.exists().where(col(Hero.id) == col(Assignment.hero_id), col(Hero.trashed_at).is_(None)),
        )
        rows = self._session.execute(
            sa.select(col(Assignment.hero_id), *(func.count(sa.case((clause, 1))) for clause in counted))
            .select_from(Todo)
            .outerjoin(Assignment, living)
            .where(col(Todo.team_id) == team.id, col(Todo.trashed_at).is_(None), sa.or_(*counted))
            .where(sa.or_(col(Assignment.hero_id).in_(hero_ids), col(Assignment.hero_id).is_(None)))
            .group_by(col(Assignment.hero_id))
        )
        return {hero_id: TeamLoad(*counts) for hero_id, *counts in rows}


def _columns(here: Here) -> tuple[Clause, ...]:
    """The clauses of a TeamLoad, in its order; filters ask by the same ones."""
    is_open, week = col(Todo.completed_at).is_(None), Span(here.week(), here.week(1) - timedelta(days=1))
    undated = sa.and_(col(Todo.due_on).is_(None), col(Todo.due_at).is_(None))
    return (
        late(here),
        sa.and_(is_open, within(week, here), sa.not_(func.coalesce(late(here), sa.false()))),
        sa.and_(is_open, within(Span(here.week(1)), here)),
        sa.and_(is_open, undated),
        closed_within(Span(here.in_days(1 - DONE_DAYS), here.today), here),
    )
