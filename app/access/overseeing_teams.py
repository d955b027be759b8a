"""What admins see of all teams and of the ways in that still work: counts and names, nothing of what is in a team."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlmodel import col, func, select

from app.access.faces import Face, face_columns
from app.access.overseeing import Overseeing
from app.access.paging import PAGE, behind, by_name
from app.access.reach import related, team_living
from app.access.rosters import WITH_MAKER
from app.clock import now
from app.models import Hero, Hue, Invitation, Membership, OneTimeLink, Role, Team, Todo

COUNTED = 10_000
"""More todos of a team are not counted: the page costs the same however many there are."""
OWNERS = 3


class TeamState(NamedTuple):
    """A team as admins see it; of todos no more than one beyond COUNTED are counted."""

    id: int
    name: str
    colour: Hue
    archived: bool
    heroes: int
    open: int
    todos: int


class OverseeingTeams(Overseeing):
    """Teams and links, for admins alone."""

    def team_states(self, words: str = "", after: int | None = None) -> Sequence[TeamState]:
        """A page of all teams but private ones, whose name is like the words, by name, from behind the
        one with the id `after`. Raises Forbidden."""
        self.oversee()
        like = func.lower(Team.name).contains(words.lower(), autoescape=True)
        todos = (col(Todo.team_id) == col(Team.id), col(Todo.trashed_at).is_(None))
        members = (
            select(func.count())
            .join_from(Membership, Hero, col(Hero.id) == Membership.hero_id)
            .where(Membership.team_id == Team.id, col(Hero.trashed_at).is_(None))
        )
        rows = self._session.execute(
            sa.select(
                col(Team.id),
                col(Team.name),
                col(Team.colour),
                col(Team.archived_at).is_not(None),
                members.correlate(Team).scalar_subquery(),
                _counted(*todos, col(Todo.completed_at).is_(None)),
                _counted(*todos),
            )
            .where(team_living(self.hero), col(Team.private_to).is_(None), like if words else sa.true())
            .where(behind(Team, after, by_name, lambda team: team.trashed_at.is_(None)))
            .order_by(by_name(Team), col(Team.id))
            .limit(PAGE)
        )
        return [TeamState(team_id, name, hue, bool(archived), *n) for team_id, name, hue, archived, *n in rows]

    def first_owners(self, team_ids: Sequence[int]) -> dict[int, list[Face]]:
        """The first few owners of each of these teams, by name. Raises Forbidden."""
        self.oversee()
        nth = func.row_number().over(partition_by=col(Membership.team_id), order_by=(by_name(Hero), col(Hero.id)))
        found = (
            sa.select(col(Membership.team_id), *face_columns(), nth.label("nth"))
            .join(Hero, col(Hero.id) == Membership.hero_id)
            .where(col(Membership.team_id).in_(team_ids), col(Membership.role) == Role.OWNER)
            .where(col(Hero.trashed_at).is_(None))
            .subquery()
        )
        owners: defaultdict[int, list[Face]] = defaultdict(list)
        for team_id, *face, _nth in self._session.execute(
            sa.select(found).where(found.c.nth <= OWNERS).order_by(found.c.nth)
        ):
            owners[team_id].append(Face(*face))
        return owners

    def working_invitations(self, after: int | None = None) -> Sequence[Invitation]:
        """A page of the invitations that let somebody in now, the newest first, from behind the one with the id
        `after`; among them may be some whose maker no longer leads the team. Raises Forbidden."""
        self.oversee()
        return self._all(
            select(Invitation)
            .join(Team, col(Team.id) == Invitation.team_id)
            .where(
                team_living(self.hero),
                col(Invitation.revoked_at).is_(None),
                col(Invitation.expires_at) > now(),
                sa.or_(col(Invitation.uses).is_(None), col(Invitation.used) < col(Invitation.uses)),
                *([col(Invitation.id) < after] if after else []),
            )
            .options(joinedload(related(Invitation.team)))
            .options(joinedload(related(Invitation.maker)).selectinload(related(Hero.memberships)))
            .order_by(col(Invitation.id).desc())
            .limit(PAGE)
        )

    def working_links(self, after: int | None = None) -> Sequence[OneTimeLink]:
        """A page of the links to a password that still work, the newest first, from behind the one with the id
        `after`; among them may be some whose maker answers for the hero no more. Raises Forbidden."""
        self.oversee()
        return self._all(
            select(OneTimeLink)
            .join(Hero, col(Hero.id) == OneTimeLink.hero_id)
            .where(col(Hero.trashed_at).is_(None), col(OneTimeLink.used_at).is_(None))
            .where(col(OneTimeLink.expires_at) > now(), *([col(OneTimeLink.id) < after] if after else []))
            .options(*WITH_MAKER)
            .order_by(col(OneTimeLink.id).desc())
            .limit(PAGE)
        )


def _counted(*which: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    some = sa.select(sa.literal(1)).select_from(Todo).where(*which).correlate(Team).limit(COUNTED + 1).subquery()
    return sa.select(func.count()).select_from(some).scalar_subquery()
