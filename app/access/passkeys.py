"""Passkeys: making them, and coming in by one."""

import logging
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, func, select

from app import ceremonies
from app.access.gate import keep_out
from app.access.passwords import Passwords, Place
from app.ceremonies import Refused, Site
from app.clock import now
from app.errors import Conflict, NotFound
from app.i18n import _
from app.models import Hero, Login, Passkey, PasskeyChallenge
from app.models.passkey import PASSKEYS_MAX
from app.security import digest, new_token

log = logging.getLogger(__name__)


class Passkeys(Passwords):
    """A passkey opens both doors, as the device has checked who holds it; wrong ones count as wrong passwords do."""

    def passkeys(self, hero: Hero) -> Sequence[Passkey]:
        """The hero's, the oldest first."""
        return self._session.exec(select(Passkey).where(Passkey.hero_id == hero.id).order_by(col(Passkey.id))).all()

    def passkey_count(self, hero: Hero) -> int:
        """How many they have."""
        return self._session.exec(select(func.count()).select_from(Passkey).where(Passkey.hero_id == hero.id)).one()

    def passkey(self, hero: Hero, passkey_id: int) -> Passkey:
        """One of the hero's. Raises NotFound."""
        found = self._session.exec(
            select(Passkey).where(Passkey.id == passkey_id, Passkey.hero_id == hero.id)
        ).one_or_none()
        if found is None:
            raise NotFound()
        return found

    def drop_passkey(self, passkey: Passkey) -> None:
        """Nobody comes in by it any more."""
        self._session.delete(passkey)

    def challenge(self, hero: Hero | None, instead_of: str) -> str:
        """The token of a new challenge, for a passkey that this hero makes or to come in; that of before ends."""
        token = new_token()
        earlier = sa.or_(
            col(PasskeyChallenge.token_digest) == digest(instead_of), col(PasskeyChallenge.expires_at) < now()
        )
        self._session.execute(sa.delete(PasskeyChallenge).where(earlier))
        self._session.add(PasskeyChallenge.give(digest(token), hero.id if hero else None))
        return token

    def passkey_to_make(self, hero: Hero, site: Site, token: str) -> str:
        """What the hero's browser is asked to have made. Raises Conflict where they have enough."""
        there = self.passkeys(hero)
        if len(there) >= PASSKEYS_MAX:
            raise Conflict(_("These are as many passkeys as one hero can have. Remove one that you no longer use."))
        names = hero.login.email, hero.name
        known = [one.credential_id for one in there]
        return ceremonies.to_make(site, _handle(there, token), names, challenge_of(token), known)

    def keep_passkey(self, hero: Hero, site: Site, token: str, answer: str, name: str) -> Passkey | None:
        """The new passkey in a device's answer to a challenge that was taken up; None if there is none in it."""
        there = self.passkeys(hero)
        try:
            made = ceremonies.made(site, answer, challenge_of(token))
        except Refused as why:
            log.warning("A new passkey was refused: %s", why)
            return None
        known = select(Passkey.id).where(Passkey.credential_id == made.credential_id)
        if len(there) >= PASSKEYS_MAX or self._session.exec(known).first() is not None:
            return None
        passkey = Passkey.keep(hero, made, _handle(there, token), name)
        self._session.add(passkey)
        return passkey

    def take_up(self, token: str, hero: Hero | None) -> bool:
        """Whether the browser with this token has a challenge to answer; it is none a second time."""
        this = (
            col(PasskeyChallenge.token_digest) == digest(token),
            col(PasskeyChallenge.expires_at) > now(),
            col(PasskeyChallenge.hero_id) == hero.id if hero else col(PasskeyChallenge.hero_id).is_(None),
        )
        return bool(self._session.connection().execute(sa.delete(PasskeyChallenge).where(*this)).rowcount)

    def come_in(self, site: Site, token: str, answer: str, sender: str) -> Hero | None:
        """Who has the passkey in a device's answer to a challenge that was taken up, or None.

        A right answer cannot be guessed, so it is never refused for what others have tried.

        Raises TooMany, ShutOut.
        """
        account, place = "passkey", Place(sender)
        try:
            shown = ceremonies.shown(answer)
            account = f"passkey {shown.credential_id}"
            passkey = self._living(shown)
            count = ceremonies.proven(site, answer, challenge_of(token), passkey.public_key, passkey.sign_count)
        except Refused as why:
            log.warning("A passkey was refused: %s", why)
            self._let_try(account, place)
            self._fail(account, place)
            return None
        keep_out(passkey.hero)
        passkey.use(count)
        self._forgive(account, place)
        return passkey.hero

    def _living(self, shown: ceremonies.Shown) -> Passkey:
        found = self._session.exec(
            select(Passkey)
            .join(Hero, col(Hero.id) == Passkey.hero_id)
            .join(Login, col(Login.hero_id) == Passkey.hero_id)
            .where(
                Passkey.credential_id == shown.credential_id,
                Passkey.user_handle == shown.user_handle,
                col(Login.password_hash).is_not(None),
                col(Hero.trashed_at).is_(None),
            )
            .with_for_update(of=Passkey)
        ).first()
        if found is None:
            raise Refused("nobody here has it")
        return found


def challenge_of(token: str) -> bytes:
    """The challenge of the browser with this token."""
    return digest(f"challenge {token}").encode()


def _handle(there: Sequence[Passkey], token: str) -> str:
    """How devices call the hero: as they do already."""
    return there[0].user_handle if there else digest(f"handle {token}")
