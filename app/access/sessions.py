"""Sign-ins by their cookie."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlmodel import col, select

from app.access.gate import admitted, keep_out
from app.access.outside import Outside
from app.access.reach import related
from app.access.standing import Standing, standing
from app.clock import now
from app.models import Hero, Membership, SignIn
from app.security import digest, new_token

WITH_HERO = joinedload(related(SignIn.hero))
SIGN_IN = select(SignIn).options(
    WITH_HERO.joinedload(related(Hero.memberships)).joinedload(related(Membership.team)),
    WITH_HERO.joinedload(related(Hero.login)),
)

_SIGNED_IN = SIGN_IN.join(Hero, col(Hero.id) == SignIn.hero_id).where(
    col(SignIn.token_digest) == sa.bindparam("token_digest"),
    col(SignIn.last_seen_at) > sa.bindparam("seen_after"),
    col(SignIn.created_at) > sa.bindparam("made_after"),
    *admitted(),
)


class Sessions(Outside):
    """Browsers that are signed in."""

    def sign_in(self, token_digest: str, days: int, max_days: int) -> SignIn | None:
        """The sign-in with this cookie, if it was used within so many days, is not older than `max_days`, and its hero
        may come in."""
        return (
            self._session.execute(
                _SIGNED_IN,
                {
                    "token_digest": token_digest,
                    "seen_after": now() - timedelta(days=days),
                    "made_after": now() - timedelta(days=max_days),
                },
            )
            .scalars()
            .unique()
            .first()
        )

    def standing(self, token_digest: str, days: int, max_days: int) -> Standing:
        """Where all stands that this browser's pages are made of. To be asked for before anything else: what is read
        afterwards may be newer, and never older."""
        return standing(self._session, token_digest, days, max_days)

    def start(self, hero: Hero, user_agent: str, instead_of: str = "", *, stays: bool = False) -> str:
        """Sign a browser in, under a new token each time, and forget the token that it had. Returns the new one.

        Raises ShutOut.
        """
        keep_out(hero)
        token = new_token()
        self._session.execute(sa.delete(SignIn).where(col(SignIn.token_digest) == digest(instead_of)))
        self._session.add(SignIn.start(hero, digest(token), user_agent, stays=stays))
        return token

    def renew(self, sign_in: SignIn) -> str:
        """Give a browser that is signed in another token, so that whoever had the old one has nothing. Returns it."""
        token = new_token()
        sign_in.renew(digest(token))
        return token
