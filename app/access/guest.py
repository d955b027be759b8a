"""What somebody reaches who is not signed in, or not yet: sign-ins by their cookie."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy.orm import QueryableAttribute, joinedload
from sqlmodel import Session, col, select

from app.clock import now
from app.models import Hero, Membership, SignIn


def related(attribute: object) -> QueryableAttribute[Any]:
    """A relationship as loader options want it; its declared type is that of the related record."""
    return cast("QueryableAttribute[Any]", attribute)


WITH_HERO = joinedload(related(SignIn.hero))
SIGN_IN = select(SignIn).options(
    WITH_HERO.joinedload(related(Hero.memberships)).joinedload(related(Membership.team)),
    WITH_HERO.joinedload(related(Hero.login)),
)


class Guest:
    """The counterpart of Access for anybody."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sign_in(self, token_digest: str, days: int) -> SignIn | None:
        """The sign-in with this cookie, if it was used within so many days and its hero is not in the trash."""
        return (
            self._session.exec(
                SIGN_IN.join(Hero, col(Hero.id) == SignIn.hero_id).where(
                    SignIn.token_digest == token_digest,
                    SignIn.last_seen_at > now() - timedelta(days=days),
                    col(Hero.trashed_at).is_(None),
                )
            )
            .unique()
            .first()
        )

    def ping(self) -> None:
        """Ask the database for a sign of life."""
        self._session.connection().exec_driver_sql("SELECT 1")
