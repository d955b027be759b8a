"""Browsers in which heroes have signed in before."""

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.outside import Outside
from app.models import Hero, KnownBrowser, Login
from app.security import digest, new_token

KNOWN_MAX = 20
"""Browsers that are remembered of one hero; the one that was used least lately goes first."""


class KnownBrowsers(Outside):
    """Browsers by their own cookie, which tells them apart and opens nothing."""

    def recognise(self, hero: Hero, token: str) -> str:
        """Remember that this hero has signed in with the browser of this token. Returns the token to go on with.

        Only a token that was given out here is kept: nobody can hand one to others.
        """
        if not self._somebodys(token):
            token = new_token()
        theirs = col(KnownBrowser.hero_id) == hero.id
        newest = (
            select(KnownBrowser.id)
            .where(theirs, KnownBrowser.token_digest != digest(token))
            .order_by(col(KnownBrowser.last_seen_at).desc(), col(KnownBrowser.id).desc())
            .limit(KNOWN_MAX - 1)
        )
        self._session.execute(sa.delete(KnownBrowser).where(theirs, col(KnownBrowser.id).not_in(newest)))
        self._session.add(KnownBrowser.note(hero.id, digest(token)))
        return token

    def _somebodys(self, token: str) -> bool:
        return bool(token) and self._is_there(KnownBrowser.token_digest == digest(token))

    def _knows(self, hero_id: int, token: str) -> bool:
        return bool(token) and self._is_there(
            KnownBrowser.token_digest == digest(token), col(KnownBrowser.hero_id) == hero_id
        )

    def _knows_by(self, email: str, token: str) -> bool:
        """The same by an address that may be nobody's, which takes as long to find out."""
        holder = select(Login.hero_id).where(func.lower(Login.email) == email)
        return bool(token) and self._is_there(
            KnownBrowser.token_digest == digest(token), col(KnownBrowser.hero_id).in_(holder)
        )

    def _is_there(self, *where: sa.ColumnElement[bool] | bool) -> bool:
        return self._session.exec(select(KnownBrowser.id).where(*where).limit(1)).first() is not None
