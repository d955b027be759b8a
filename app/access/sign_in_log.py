"""Noting who came in and who was refused."""

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.outside import Outside
from app.clock import now
from app.models import Hero, Login, SignInTry
from app.models.attempt import WINDOW, network
from app.models.sign_in_try import KEPT_AT_MOST, Outcome
from app.models.types import enum_column


class SignInLog(Outside):
    """The sign-in log. It costs the same two statements whether an e-mail is anybody's or not."""

    def note_try(
        self, outcome: Outcome, sender: str, user_agent: str, *, hero: Hero | None = None, email: str = ""
    ) -> None:
        """Note what became of a try of this hero, or of whoever signs in with the e-mail. That an address was told to
        wait is noted once while it has to, however often it tries."""
        self._session.flush()
        address, agent = network(sender), user_agent.replace("\0", "")[:300]
        values = sa.select(
            sa.literal(now(), sa.DateTime(timezone=True)),
            sa.literal(hero.id) if hero else _signing_in_with(email),
            sa.literal(address),
            sa.literal(agent),
            sa.literal(outcome, enum_column(Outcome)),
        )
        if outcome is Outcome.THROTTLED:
            lately = (col(SignInTry.address) == address, col(SignInTry.at) > now() - WINDOW)
            values = values.where(~sa.exists().where(*lately, col(SignInTry.outcome) == outcome))
        columns = ["at", "hero_id", "address", "user_agent", "outcome"]
        self._session.execute(sa.insert(SignInTry).from_select(columns, values))
        newest = sa.select(func.max(col(SignInTry.id))).scalar_subquery()
        self._session.execute(sa.delete(SignInTry).where(col(SignInTry.id) <= newest - KEPT_AT_MOST))


def _signing_in_with(email: str) -> sa.ScalarSelect[int]:
    living = col(Hero.trashed_at).is_(None)
    return (
        sa.select(col(Login.hero_id))
        .join(Hero, col(Hero.id) == Login.hero_id)
        .where(func.lower(Login.email) == email, living)
        .scalar_subquery()
    )
