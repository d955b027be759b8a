"""Who is mailed, and how often: nobody's mailbox is filled by way of us."""

from collections.abc import Callable
from math import ceil
from typing import TypeVar

from sqlmodel import col, func, select

from app.access import gate
from app.access.passwords import Passwords, Place, too_many
from app.clock import now
from app.models import Attempt, Hero, Login, OneTimeLink
from app.models.attempt import WINDOW, network
from app.models.one_time_link import MAILED_LASTS
from app.security import digest

T = TypeVar("T")
MAILS_PER_HERO = 20
RESETS_PER_ACCOUNT = 3
MAILBOX = Place("mailbox")
"""Stands in the place of the sender's address, so that mails do not count as guesses of anybody's."""


class Mails(Passwords):
    """Mails are counted like guesses, by quarters of an hour."""

    def mail(self, hero: Hero, send: Callable[[], T]) -> T:
        """Send a mail for this hero. Raises TooMany. Ends the transaction and begins another."""
        account = f"mails of {hero.id}"
        used_up = self._last_but(MAILS_PER_HERO, col(Attempt.account) == digest(account))
        if used_up is not None:
            raise too_many(ceil((used_up + WINDOW - now()).total_seconds()))
        done = self.aside(send)
        self._fail(account, MAILBOX)
        return done

    def ask_for_reset(self, sender: str) -> None:
        """Count that this address asked for a link by mail, whoever's; apart from what it guesses. Raises TooMany."""
        asking = f"mail for {network(sender)}"
        self.let_guess(asking)
        self.guessed_wrong(asking)

    def reset_by_mail(self, email: str) -> tuple[Hero, str] | None:
        """Who signs in with this address, and the path behind which they choose another password within an hour.

        None where nobody does, and where they were mailed a few times lately: the last link still works.
        """
        hero = self._session.exec(
            select(Hero)
            .join(Login, col(Login.hero_id) == Hero.id)
            .where(
                func.lower(Login.email) == email,
                col(Login.password_hash).is_not(None),
                *gate.admitted(),
            )
        ).first()
        mailbox = f"mailbox of {email}"
        if hero is None or self._last_but(RESETS_PER_ACCOUNT, col(Attempt.account) == digest(mailbox)) is not None:
            return None
        self._fail(mailbox, MAILBOX)
        return hero, gate.give_out(
            self._session, lambda token_digest: OneTimeLink.reset(hero, token_digest, MAILED_LASTS)
        )
