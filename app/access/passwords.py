"""Proving who one is with a password, and how often one may guess."""

from datetime import datetime
from functools import partial
from math import ceil
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from app.access.gate import keep_out
from app.access.known_browsers import KnownBrowsers
from app.clock import now
from app.errors import TooMany
from app.i18n import ngettext
from app.models import Attempt, Hero, Login, SignIn
from app.models.attempt import WINDOW, network
from app.security import digest, hash_password, needs_rehash, verify_password

T = TypeVar("T")
TRIES = 5
TRIES_UNDER_ATTACK = 3
ATTACK = 50
TRIES_PER_ADDRESS = 30


class Place(NamedTuple):
    """Where somebody tries from: an address, or (`known`) a browser in which the hero has signed in before."""

    name: str
    known: bool = False


class Passwords(KnownBrowsers):
    """Passwords, with a limit on guesses.

    Within 15 minutes, one address may fail 5 times with one account and 30 times in all. When an account has seen 50
    failures, wherever they came from, each address may fail with it 3 times. So whoever guesses with many machines
    pays a machine for a few guesses. Failures count even for unknown accounts, so that the limit tells nothing either.

    The owner is never locked out by others: a browser in which they have signed in before has its own 5 tries, whatever
    happens elsewhere; so has one in which they are signed in.
    """

    def prove(self, email: str, password: str, sender: str, browser: str = "") -> Hero | None:
        """The hero with this e-mail and password, or None; `browser` is the token by which it is recognised.

        Raises TooMany, ShutOut. Ends the transaction and begins another.
        """
        login = self._checked(email, password, self._place(self._knows_by(email, browser), sender, browser))
        if login is not None:
            keep_out(login.hero)
        return login.hero if login else None

    def confirm(self, sign_in: SignIn, password: str) -> bool:
        """Whether a hero who is signed in knows their password; this browser is not asked again for a while.

        Raises TooMany. Ends the transaction and begins another.
        """
        login = self._checked(sign_in.hero.login.email, password, Place(digest(f"sign-in {sign_in.id}"), known=True))
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
        self._fail("", Place(sender))

    def _place(self, known: bool, sender: str, browser: str) -> Place:
        return Place(digest(browser), known=True) if known else Place(sender)

    def _checked(self, email: str, password: str, place: Place) -> Login | None:
        self._let_try(email, place)
        stored = self._stored(email)
        proven, anew = self.aside(partial(_verified, stored, password))
        self._let_try(email, place)  # others may have guessed meanwhile
        if self._stored(email) != stored or not proven:
            self._fail(email, place)
            return None
        login = self._session.exec(_with(select(Login), email)).one()
        if anew is not None:
            login.change_password(anew)
        self._forgive(email, place)
        return login

    def _fail(self, account: str, place: Place) -> None:
        self._session.execute(sa.delete(Attempt).where(col(Attempt.at) < now() - WINDOW))
        self._session.add(Attempt.fail(account, place.name))
        self._session.flush()

    def _forgive(self, account: str, place: Place) -> None:
        self._session.execute(sa.delete(Attempt).where(*_between(account, place)))

    def _login(self, email: str) -> Login | None:
        return self._session.exec(_with(select(Login), email)).first()

    def _stored(self, email: str) -> str | None:
        # The hash alone: to make a Login of it would take time that tells whether there is one.
        return self._session.exec(_with(select(col(Login.password_hash)), email)).first()

    def _let_try(self, account: str, place: Place) -> None:
        attacked = not place.known and self._last_but(ATTACK, col(Attempt.account) == digest(account)) is not None
        limits = [self._last_but(TRIES_UNDER_ATTACK if attacked else TRIES, *_between(account, place))]
        if not place.known:
            limits.append(self._last_but(TRIES_PER_ADDRESS, col(Attempt.address) == network(place.name)))
        used_up = [at for at in limits if at is not None]
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


def _with(found: SelectOfScalar[T], email: str) -> SelectOfScalar[T]:
    living = col(Hero.trashed_at).is_(None)
    return found.join(Hero, col(Hero.id) == Login.hero_id).where(func.lower(Login.email) == email, living)


def _between(account: str, place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    return col(Attempt.account) == digest(account), col(Attempt.address) == network(place.name)


def too_many(seconds: int) -> TooMany:
    """The refusal to try again before so many seconds have passed."""
    minutes = max(1, ceil(seconds / 60))
    sentence = ngettext(
        "That was tried too often. Wait %(n)d minute, then try again.",
        "That was tried too often. Wait %(n)d minutes, then try again.",
        minutes,
    )
    return TooMany(sentence % {"n": minutes}, retry_after=max(1, seconds))
