"""The roster of a team: who is on it, who could be, and who has not been here yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload
from sqlmodel import col, func, select

from app.access.faces import Face, face_columns
from app.access.heroes import Heroes, hero_known
from app.access.paging import PAGE, behind, by_name
from app.access.reach import related
from app.clock import now
from app.models import Assignment, Hero, HeroCreate, Login, Membership, OneTimeLink, Role, Team, Todo


class RosterLine(NamedTuple):
    """A hero on a team."""

    face: Face
    time_zone: str
    title: str
    role: Role


class Absentee(NamedTuple):
    """A hero on a team who has never been here: no password yet. `link_until` is when their join link ends."""

    face: Face
    email: str | None
    link_until: datetime | None
    elsewhere: bool


WITH_MAKER = (
    joinedload(related(OneTimeLink.hero)).selectinload(related(Hero.memberships)).joinedload(related(Membership.team)),
    joinedload(related(OneTimeLink.hero)).joinedload(related(Hero.login)),
    joinedload(related(OneTimeLink.maker)).selectinload(related(Hero.memberships)),
)
"""What it takes to know of many links whether those who made them still answer for them."""


class InHand(NamedTuple):
    """Open todos of a team in a hero's hands, and how many of them are in nobody else's."""

    open: int
    alone: int


class Rosters(Heroes):
    """Selects over memberships. The team given must have been reached through this access."""

    def roster_lines(self, team: Team, after: int | None = None) -> Sequence[RosterLine]:
        """A page of the team's heroes by name, from behind the hero with the id `after`."""
        on_it = sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == team.id)
        rows = self._session.execute(
            sa.select(
                *face_columns(),
                col(Hero.time_zone),
                col(Hero.title),
                col(Membership.role),
            )
            .join(Membership, col(Membership.hero_id) == Hero.id)
            .where(col(Membership.team_id) == team.id, col(Hero.trashed_at).is_(None))
            .where(behind(Hero, after, by_name, lambda hero: hero.id.in_(on_it)))
            .order_by(by_name(Hero), col(Hero.id))
            .limit(PAGE)
        )
        return [
            RosterLine(Face(*face)._replace(is_guest=role is Role.GUEST), zone, title, role)
            for *face, zone, title, role in rows
        ]

    def roster_line(self, membership: Membership) -> RosterLine:
        """One hero of a team."""
        hero, role = membership.hero, membership.role
        face = Face.of(hero, is_guest=role is Role.GUEST)
        return RosterLine(face, hero.time_zone, hero.title, role)

    def roster_count(self, team: Team) -> int:
        """How many heroes are on the team."""
        count: int = self._session.execute(
            sa.select(func.count())
            .select_from(Membership)
            .join(Hero, col(Hero.id) == Membership.hero_id)
            .where(col(Membership.team_id) == team.id, col(Hero.trashed_at).is_(None))
        ).scalar_one()
        return count

    def hold_roster(self, team: Team) -> None:
        """See the team's memberships as they are now and let nobody else change them until this request ends, nor give
        its todos to anybody.

        Without it two owners who leave at the same moment would each count on the other, and somebody who leaves could
        be given a todo meanwhile.
        """
        self._session.execute(select(Team.id).where(Team.id == team.id).with_for_update(key_share=True))
        self._all(
            select(Membership)
            .where(Membership.team_id == team.id)
            .order_by(col(Membership.hero_id))
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    def membership_with_work(self, team: Team, hero_id: int, *, trashed: bool = False) -> Membership:
        """A hero's membership with all todos in their hands at hand, to be ended; of one in the trash if
        `trashed`. Raises NotFound."""
        lying = sa.true() if trashed else col(Hero.trashed_at).is_(None)
        work = joinedload(related(Membership.hero)).selectinload(related(Hero.assignments))
        membership: Membership = self._one(
            select(Membership)
            .join(Hero, col(Hero.id) == Membership.hero_id)
            .where(Membership.team_id == team.id, Membership.hero_id == hero_id, lying)
            .options(work.joinedload(related(Assignment.todo)).defer(related(Todo.notes)))
            .execution_options(populate_existing=True)
        )
        return membership

    def is_on(self, team: Team, hero_id: int) -> bool:
        """Whether a hero is on the team, in the trash or not."""
        return self._session.get(Membership, (hero_id, team.id)) is not None

    def owners(self, team: Team) -> dict[int, str]:
        """Names of its owners who are not in the trash, by their ids."""
        rows = self._session.execute(
            sa.select(col(Hero.id), col(Hero.name))
            .join(Membership, col(Membership.hero_id) == Hero.id)
            .where(col(Membership.team_id) == team.id, col(Membership.role) == Role.OWNER)
            .where(col(Hero.trashed_at).is_(None))
            .order_by(by_name(Hero), col(Hero.id))
        )
        return {row.id: row.name for row in rows}

    def absentees(self, team: Team) -> Sequence[Absentee]:
        """The first 50 others on the team without a password; `elsewhere` where others answer for them too."""
        own = [link.team_id for link in self.hero.memberships if link.role is Role.OWNER]
        other, its_team = aliased(Membership), aliased(Team)
        elsewhere = (
            sa.exists()
            .where(col(other.hero_id) == Hero.id, col(other.team_id) == its_team.id)
            .where(col(its_team.private_to).is_(None), col(other.team_id).not_in(own))
        )
        rows = self._session.execute(
            sa.select(
                *(*face_columns(), col(Membership.role), col(Login.email)),
                sa.or_(elsewhere, col(Hero.is_admin)),
            )
            .join(Membership, col(Membership.hero_id) == Hero.id)
            .outerjoin(Login, col(Login.hero_id) == Hero.id)
            .where(col(Membership.team_id) == team.id, col(Hero.trashed_at).is_(None))
            .where(col(Login.password_hash).is_(None), col(Hero.id) != self.hero.id)
            .order_by(by_name(Hero), col(Hero.id))
            .limit(PAGE)
        )
        found = [
            Absentee(Face(*face)._replace(is_guest=role is Role.GUEST), email, None, foreign)
            for *face, role, email, foreign in rows
        ]
        ends = self._ends_of_links([one.face.id for one in found]) if found else {}
        return [one._replace(link_until=ends.get(one.face.id)) for one in found]

    def _ends_of_links(self, hero_ids: Sequence[int]) -> dict[int | None, datetime]:
        """When the join links of these heroes end, of those that work."""
        links = select(OneTimeLink).where(col(OneTimeLink.hero_id).in_(hero_ids), col(OneTimeLink.used_at).is_(None))
        open_ones = self._all(links.where(col(OneTimeLink.expires_at) > now()).options(*WITH_MAKER))
        return {link.hero_id: link.expires_at for link in open_ones if not link.orphaned}

    def candidates(self, team: Team, words: str = "") -> Sequence[Face]:
        """The first 50 heroes by name whom the viewer knows, not on the team, whose name contains `words`."""
        on_it = sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == team.id)
        rows = self._session.execute(
            sa.select(*face_columns())
            .where(hero_known(self.hero), col(Hero.trashed_at).is_(None), col(Hero.id).not_in(on_it))
            .where(col(Hero.name).icontains(words, autoescape=True))
            .order_by(by_name(Hero), col(Hero.id))
            .limit(PAGE)
        )
        return [Face(*row) for row in rows]

    def names_on(self, team: Team, names: Sequence[str]) -> set[str]:
        """Which of these names heroes of the team have, case set aside; as they were given."""
        taken = self._session.execute(
            sa.select(col(Hero.name))
            .join(Membership, col(Membership.hero_id) == Hero.id)
            .where(col(Membership.team_id) == team.id, col(Hero.trashed_at).is_(None))
        ).scalars()
        folded = {name.casefold() for name in taken}
        return {name for name in names if name.casefold() in folded}

    def hero_with_email(self, email: str) -> Hero | None:
        """The hero with this address, known to the viewer or not, in the trash or not: to name it is enough."""
        return self._session.exec(
            select(Hero).join(Login, col(Login.hero_id) == Hero.id).where(func.lower(Login.email) == email)
        ).first()

    def introduce(self, team: Team, name: str, role: Role, email: str | None = None) -> Hero:
        """A new hero with a team of their own, put on a team that is at hand. Raises Forbidden."""
        hero = Hero.add(HeroCreate(name=name), handle=self.free_handle(name), by=self.hero)
        self.add(hero)
        self.add(Team.own(hero), *([Login.reserve(hero, email)] if email else []))
        team.enlist(hero, role, by=self.hero)
        return hero

    def in_hand(self, team: Team, hero_id: int) -> InHand:
        """What would be left behind if the hero left the team."""
        other, who = aliased(Assignment), aliased(Hero)
        shared = (
            sa.exists()
            .where(col(other.todo_id) == Todo.id, col(other.hero_id) != hero_id, col(other.hero_id) == who.id)
            .where(col(who.trashed_at).is_(None))
        )
        row = self._session.execute(
            sa.select(func.count(), func.count(sa.case((~shared, 1))))
            .select_from(Assignment)
            .join(Todo, col(Todo.id) == Assignment.todo_id)
            .where(col(Assignment.hero_id) == hero_id, col(Todo.team_id) == team.id)
            .where(col(Todo.completed_at).is_(None), col(Todo.trashed_at).is_(None))
        ).one()
        return InHand(*row)
