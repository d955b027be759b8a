"""Teams as cards: who is on them, how much there is to do, and what comes next. One select each, however many teams."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func

from app.access.counting import counted
from app.access.faces import Face, face_columns
from app.access.load import is_late
from app.access.paging import PAGE, behind, by_name
from app.access.reach import Reach, team_living
from app.models import Hero, Hue, Membership, Role, Team, Todo

NEXT = 2
FACES = 4


class TeamCard(NamedTuple):
    """A team as its card shows it; `role` is the viewer's, None where they are not on it."""

    id: int
    name: str
    headquarters: str
    time_zone: str
    colour: Hue
    is_private: bool
    role: Role | None
    open_count: int
    late_count: int


class ArchivedTeam(NamedTuple):
    """A team that is put aside, and since when."""

    id: int
    name: str
    colour: Hue
    since: datetime


class NextDue(NamedTuple):
    """A todo that is due soon."""

    title: str
    due_on: date | None
    due_at: datetime | None


class Crowd(NamedTuple):
    """The first heroes of a team by name, and how many there are in all."""

    faces: Sequence[Face] = ()
    total: int = 0


_Mine = aliased(Membership)
_OPEN = (col(Todo.completed_at).is_(None), col(Todo.trashed_at).is_(None), col(Todo.parent_id).is_(None))


def _count(*which: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return counted(sa.select(sa.literal(1)).where(col(Todo.team_id) == col(Team.id), *_OPEN, *which).correlate(Team))


def _crowds() -> Any:
    team = col(Membership.team_id)
    place = func.row_number().over(partition_by=team, order_by=(by_name(Hero), col(Hero.id)))
    on_it = (
        sa.select(team, *face_columns(), place.label("place"), func.count().over(partition_by=team).label("count"))
        .join(Hero, col(Hero.id) == Membership.hero_id)
        .where(team.in_(sa.bindparam("ids", expanding=True)), col(Hero.trashed_at).is_(None))
        .subquery()
    )
    return sa.select(on_it).where(on_it.c.place <= FACES).order_by(on_it.c.team_id, on_it.c.place)


_CROWDS = _crowds()


class Cards(Reach):
    """Cards of teams, and what they show."""

    def own_cards(self) -> Sequence[TeamCard]:
        """The teams that the hero is on and that are not archived, the private one first."""
        return self._cards(
            self._card_columns()
            .where(col(_Mine.hero_id).is_not(None), col(Team.archived_at).is_(None))
            .order_by(col(Team.private_to).is_(None), by_name(Team), col(Team.id))
        )

    def other_cards(self, after: int | None = None) -> Sequence[TeamCard]:
        """A page of the teams that an admin reaches without being on them, from behind the team with the id `after`."""
        if not self.hero.is_admin:
            return ()
        return self._cards(
            self._card_columns()
            .where(col(_Mine.hero_id).is_(None), col(Team.archived_at).is_(None))
            .where(behind(Team, after, by_name, lambda team: team.private_to.is_(None)))
            .order_by(by_name(Team), col(Team.id))
            .limit(PAGE)
        )

    def archived_teams(self, after: int | None = None) -> Sequence[ArchivedTeam]:
        """A page of the archived teams that the hero reaches, from behind the team with the id `after`."""
        reached = sa.select(col(Team.id)).where(team_living(self.hero))
        rows = self._session.execute(
            sa.select(col(Team.id), col(Team.name), col(Team.colour), col(Team.archived_at))
            .where(team_living(self.hero), col(Team.archived_at).is_not(None))
            .where(behind(Team, after, by_name, lambda team: team.id.in_(reached)))
            .order_by(by_name(Team), col(Team.id))
            .limit(PAGE)
        )
        return [ArchivedTeam(*row) for row in rows]

    def next_due(self, team_ids: Sequence[int]) -> dict[int, list[NextDue]]:
        """The todos of each of these teams that are due first; the ids are those of reached teams."""
        day = func.coalesce(col(Todo.due_on), func.date(col(Todo.due_at)))
        place = func.row_number().over(
            partition_by=col(Todo.team_id), order_by=(day, col(Todo.due_at).nulls_first(), col(Todo.id))
        )
        due = (
            sa.select(col(Todo.team_id), col(Todo.title), col(Todo.due_on), col(Todo.due_at), place.label("place"))
            .where(col(Todo.team_id).in_(team_ids), *_OPEN, day.is_not(None))
            .subquery()
        )
        found: defaultdict[int, list[NextDue]] = defaultdict(list)
        columns = (due.c.team_id, due.c.title, due.c.due_on, due.c.due_at)
        for team_id, *values in self._session.execute(
            sa.select(*columns).where(due.c.place <= NEXT).order_by(due.c.team_id, due.c.place)
        ):
            found[team_id].append(NextDue(*values))
        return found

    def crowds(self, team_ids: Sequence[int]) -> dict[int, Crowd]:
        """Who is on each of these teams; the ids are those of reached teams."""
        found: dict[int, Crowd] = {}
        for team_id, *face, _place, total in self._columns(_CROWDS, {"ids": team_ids}):
            found[team_id] = Crowd((*found.get(team_id, Crowd()).faces, Face(*face)), total)
        return found

    def _card_columns(self) -> Any:
        mine = sa.and_(col(_Mine.team_id) == Team.id, col(_Mine.hero_id) == self.hero.id)
        return (
            sa.select(
                col(Team.id),
                col(Team.name),
                col(Team.headquarters),
                col(Team.time_zone),
                col(Team.colour),
                col(Team.private_to).is_not(None),
                col(_Mine.role),
                _count(),
                _count(is_late()),
            )
            .select_from(sa.outerjoin(Team, _Mine, mine))
            .where(team_living(self.hero))
        )

    def _cards(self, statement: Any) -> Sequence[TeamCard]:
        return [TeamCard(*row) for row in self._session.execute(statement)]
