"""Shutting heroes out, and who is an admin: what only admins decide about others."""

import sqlalchemy as sa
from sqlmodel import col

from app.access import gate
from app.access.trash import Trash
from app.errors import Conflict
from app.i18n import _
from app.models import Hero, SignIn
from app.models.rules import require


class Deactivating(Trash):
    """What else it takes where a hero is deactivated, appointed or dismissed. Those given must have been reached
    through this access."""

    def browsers_of(self, hero: Hero) -> int:
        """In how many browsers a hero is signed in."""
        return self._count(sa.select(col(SignIn.id)).where(col(SignIn.hero_id) == hero.id))

    def deactivate_hero(self, hero: Hero) -> None:
        """Let a hero come in no more. Raises Forbidden; Conflict for oneself and the last admin."""
        require(self.hero, "hero.deactivate", hero)
        self.shut_out(hero)
        hero.deactivate(by=self.hero)

    def shut_out(self, hero: Hero) -> None:
        """End the hero's sign-ins, and what links and second doors they have open. Raises Conflict for oneself and the
        last admin."""
        hero.keep_from(self.hero)
        self.keep_an_admin(hero)
        gate.sign_out(self._session, hero)

    def appoint(self, hero: Hero) -> None:
        """Make a hero an admin; links to a password that were given out for them end. Raises Forbidden; Conflict where
        they cannot come in."""
        hero.appoint(by=self.hero)
        gate.end_links(self._session, hero)

    def dismiss(self, hero: Hero) -> None:
        """Make a hero one like any other. Raises Forbidden; Conflict for oneself and the last admin."""
        require(self.hero, "hero.dismiss", hero)
        self.keep_an_admin(hero)
        hero.dismiss(by=self.hero)

    def keep_an_admin(self, hero: Hero) -> None:
        """Raise Conflict where nobody else would be an admin; until this request ends nobody else ends an office."""
        self._hold_offices(hero)
        if self.is_last_admin(hero):
            raise Conflict(
                _("%(hero)s is the last admin. Make somebody else an admin first. Nothing was changed.")
                % {"hero": hero.first_name}
            )
