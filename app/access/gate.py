"""What is done on both sides of the gate: giving out links, and seeing whether an e-mail is free."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from app.clock import now
from app.models import Hero, Login, OneTimeLink
from app.security import digest, new_token


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


def email_is_free(session: Session, email: str, hero: Hero) -> bool:
    """Whether this hero may sign in with the address."""
    holder = session.exec(select(Login.hero_id).where(func.lower(Login.email) == email)).first()
    return holder in {None, hero.id}
