"""What is done on both sides of the gate: links, which e-mails and handles are free, and the second door."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from app.clock import now
from app.errors import ShutOut
from app.i18n import _
from app.models import HalfSignIn, Hero, KnownBrowser, Login, OneTimeLink, RecoveryCode, SecondFactor, SignIn
from app.models.naming import HANDLE_MAX, handle_from
from app.security import digest, new_token

NUMBER = 5
"""Characters that the number of a handle may take, its hyphen counted."""


def give_out(session: Session, make: Callable[[str], OneTimeLink]) -> str:
    """The path of a new link, which takes the place of the hero's earlier ones; those that have expired go too.

    `make` is given the digest of the token: the token itself is in the path alone.
    """
    token = new_token()
    link = make(digest(token))
    earlier = sa.and_(col(OneTimeLink.hero_id).is_not(None), col(OneTimeLink.hero_id) == link.hero_id)
    session.execute(sa.delete(OneTimeLink).where(sa.or_(earlier, col(OneTimeLink.expires_at) < now())))
    session.add(link)
    return f"/join/{token}"


def email_is_free(session: Session, email: str, hero: Hero | None) -> bool:
    """Whether this hero, or with none somebody new, may sign in with the address."""
    holder = session.exec(select(Login.hero_id).where(func.lower(Login.email) == email)).first()
    return holder is None or (hero is not None and holder == hero.id)


def admitted() -> tuple[sa.ColumnElement[bool], ...]:
    """That a hero may come in at all: what every way in asks."""
    return col(Hero.trashed_at).is_(None), col(Hero.deactivated_at).is_(None)


def keep_out(hero: Hero) -> None:
    """Raise ShutOut where a hero who has shown who they are may not come in."""
    if hero.deactivated:
        raise ShutOut(
            _("%(hero)s is deactivated and cannot sign in. Ask an admin of this Sidekick.") % {"hero": hero.name}
        )


def sign_out(session: Session, hero: Hero, but: SignIn | None = None) -> None:
    """End a hero's sign-ins, all or all but one, the half ones too, and the links that were given out for them; no
    browser is known any more."""
    others = col(SignIn.id) != but.id if but is not None else sa.true()
    session.execute(sa.delete(SignIn).where(col(SignIn.hero_id) == hero.id, others))
    session.execute(sa.delete(HalfSignIn).where(col(HalfSignIn.hero_id) == hero.id))
    session.execute(sa.delete(KnownBrowser).where(col(KnownBrowser.hero_id) == hero.id))
    end_links(session, hero)


def end_links(session: Session, hero: Hero) -> None:
    """End the links with which somebody could choose another password for a hero."""
    session.execute(sa.delete(OneTimeLink).where(col(OneTimeLink.hero_id) == hero.id))


def free_handle(session: Session, name: str) -> str:
    """The handle that a name suggests, with a number where it is taken."""
    wanted = handle_from(name)
    stem = wanted[: HANDLE_MAX - NUMBER].strip("-")
    taken = set(session.exec(select(Hero.handle).where(col(Hero.handle).startswith(stem, autoescape=True))))
    return next(
        handle
        for handle in (wanted if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 3))
        if handle not in taken
    )


def asks_for_code(session: Session, hero: Hero) -> bool:
    """Whether the password alone does not let this hero in."""
    on = select(SecondFactor.id).where(SecondFactor.hero_id == hero.id, col(SecondFactor.on_since).is_not(None))
    return session.exec(on).first() is not None


def drop_second_factor(session: Session, hero: Hero) -> None:
    """From now on the password alone lets this hero in."""
    session.execute(sa.delete(SecondFactor).where(col(SecondFactor.hero_id) == hero.id))
    session.execute(sa.delete(RecoveryCode).where(col(RecoveryCode.hero_id) == hero.id))
