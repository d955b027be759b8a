"""`seed`: a world to look around in, or one that is big enough to measure in."""

import secrets
from typing import Annotated

import sqlalchemy as sa
import typer
from sqlmodel import Session, col, select

from app.access import Access
from app.access.guest import Guest
from app.cli.heroes import introduce
from app.cli.parts import database, opened, plainly
from app.database import transaction
from app.grammar.outline import Item, Outline, Part
from app.i18n import _
from app.models import Hero, HeroCreate, Hue, Login, Team, TeamCreate
from app.samples import add_sample_team

AT_ONCE = 500
"""Todos per step of `--big`."""
NAME, EMAIL = "Sam Reyes", "sam@example.org"


@plainly
def seed(
    big: Annotated[int, typer.Option(min=0, help="Also make a team with so many todos.")] = 0,
) -> None:
    """Add a sample team. It is the first admin's; where nobody is yet, there is one then, with a password."""
    with opened() as (_settings, session):
        hero = session.exec(
            select(Hero).where(col(Hero.is_admin), col(Hero.trashed_at).is_(None)).order_by(col(Hero.id))
        ).first() or _first(session)
        hero_id = hero.id
        team = add_sample_team(Guest(session).enter(hero))
        typer.echo(_("%(hero)s has the team “%(team)s” now.") % {"hero": hero.name, "team": team.name})
    if big:
        with database() as (_settings, engine):
            _fill(engine, hero_id, big)


def _first(session: Session) -> Hero:
    hero = introduce(session, HeroCreate(name=NAME), is_admin=True)
    password = secrets.token_urlsafe(9)
    session.add(Login.claim(hero, EMAIL, password))
    typer.echo(_("Sign in as %(email)s with the password %(password)s") % {"email": EMAIL, "password": password})
    return hero


def _fill(engine: sa.Engine, hero_id: int, count: int) -> None:
    with transaction(engine) as session:
        access = _acting(session, hero_id)
        team = Team.add(TeamCreate(name=_("Big"), colour=Hue.SLATE), by=access.hero)
        access.add(team)
        team_id = team.id
    for start in range(1, count + 1, AT_ONCE):
        with transaction(engine) as session:
            access = _acting(session, hero_id)
            access.plant(access.team(team_id), _outline(range(start, min(start + AT_ONCE, count + 1))))
    typer.echo(_("The team “%(team)s” has %(count)s todos.") % {"team": _("Big"), "count": count})


def _acting(session: Session, hero_id: int) -> Access:
    return Guest(session).enter(session.get_one(Hero, hero_id))


def _outline(numbers: range) -> Outline:
    """Todos by number: every tenth has the nine that follow as its sub-todos, of which every third is done."""
    items = [
        Item(_title(tenth[0]), "", False, tuple(Item(_title(n), "", n % 3 == 0, ()) for n in tenth[1:]))
        for tenth in (numbers[start : start + 10] for start in range(0, len(numbers), 10))
    ]
    return Outline((Part(None, tuple(items)),), "")


def _title(number: int) -> str:
    return _("Todo number %(number)s") % {"number": number}
