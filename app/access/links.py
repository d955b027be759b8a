"""One-time links: to the first account, to a password for a hero, to another password."""

from functools import partial

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access import Access, gate
from app.access.outside import Outside
from app.clock import now
from app.errors import NotFound
from app.i18n import _
from app.models import HalfSignIn, Hero, Login, OneTimeLink, SignIn, Team
from app.models.credentials import Claim, folded
from app.security import digest, hash_password


class Links(Outside):
    """Links behind which a hero chooses a password."""

    def reset_link(self, email: str) -> str:
        """The path behind which the hero with this e-mail chooses another password; what the operator gives out.

        Raises NotFound, ShutOut.
        """
        hero = self._session.exec(
            select(Hero)
            .join(Login, col(Login.hero_id) == Hero.id)
            .where(func.lower(Login.email) == folded(email), col(Hero.trashed_at).is_(None))
        ).first()
        if hero is None:
            raise NotFound(_("Nobody here signs in with %(email)s.") % {"email": email})
        gate.keep_out(hero)
        return gate.give_out(self._session, lambda token_digest: OneTimeLink.reset(hero, token_digest))

    def invited(self, token: str) -> Hero:
        """The hero whom this link lets in. Raises NotFound if it was used, has expired or never was, and where whoever
        made it answers for the hero no more."""
        return self._given(token)[0]

    def vouching(self, token: str) -> Access | None:
        """What the one reaches who made this link, and so says who its hero is; None for a link to another password,
        and where nobody made it. Raises NotFound."""
        hero, link = self._given(token)
        return None if hero.can_sign_in or link.maker is None else Access(self._session, link.maker)

    def become_one(self, token: str, into: Hero) -> None:
        """Use the link up: its hero becomes one with another, who came by it, in the name of whoever made it. Raises
        NotFound, Conflict, Forbidden."""
        hero, access = self.invited(token), self.vouching(token)
        if access is None:
            raise _closed()
        self._use_up(token)
        access.merge_heroes(hero, into)

    def _given(self, token: str) -> tuple[Hero, OneTimeLink]:
        found = self._session.exec(
            select(Hero, OneTimeLink)
            .join(OneTimeLink, col(OneTimeLink.hero_id) == Hero.id)
            .where(*_open(token), *gate.admitted())
        ).first()
        if found is None or found[1].orphaned:
            raise _closed()
        return found

    def _use_up(self, token: str) -> None:
        used = self._session.connection().execute(sa.update(OneTimeLink).where(*_open(token)).values(used_at=now()))
        if not used.rowcount:
            raise _closed()

    def email_is_free(self, email: str, hero: Hero | None = None) -> bool:
        """Whether this hero, or with none somebody new, may sign in with the address."""
        return gate.email_is_free(self._session, email, hero)

    def claim(self, token: str, data: Claim) -> Hero:
        """Use the link up: give its hero this e-mail, which must be free, and password, and end their other sign-ins.

        Raises NotFound.
        """
        self.invited(token)
        password_hash = self.aside(partial(hash_password, data.password))
        hero = self.invited(token)
        self._use_up(token)
        access = self.enter(hero)
        self._session.add(Login.take_over(hero, data.email, password_hash))
        self._session.execute(sa.delete(SignIn).where(col(SignIn.hero_id) == hero.id))
        self._session.execute(sa.delete(HalfSignIn).where(col(HalfSignIn.hero_id) == hero.id))
        if not any(link.team.private_to == hero.id for link in hero.memberships):
            access.add(Team.own(hero))
        return hero


def _open(token: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(OneTimeLink.token_digest) == digest(token),
        col(OneTimeLink.used_at).is_(None),
        col(OneTimeLink.expires_at) > now(),
    )


def _closed() -> NotFound:
    return NotFound(_("This link has been used, or it has expired. Ask the one who gave it to you for a new one."))
