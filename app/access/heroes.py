"""The heroes whom a hero may know: those on a common team, and everybody for an admin."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, or_, select

from app.access import gate
from app.access.covering import away_until
from app.access.faces import Face, face_columns
from app.access.paging import PAGE, behind, by_name
from app.access.reach import Reach, team_awake
from app.models import Hero, Hue, Membership, Role, Team


class HeroLine(NamedTuple):
    """A hero as the list of heroes shows them."""

    face: Face
    title: str
    time_zone: str
    away_until: date | None


class Place(NamedTuple):
    """A team that a hero is on, and their role there."""

    id: int
    name: str
    colour: Hue
    role: Role


def hero_known(hero: Hero, known: Any = Hero) -> sa.ColumnElement[bool]:
    """Heroes (or an alias of them) whom this hero may know."""
    if hero.is_admin:
        return sa.true()
    mine = (
        select(Membership.team_id)
        .join(Team, col(Team.id) == Membership.team_id)
        .where(Membership.hero_id == hero.id, col(Team.trashed_at).is_(None))
    )
    together = select(Membership.hero_id).where(col(Membership.team_id).in_(mine))
    return or_(known.id == hero.id, known.id.in_(together))


class Heroes(Reach):
    """Heroes, one and many."""

    def known_hero(self, hero_id: int) -> Hero:
        """One hero. Raises NotFound."""
        hero: Hero = self._one(
            select(Hero).where(Hero.id == hero_id, col(Hero.trashed_at).is_(None), hero_known(self.hero))
        )
        return hero

    def known_heroes(self, hero_ids: Sequence[int]) -> Sequence[Hero]:
        """Those of these heroes whom the viewer may know, by name."""
        return self._all(
            select(Hero)
            .where(col(Hero.id).in_(hero_ids), col(Hero.trashed_at).is_(None), hero_known(self.hero))
            .order_by(by_name(Hero), col(Hero.id))
        )

    def hero_directory(self, after: int | None = None) -> Sequence[HeroLine]:
        """A page of everybody whom the viewer may know, by name, from behind the hero with the id `after`."""
        rows = self._session.execute(
            sa.select(
                *face_columns(),
                col(Hero.title),
                col(Hero.time_zone),
                away_until(self.hero),
            )
            .where(col(Hero.trashed_at).is_(None), hero_known(self.hero))
            .where(behind(Hero, after, by_name, lambda hero: hero_known(self.hero, hero)))
            .order_by(by_name(Hero), col(Hero.id))
            .limit(PAGE)
        )
        return [HeroLine(Face(*face), title, zone, until) for *face, title, zone, until in rows]

    def places(self, hero_ids: Sequence[int]) -> dict[int, list[Place]]:
        """The teams of each of these heroes that the viewer reaches too, by name; private and archived ones are left
        out."""
        rows = self._session.execute(
            sa.select(col(Membership.hero_id), col(Team.id), col(Team.name), col(Team.colour), col(Membership.role))
            .join(Team, col(Team.id) == Membership.team_id)
            .where(col(Membership.hero_id).in_(hero_ids), team_awake(self.hero), col(Team.private_to).is_(None))
            .order_by(by_name(Team), col(Team.id))
        )
        found: defaultdict[int, list[Place]] = defaultdict(list)
        for hero_id, *place in rows:
            found[hero_id].append(Place(*place))
        return found

    def free_handle(self, name: str) -> str:
        """The handle that a name suggests, with a number where it is taken."""
        return gate.free_handle(self._session, name)
