"""Where everything stands that the pages of one hero are made of: who they are, what they may, how often it changed.

Two standings are equal only if nothing has changed in between that any page of that browser shows.
"""

from datetime import timedelta
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlmodel import Session, col

from app.access.gate import admitted
from app.clock import now
from app.models import Epoch, Hero, Membership, SignIn, Team

Standing: TypeAlias = tuple[tuple[Any, ...], ...]
# What an admin reaches beyond their own teams. A sum of what only grows; a team goes in a new epoch.
_all_of_them = sa.select(sa.func.sum(Team.revision)).where(col(Team.private_to).is_(None)).scalar_subquery()
_STANDING = (
    sa.select(
        col(SignIn.id),
        col(Hero.id),
        col(Hero.version),
        sa.select(sa.func.max(Epoch.revision)).scalar_subquery(),
        sa.case((col(Hero.is_admin), _all_of_them)),
        col(Membership.team_id),
        col(Membership.role),
        col(Team.revision),
    )
    .select_from(SignIn)
    .join(Hero, col(Hero.id) == col(SignIn.hero_id))
    .join(Membership, col(Membership.hero_id) == col(Hero.id), isouter=True)
    .join(Team, col(Team.id) == col(Membership.team_id), isouter=True)
    .where(
        col(SignIn.token_digest) == sa.bindparam("token_digest"),
        col(SignIn.last_seen_at) > sa.bindparam("seen_after"),
        col(SignIn.created_at) > sa.bindparam("made_after"),
        *admitted(),
    )
    .order_by(col(Membership.team_id))
)


def standing(session: Session, token_digest: str, days: int, max_days: int) -> Standing:
    """That of the browser with this cookie, by one statement; empty for one that is not signed in."""
    at = now()
    rows = session.connection().execute(
        _STANDING,
        {
            "token_digest": token_digest,
            "seen_after": at - timedelta(days=days),
            "made_after": at - timedelta(days=max_days),
        },
    )
    return tuple(tuple(row) for row in rows)
