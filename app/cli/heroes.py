"""`hero`: people, for the one who runs this Sidekick."""

from typing import Annotated

import typer
from pydantic import TypeAdapter
from sqlmodel import Session

from app.access import Access
from app.access.gate import email_is_free, give_out
from app.access.guest import Guest
from app.cli.parts import new_cli, opened, plainly
from app.errors import Conflict
from app.i18n import _
from app.models import Hero, HeroCreate, Login, OneTimeLink, Team
from app.models.credentials import Email
from app.models.naming import handle_from

cli = new_cli("Add heroes, and let them in again.")


@cli.command()
@plainly
def add(
    name: Annotated[str, typer.Argument(help="What others call them.")],
    email: Annotated[str, typer.Option(help="Give them a login with this email address.")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="Let them see and change everything here.")] = False,
) -> None:
    """Add a hero. With --email or --admin it prints a link behind which they choose a password, once."""
    data = HeroCreate.model_validate({"name": name})
    address = TypeAdapter(Email).validate_python(email) if email else ""
    with opened() as (settings, session):
        hero = introduce(session, data, is_admin=admin)
        typer.echo(_("%(name)s is here, as @%(handle)s.") % {"name": hero.name, "handle": hero.handle})
        if address:
            _give_login(session, hero, address)
        if address or admin:
            path = give_out(session, lambda token_digest: OneTimeLink.reset(hero, token_digest))
            _say_link(f"{settings.origin}{path}")


@cli.command("reset-password")
@plainly
def reset_password(email: Annotated[str, typer.Argument(help="The address that they sign in with.")]) -> None:
    """Print a link to another password. It works once, within 24 hours."""
    with opened() as (settings, session):
        _say_link(f"{settings.origin}{Guest(session).reset_link(email)}")


@cli.command("reset-second-factor")
@plainly
def reset_second_factor(email: Annotated[str, typer.Argument(help="The address that they sign in with.")]) -> None:
    """Turn two-step sign-in off for somebody whose phone and recovery codes are lost."""
    with opened() as (_settings, session):
        hero, asked = Guest(session).lose_second_factor(email)
    if asked:
        typer.echo(_("From now on the password alone lets %(name)s in.") % {"name": hero.name})
    else:
        typer.echo(_("%(name)s has no two-step sign-in. Nothing was changed.") % {"name": hero.name})


def introduce(session: Session, data: HeroCreate, *, is_admin: bool) -> Hero:
    """A hero with a free handle and a team of their own, whom nobody but the operator introduces."""
    wanted = Hero.introduce(data, handle=handle_from(data.name))
    hero = Hero.introduce(data, handle=Access(session, wanted).free_handle(data.name), is_admin=is_admin)
    session.add(hero)
    Guest(session).enter(hero).add(Team.own(hero))
    return hero


def _give_login(session: Session, hero: Hero, email: str) -> None:
    if not email_is_free(session, email, hero):
        raise Conflict(
            _("Somebody else signs in with %(email)s. Choose another address. Nothing was saved.") % {"email": email}
        )
    session.add(Login.reserve(hero, email))
    session.flush()


def _say_link(link: str) -> None:
    typer.echo(_("Behind this link they choose a password, once and within 24 hours:"))
    typer.echo(link)
