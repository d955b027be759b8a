"""The base of what somebody reaches who is not signed in."""

from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session

from app.access import Access, gate
from app.i18n import viewer
from app.models import Hero, HeroCreate, Login, Team
from app.models.credentials import Account

T = TypeVar("T")
RESUME = "resume"
"""Under this name a session's `info` may hold what has to be done first in a transaction that goes on after a pause."""


class Outside:
    """Holds the session; the mixins of `Guest` hold the selects."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def aside(self, work: Callable[[], T]) -> T:
        """Do something slow, such as a password, while nobody has to wait for the database.

        Ends the transaction, so nothing may have been written before, and begins another; in that, what was read
        before may have changed.
        """
        self._session.rollback()
        done = work()
        resume: Callable[[], None] = self._session.info.get(RESUME, lambda: None)
        resume()
        return done

    def enter(self, hero: Hero) -> Access:
        """What this hero reaches; whatever follows in this transaction is their doing."""
        self._session.flush()
        self._session.info["actor_id"] = hero.id
        return Access(self._session, hero)

    def move_in(self, data: Account, password_hash: str, *, is_admin: bool = False) -> Access:
        """What a new hero reaches, who comes with a login and a team of their own. The e-mail must be free; the hash is
        that of their password, made before, as it takes a while."""
        handle = gate.free_handle(self._session, data.name)
        hero = Hero.introduce(HeroCreate(name=data.name), handle=handle, is_admin=is_admin)
        hero.edit({"time_zone": data.time_zone, "locale": viewer().locale}, by=hero)
        self._session.add(hero)
        access = self.enter(hero)
        access.add(Login.take_over(hero, data.email, password_hash))
        access.add(Team.own(hero))
        return access
