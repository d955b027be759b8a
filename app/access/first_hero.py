"""The way into a Sidekick where nobody is yet."""

from functools import partial

import sqlalchemy as sa
from sqlmodel import col, select

from app.access import Access
from app.access.outside import Outside
from app.clock import now
from app.models import Hero, OneTimeLink
from app.models.credentials import FirstAccount
from app.security import digest, hash_password, new_token


class FirstHero(Outside):
    """The very first account."""

    def has_heroes(self) -> bool:
        """Whether anybody is here."""
        return self._session.exec(select(Hero.id).limit(1)).first() is not None

    def open_house(self) -> str | None:
        """The path of a new one-time link to the first account, good for 24 hours; None once there is a hero."""
        if self.has_heroes():
            return None
        token = new_token()
        self._session.execute(sa.delete(OneTimeLink).where(col(OneTimeLink.expires_at) < now()))
        self._session.add(OneTimeLink.first(digest(token)))
        return f"/welcome?token={token}"

    def opens(self, token: str) -> bool:
        """Whether this is the token of a link to the first account."""
        found = select(OneTimeLink.id).where(
            OneTimeLink.token_digest == digest(token),
            col(OneTimeLink.hero_id).is_(None),
            OneTimeLink.expires_at > now(),
        )
        return bool(token) and self._session.exec(found).first() is not None

    def found(self, data: FirstAccount) -> Access | None:
        """Make the first hero: an admin with a team of their own and a login. None if somebody was faster.

        Ends the transaction and begins another.
        """
        password_hash = self.aside(partial(hash_password, data.password))
        self._one_at_a_time()
        if self.has_heroes():
            return None
        access = self.move_in(data, password_hash, is_admin=True)
        self._session.execute(sa.delete(OneTimeLink).where(col(OneTimeLink.hero_id).is_(None)))
        return access

    def _one_at_a_time(self) -> None:
        # On SQLite a request that writes is alone from its first statement on.
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.connection().exec_driver_sql("LOCK TABLE hero IN SHARE ROW EXCLUSIVE MODE")
