"""The second door: setting it up, and passing through it."""

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access import gate
from app.access.gate import admitted
from app.access.passwords import Passwords
from app.errors import NotFound
from app.i18n import _
from app.models import HalfSignIn, Hero, RecoveryCode, SecondFactor
from app.models.credentials import folded
from app.models.second_factor import RECOVERY_CODES, new_recovery_code, recovery_digest
from app.security import digest, new_token


class SecondFactors(Passwords):
    """What is asked for after the password, with the limit on guesses that passwords have.

    Failures at the second door count by themselves: whoever knows the password cannot wipe them out with it. Only
    those who know it get here, and a browser that is known has its own tries, so the hero is never locked out.
    """

    def second_factor(self, hero: Hero) -> SecondFactor | None:
        """The hero's, on or still being set up."""
        return self._session.exec(select(SecondFactor).where(SecondFactor.hero_id == hero.id)).first()

    def asks_for_code(self, hero: Hero) -> bool:
        """Whether the password alone does not let this hero in."""
        return gate.asks_for_code(self._session, hero)

    def prepare_second_factor(self, hero: Hero) -> None:
        """A new secret in place of one that was not turned on; one that is on stays."""
        if not self.asks_for_code(hero):
            self.drop_second_factor(hero)
            self._session.add(SecondFactor.prepare(hero))

    def new_recovery_codes(self, hero: Hero) -> list[str]:
        """Ten new ones in place of those that there are. They cannot be shown a second time."""
        codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
        self._session.execute(sa.delete(RecoveryCode).where(col(RecoveryCode.hero_id) == hero.id))
        self._session.add_all(RecoveryCode.of(hero.id, code) for code in codes)
        return codes

    def recovery_codes_left(self, hero: Hero) -> int:
        """How many of them were not used yet."""
        return self._session.exec(
            select(func.count()).select_from(RecoveryCode).where(RecoveryCode.hero_id == hero.id)
        ).one()

    def drop_second_factor(self, hero: Hero) -> None:
        """From now on the password alone lets this hero in."""
        gate.drop_second_factor(self._session, hero)

    def lose_second_factor(self, email: str) -> tuple[Hero, bool]:
        """Take it off the hero with this e-mail, whose phone is lost; what the operator does. Whether there was one.

        Raises NotFound.
        """
        login = self._login(str(folded(email)))
        if login is None:
            raise NotFound(_("Nobody here signs in with %(email)s.") % {"email": email})
        asked = self.asks_for_code(login.hero)
        self.drop_second_factor(login.hero)
        return login.hero, asked

    def step_in(self, hero: Hero, *, stays: bool, there: str, kept: str, instead_of: str = "") -> str:
        """Let a browser as far as the second door, and forget what it had there before. Returns its token."""
        token = new_token()
        self._session.execute(sa.delete(HalfSignIn).where(col(HalfSignIn.token_digest) == digest(instead_of)))
        self._session.add(HalfSignIn.start(hero, digest(token), stays=stays, there=there, kept=kept))
        return token

    def half_sign_in(self, token: str) -> HalfSignIn | None:
        """The browser with this token, if its hero is still asked for a code; it may have expired."""
        return self._session.exec(
            select(HalfSignIn)
            .join(Hero, col(Hero.id) == HalfSignIn.hero_id)
            .join(SecondFactor, col(SecondFactor.hero_id) == HalfSignIn.hero_id)
            .where(
                HalfSignIn.token_digest == digest(token),
                *admitted(),
                col(SecondFactor.on_since).is_not(None),
            )
        ).first()

    def pass_second_door(self, half: HalfSignIn, code: str, recovery: str, sender: str, browser: str = "") -> bool:
        """Whether this is a code of the app or a recovery code that was not used before. Raises TooMany."""
        account = f"second factor of {half.hero_id}"
        # Held until this transaction ends, so that guesses come one after the other.
        held = select(SecondFactor).where(SecondFactor.hero_id == half.hero_id).with_for_update()
        factor = self._session.exec(held.execution_options(populate_existing=True)).first()
        place = self._place(self._knows(half.hero_id, browser), sender, browser)
        self._let_try(account, place)
        if not ((factor is not None and factor.accept(code)) or self._used_up(half.hero_id, recovery)):
            self._fail(account, place)
            return False
        self._forgive(account, place)
        self._session.delete(half)
        return True

    def _used_up(self, hero_id: int, recovery: str) -> bool:
        this = (col(RecoveryCode.hero_id) == hero_id, col(RecoveryCode.code_digest) == recovery_digest(recovery))
        return bool(self._session.connection().execute(sa.delete(RecoveryCode).where(*this)).rowcount)
