"""What admins see of everybody and everything here: who and how many, and nothing of what is in teams."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, select

from app import checkup
from app.access.faces import FACE, Face, face_columns
from app.access.paging import PAGE, behind, by_name
from app.access.reach import Reach
from app.checkup import Finding
from app.models import Hero, KnownBrowser, Login, Membership, SignIn, SignInTry, Team
from app.models.rules import require
from app.models.sign_in_try import Outcome


class HeroState(NamedTuple):
    """A hero as admins see them: how they come in, when they were last here, and on how many teams they are."""

    face: Face
    handle: str
    email: str | None
    can_sign_in: bool
    is_admin: bool
    seen_at: datetime | None
    teams: int


class Try(NamedTuple):
    """A try to sign in: when, whose if they are known, from where, by what, and what became of it."""

    id: int
    at: datetime
    face: Face | None
    address: str
    user_agent: str
    outcome: Outcome


class Overseeing(Reach):
    """What is for admins alone."""

    def oversee(self) -> None:
        """Raise Forbidden for anybody else."""
        require(self.hero, "sidekick.oversee", self.hero)

    def hero_states(self, words: str = "", after: int | None = None) -> Sequence[HeroState]:
        """A page of all heroes whose name, handle or e-mail is like the words, by name, from behind the one with the id
        `after`. Raises Forbidden."""
        self.oversee()
        like = (
            func.lower(one).contains(words.lower(), autoescape=True) for one in (Hero.name, Hero.handle, Login.email)
        )
        rows = self._session.execute(
            sa.select(
                *face_columns(),
                col(Hero.handle),
                col(Login.email),
                col(Login.password_hash).is_not(None),
                col(Hero.is_admin),
                _latest(SignIn),
                _latest(KnownBrowser),
                _teams(),
            )
            .join(Login, col(Login.hero_id) == Hero.id, isouter=True)
            .where(col(Hero.trashed_at).is_(None), *([sa.or_(*like)] if words else []))
            .where(behind(Hero, after, by_name, lambda hero: hero.trashed_at.is_(None)))
            .order_by(by_name(Hero), col(Hero.id))
            .limit(PAGE)
        )
        return [_hero_state(*row) for row in rows]

    def sign_in_tries(
        self, hero_id: int | None = None, *, refused: bool = False, after: int | None = None
    ) -> Sequence[Try]:
        """A page of the sign-in log, the newest first, from behind the one with the id `after`: of one hero, or of all;
        `refused`: without those who came in. Raises Forbidden."""
        self.oversee()
        of_one = [col(SignInTry.hero_id) == hero_id] if hero_id else []
        to_nothing = [col(SignInTry.outcome) != Outcome.ADMITTED] if refused else []
        rows = self._session.execute(
            sa.select(
                col(SignInTry.id),
                col(SignInTry.at),
                col(SignInTry.address),
                col(SignInTry.user_agent),
                col(SignInTry.outcome),
                *face_columns(),
            )
            .join(Hero, col(Hero.id) == SignInTry.hero_id, isouter=True)
            .where(*of_one, *to_nothing, *([col(SignInTry.id) < after] if after else []))
            .order_by(col(SignInTry.id).desc())
            .limit(PAGE)
        )
        return [
            Try(try_id, at, Face(*face) if face[0] else None, address, agent, outcome)
            for try_id, at, address, agent, outcome, *face in rows
        ]

    def check_up(self) -> Sequence[Finding]:
        """What the database is like, from its newest rows. Raises Forbidden."""
        self.oversee()
        return list(checkup.newest(self._session.connection()))


def _hero_state(*row: Any) -> HeroState:
    handle, email, can_sign_in, is_admin, *seen, teams = row[FACE:]
    seen_at = max(filter(None, seen), default=None)
    return HeroState(Face(*row[:FACE]), handle, email, bool(can_sign_in), is_admin, seen_at, teams)


def _latest(table: type[SignIn | KnownBrowser]) -> sa.ScalarSelect[datetime]:
    """When the hero of the row was last seen in one of their browsers."""
    return (
        sa.select(func.max(col(table.last_seen_at)))
        .where(col(table.hero_id) == col(Hero.id))
        .correlate(Hero)
        .scalar_subquery()
    )


def _teams() -> sa.ScalarSelect[int]:
    """On how many teams the hero of the row is; their own private one does not count."""
    on = select(func.count()).join_from(Membership, Team, col(Team.id) == Membership.team_id)
    living = (col(Team.trashed_at).is_(None), col(Team.private_to).is_(None))
    return on.where(col(Membership.hero_id) == col(Hero.id), *living).correlate(Hero).scalar_subquery()
