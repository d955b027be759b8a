"""Proving who one is with a password, and how often one may guess."""

from datetime import datetime
from functools import partial
from math import ceil

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.gate import keep_out
from app.access.outside import Outside
from app.clock import now
from app.errors import TooMany
from app.i18n import ngettext
from app.models import Attempt, Hero, Login, SignIn
from app.models.attempt import WINDOW, network
from app.security import digest, hash_password, needs_rehash, verify_password

TRIES = 5
TRIES_UNDER_ATTACK = 1
ATTACK = 50
TRIES_PER_ADDRESS = 30


class Passwords(Outside):
    """Passwords, with a limit on guesses.

    Within 15 minutes, one address may fail 5 times with one account and 30 times in all. When an account has seen 50
    failures, wherever they came from, each address may fail with it only once. So whoever guesses with many machines
    pays a machine per guess, and still the owner is never locked out: the right password from an address that has not
    failed lately always works. Failures count even for unknown accounts, so that the limit tells nothing either.
    """

    def prove(self, email: str, password: str, sender: str) -> Hero | None:
        """The hero with this e-mail and password, or None. Ends the transaction and begins another.

        Raises TooMany, ShutOut.
        """
        login = self._checked(email, password, sender)
        if login is not None:
            keep_out(login.hero)
        return login.hero if login else None

    def confirm(self, sign_in: SignIn, password: str, sender: str) -> bool:
        """Whether a hero who is signed in knows their password; this browser is not asked again for a while.

        Raises TooMany. Ends the transaction and begins another.
        """
        login = self._checked(sign_in.hero.login.email, password, sender)
        if login is None or login.hero_id != sign_in.hero_id:
            return False
        sign_in.prove()
        return True

    def hashed(self, password: str) -> str:
        """The hash of a new password. Ends the transaction and begins another."""
        return self.aside(partial(hash_password, password))

    def let_guess(self, sender: str) -> None:
        """Raise TooMany where this address has failed too often lately, whatever it guessed at."""
        used_up = self._last_but(TRIES_PER_ADDRESS, col(Attempt.address) == network(sender))
        if used_up is not None:
            raise too_many(ceil((used_up + WINDOW - now()).total_seconds()))

    def guessed_wrong(self, sender: str) -> None:
        """Count that this address guessed at a link, or, with one, at who signs in here."""
        self._fail("", sender)

    def _checked(self, email: str, password: str, sender: str) -> Login | None:
        self._let_try(email, sender)
        login = self._login(email)
        stored = login.password_hash if login else None
        proven, anew = self.aside(partial(_verified, stored, password))
        self._let_try(email, sender)  # others may have guessed meanwhile
        login = self._login(email)
        if login is None or not proven or login.password_hash != stored:
            self._fail(email, sender)
            return None
        if anew is not None:
            login.change_password(anew)
        self._forgive(email, sender)
        return login

    def _fail(self, account: str, sender: str) -> None:
        self._session.execute(sa.delete(Attempt).where(col(Attempt.at) < now() - WINDOW))
        self._session.add(Attempt.fail(account, sender))
        self._session.flush()

    def _forgive(self, account: str, sender: str) -> None:
        self._session.execute(sa.delete(Attempt).where(*_between(account, sender)))

    def _login(self, email: str) -> Login | None:
        return self._session.exec(
            select(Login)
            .join(Hero, col(Hero.id) == Login.hero_id)
            .where(func.lower(Login.email) == email, col(Hero.trashed_at).is_(None))
        ).first()

    def _let_try(self, account: str, sender: str) -> None:
        attacked = self._last_but(ATTACK, col(Attempt.account) == digest(account)) is not None
        tries = TRIES_UNDER_ATTACK if attacked else TRIES
        used_up = [
            at
            for at in (
                self._last_but(tries, *_between(account, sender)),
                self._last_but(TRIES_PER_ADDRESS, col(Attempt.address) == network(sender)),
            )
            if at is not None
        ]
        if used_up:
            raise too_many(ceil((max(used_up) + WINDOW - now()).total_seconds()))

    def _last_but(self, tries: int, *where: sa.ColumnElement[bool]) -> datetime | None:
        """When the first of the last so many failures was, if there were as many within the window."""
        return self._session.exec(
            select(Attempt.at)
            .where(*where, col(Attempt.at) > now() - WINDOW)
            .order_by(col(Attempt.at).desc())
            .offset(tries - 1)
            .limit(1)
        ).first()


def _verified(stored: str | None, password: str) -> tuple[bool, str | None]:
    """Whether it is the password; and its hash anew, now that it is at hand, if today's settings are stronger."""
    proven = verify_password(stored, password)
    return proven, hash_password(password) if proven and stored and needs_rehash(stored) else None


def _between(account: str, sender: str) -> tuple[sa.ColumnElement[bool], ...]:
    return col(Attempt.account) == digest(account), col(Attempt.address) == network(sender)


def too_many(seconds: int) -> TooMany:
    """The refusal to try again before so many seconds have passed."""
    minutes = max(1, ceil(seconds / 60))
    sentence = ngettext(
        "That was tried too often. Wait %(n)d minute, then try again.",
        "That was tried too often. Wait %(n)d minutes, then try again.",
        minutes,
    )
    return TooMany(sentence % {"n": minutes}, retry_after=max(1, seconds))
