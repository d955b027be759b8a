"""Who is away, and who covers for them: only what is in force today, on teams that the viewer reaches."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from app.access.faces import Face, face_columns
from app.access.paging import by_name
from app.access.reach import Reach, Viewer, team_awake
from app.models import Cover, Hero, Membership, Role, Team, may
from app.wording import today


class CoverLine(NamedTuple):
    """Somebody covers for a hero on a team until the end of a day."""

    hero_id: int
    stand_in: Face
    until: date
    team: str


class Duty(NamedTuple):
    """The viewer covers for somebody on a team until the end of a day."""

    face: Face
    team_id: int
    until: date


class Covering(Reach):
    """Selects over covers. Heroes given must have been reached through this access."""

    def covers_of(self, hero: Hero) -> Sequence[CoverLine]:
        """Who covers for a hero, on the teams that the viewer reaches: the one who does so longest first."""
        rows = self._session.execute(
            sa.select(col(Cover.hero_id), *face_columns(), col(Cover.until), col(Team.name))
            .join(Hero, col(Hero.id) == Cover.stand_in_id)
            .join(Team, col(Team.id) == Cover.team_id)
            .where(col(Cover.hero_id) == hero.id, team_awake(self.hero), *in_force())
            .order_by(col(Cover.until).desc(), by_name(Hero), col(Hero.id), by_name(Team))
        )
        return [CoverLine(who, Face(*face), until, team) for who, *face, until, team in rows]

    def away(self, hero_ids: Collection[int]) -> dict[int, date]:
        """Those of these heroes who are away, by id, and until when at least."""
        if not hero_ids:
            return {}
        rows = self._session.execute(
            sa.select(col(Cover.hero_id), func.max(col(Cover.until)))
            .join(Team, col(Team.id) == Cover.team_id)
            .where(col(Cover.hero_id).in_(hero_ids), team_awake(self.hero), *in_force())
            .group_by(col(Cover.hero_id))
        )
        return dict(rows.all())

    def duties(self) -> Sequence[Duty]:
        """For whom the viewer covers."""
        rows = self._session.execute(
            sa.select(*face_columns(), col(Cover.team_id), col(Cover.until))
            .join(Hero, col(Hero.id) == Cover.hero_id)
            .where(col(Cover.stand_in_id) == self.hero.id, col(Hero.trashed_at).is_(None), *in_force())
        )
        return [Duty(Face(*face), team_id, until) for *face, team_id, until in rows]

    def covered_by(self, hero: Hero, stand_in_id: int) -> Sequence[Cover]:
        """What somebody does for a hero, and the viewer may end, as long as it is in force."""
        found = self._all(
            select(Cover)
            .join(Team, col(Team.id) == Cover.team_id)
            .where(col(Cover.hero_id) == hero.id, col(Cover.stand_in_id) == stand_in_id, team_awake(self.hero))
            .where(col(Cover.until) >= today())
            .order_by(col(Cover.team_id))
        )
        return [cover for cover in found if may(self.hero, "cover.end", cover)]


def in_force(day: Any = None) -> tuple[sa.ColumnElement[bool], ...]:
    """Covers that are not over today, or on another day, of heroes who are both on the team still, the one who covers
    as more than a guest."""
    theirs, other = aliased(Membership), aliased(Membership)
    away = sa.exists().where(col(theirs.hero_id) == col(Cover.hero_id), col(theirs.team_id) == col(Cover.team_id))
    here = sa.exists().where(col(other.hero_id) == col(Cover.stand_in_id), col(other.team_id) == col(Cover.team_id))
    able = here.where(col(other.role) != Role.GUEST)
    return col(Cover.until) >= (today() if day is None else day), away.correlate(Cover), able.correlate(Cover)


def away_until(viewer: Viewer, day: Any = None) -> Any:
    """Until when the hero of a select around it is away at least, as the viewer may know it; None where not today, or
    on another day."""
    return (
        sa.select(func.max(col(Cover.until)))
        .join(Team, col(Team.id) == Cover.team_id)
        .where(col(Cover.hero_id) == col(Hero.id), team_awake(viewer), *in_force(day))
        .correlate(Hero)
        .scalar_subquery()
    )


def grouped(lines: Sequence[CoverLine]) -> dict[tuple[Face, date], list[str]]:
    """The teams on which somebody covers until the same day."""
    found: defaultdict[tuple[Face, date], list[str]] = defaultdict(list)
    for line in lines:
        found[line.stand_in, line.until].append(line.team)
    return found
