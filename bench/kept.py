"""Whether all that was accepted is there: each step in the history, each in its team's revision, each todo as its last
step left it."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from app.models import Change, ChangeSet, Team, Todo


class Kept(NamedTuple):
    """How many steps the history has, and how often the teams have changed."""

    steps: int
    revisions: int


def kept(engine: sa.Engine) -> Kept:
    """What there is now."""
    asked = sa.select(
        sa.select(sa.func.count(col(ChangeSet.id))).scalar_subquery(),
        sa.select(sa.func.sum(col(Team.revision))).scalar_subquery(),
    )
    with engine.connect() as connection:
        return Kept(*connection.execute(asked).one())


def lost(engine: sa.Engine, before: Kept, accepted: int) -> int:
    """How many of these steps, each in one team, are missing since; and todos that are not as their last one says."""
    grown = (now - then for now, then in zip(kept(engine), before, strict=True))
    return max(0, accepted - min(grown)) + _untrue(engine)


def _untrue(engine: sa.Engine) -> int:
    ticks = (col(Change.entity) == "todo", col(Change.kind).in_(("closed", "reopened")))
    last = sa.select(sa.func.max(col(Change.id))).where(*ticks).group_by(col(Change.row_key))
    done = col(Todo.completed_at).is_not(None)
    wrong = (
        sa.select(sa.func.count())
        .select_from(Change)
        .join(Todo, sa.cast(col(Todo.id), sa.String) == col(Change.row_key))
        .where(col(Change.id).in_(last), done != (col(Change.kind) == "closed"))
    )
    with engine.connect() as connection:
        return connection.scalar(wrong) or 0
