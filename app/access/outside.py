"""The base of what somebody reaches who is not signed in."""

from sqlmodel import Session

from app.access import Access, gate
from app.i18n import viewer
from app.models import Hero, HeroCreate, Login, Team
from app.models.credentials import Account


class Outside:
    """Holds the session; the mixins of `Guest` hold the selects."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def enter(self, hero: Hero) -> Access:
        """What this hero reaches; whatever follows in this transaction is their doing."""
        self._session.flush()
        self._session.info["actor_id"] = hero.id
        return Access(self._session, hero)

    def move_in(self, data: Account, *, is_admin: bool = False) -> Access:
        """What a new hero reaches, who comes with a login and a team of their own. The e-mail must be free."""
        handle = gate.free_handle(self._session, data.name)
        hero = Hero.introduce(HeroCreate(name=data.name), handle=handle, is_admin=is_admin)
        hero.edit({"time_zone": data.time_zone, "locale": viewer().locale}, by=hero)
        self._session.add(hero)
        access = self.enter(hero)
        access.add(Login.claim(hero, data.email, data.password))
        access.add(Team.own(hero))
        return access
