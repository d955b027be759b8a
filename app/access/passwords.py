"""Proving who one is with a password, and how often one may guess."""

from datetime import datetime
from math import ceil

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.outside import Outside
from app.clock import now
from app.errors import TooMany
from app.i18n import ngettext
from app.models import Attempt, Hero, Login
from app.models.attempt import WINDOW, network
from app.security import digest, verify_password

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
        """The hero with this e-mail and password, or None. Raises TooMany. Ends the transaction and begins another."""
        self._let_try(email, sender)
        login = self._login(email)
        stored = login.password_hash if login else None
        self._session.rollback()  # nobody has to wait for the database while a password is checked
        proven = verify_password(stored, password)
        self._let_try(email, sender)  # others may have guessed meanwhile
        return self._counted(login, password, email, sender, proven)

    def confirm(self, login: Login, password: str, sender: str) -> bool:
        """Whether a hero who is signed in knows their password. Raises TooMany."""
        self._let_try(login.email, sender)
        proven = verify_password(login.password_hash, password)
        return self._counted(login, password, login.email, sender, proven) is not None

    def let_guess(self, sender: str) -> None:
        """Raise TooMany where this address has failed too often lately, whatever it guessed at."""
        used_up = self._last_but(TRIES_PER_ADDRESS, col(Attempt.address) == network(sender))
        if used_up is not None:
            raise too_many(ceil((used_up + WINDOW - now()).total_seconds()))

    def guessed_wrong(self, sender: str) -> None:
        """Count that this address guessed at a link, or, with one, at who signs in here."""
        self._forget_attempts()
        self._session.add(Attempt.fail("", sender))

    def _forget_attempts(self) -> None:
        self._session.execute(sa.delete(Attempt).where(col(Attempt.at) < now() - WINDOW))

    def _counted(self, login: Login | None, password: str, email: str, sender: str, proven: bool) -> Hero | None:
        if login is None or not proven:
            self._forget_attempts()
            self._session.add(Attempt.fail(email, sender))
            self._session.flush()
            return None
        login.strengthen(password)
        self._session.execute(sa.delete(Attempt).where(*_between(email, sender)))
        return login.hero

    def _login(self, email: str) -> Login | None:
        return self._session.exec(
            select(Login)
            .join(Hero, col(Hero.id) == Login.hero_id)
            .where(func.lower(Login.email) == email, col(Hero.trashed_at).is_(None))
        ).first()

    def _let_try(self, email: str, sender: str) -> None:
        attacked = self._last_but(ATTACK, col(Attempt.account) == digest(email)) is not None
        tries = TRIES_UNDER_ATTACK if attacked else TRIES
        used_up = [
            at
            for at in (
                self._last_but(tries, *_between(email, sender)),
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


def _between(email: str, sender: str) -> tuple[sa.ColumnElement[bool], ...]:
    return col(Attempt.account) == digest(email), col(Attempt.address) == network(sender)


def too_many(seconds: int) -> TooMany:
    """The refusal to try again before so many seconds have passed."""
    minutes = max(1, ceil(seconds / 60))
    sentence = ngettext(
        "That was tried too often. Wait %(n)d minute, then try again.",
        "That was tried too often. Wait %(n)d minutes, then try again.",
        minutes,
    )
    return TooMany(sentence % {"n": minutes}, retry_after=max(1, seconds))
