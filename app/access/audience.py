"""Who reaches a team, and why: what `team_reached` says of one hero, turned around."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from app.access.faces import Face, face_columns
from app.access.heroes import hero_known
from app.access.paging import PAGE, behind, by_name
from app.access.reach import Reach
from app.models import Hero, Login, Membership, Role, Team


class Seer(NamedTuple):
    """Somebody who sees a team: by their role on it; without one, as an admin of all. `arrived` is whether they can
    sign in, `known` whether the viewer knows them besides, so that their page is there."""

    face: Face
    role: Role | None
    arrived: bool
    known: bool


class Audience(Reach):
    """Selects over those who see a team. The team given must have been reached through this access."""

    def audience(self, team: Team, after: int | None = None) -> Sequence[Seer]:
        """A page of them by name, from behind the hero with the id `after`."""
        on_it = sa.and_(col(Membership.hero_id) == col(Hero.id), col(Membership.team_id) == team.id)
        over_all = col(Hero.is_admin) if not team.is_private else sa.false()
        sees = sa.or_(col(Membership.hero_id).is_not(None), over_all)
        scope = sa.select(col(Hero.id)).outerjoin(Membership, on_it).where(sees)
        rows = self._session.execute(
            sa.select(
                *face_columns(),
                col(Membership.role),
                sa.and_(col(Login.password_hash).is_not(None), col(Hero.deactivated_at).is_(None)),
                hero_known(self.hero),
            )
            .outerjoin(Membership, on_it)
            .outerjoin(Login, col(Login.hero_id) == col(Hero.id))
            .where(col(Hero.trashed_at).is_(None), sees)
            .where(behind(Hero, after, by_name, lambda hero: hero.id.in_(scope)))
            .order_by(by_name(Hero), col(Hero.id))
            .limit(PAGE)
        )
        return [
            Seer(Face(*face)._replace(is_guest=role is Role.GUEST), role, bool(arrived), bool(known))
            for *face, role, arrived, known in rows
        ]
