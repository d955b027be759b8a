"""POST /teams/{id}/roster: people join a team, new ones by their names, known ones by a tick or their e-mail."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import ValidationError
from starlette.responses import Response

from app.forms import Form, bind, sentence
from app.i18n import _
from app.models import Hero, HeroCreate, Team
from app.models.rules import require
from app.paths import Id
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.heroes.invitation import once, origin
from app.web.heroes.views import join_link
from app.web.teams.roster_views import on_already, roster_page
from app.web.teams.shapes import RECRUITS_MAX, Recruits

router = Router()


@dataclass
class Outcome:
    """Who joined, who was there before, and the new hero to whom a link goes."""

    joined: list[Hero] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    invited: Hero | None = None


@router.post("/teams/{team_id}/roster")
def create(ctx: Ctx, team_id: Id, form: Annotated[Form[Recruits], bind(Recruits)]) -> Response:
    """Put them on the team; a new hero with an e-mail gets a link, which is shown once."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.enlist", team)
    outcome = Outcome() if form.errors else _recruit(ctx, team, form)
    if form.errors:
        return page(ctx, roster_page(ctx.access, team, form=form), 422)
    said = on_already(outcome.there)
    if outcome.invited is not None:
        link = join_link(ctx.access, outcome.invited, origin(ctx), ctx.settings)
        return once(page(ctx, roster_page(ctx.access, team, said=said, link=link)))
    if said:
        return page(ctx, roster_page(ctx.access, team, said=said))
    return swaps(ctx, otherwise=f"/teams/{team.id}/roster#hero-{outcome.joined[0].id}")


def _recruit(ctx: Ctx, team: Team, form: Form[Recruits]) -> Outcome:
    if form.data.picking:
        return _pick(ctx, team, form)
    names = _names(form)
    if form.data.email and not form.errors:
        return _by_email(ctx, team, form, names)
    if not names:
        form.errors.setdefault("names", _("This is still empty. Write something here."))
    return Outcome() if form.errors else _by_name(ctx, team, form.data, names)


def _pick(ctx: Ctx, team: Team, form: Form[Recruits]) -> Outcome:
    outcome = Outcome()
    for hero in ctx.access.known_heroes(form.data.heroes):
        _enlist(ctx, team, hero, form.data, outcome)
    if not outcome.joined and not outcome.there:
        form.errors[""] = _("Nobody is chosen. Tick one or more of them.")
    return outcome


def _by_email(ctx: Ctx, team: Team, form: Form[Recruits], names: list[str]) -> Outcome:
    outcome = Outcome()
    email = str(form.data.email)
    known = ctx.access.hero_with_email(email)
    if known is not None and known.trashed:
        form.errors["email"] = _("Somebody in the trash has this address. Restore them, or use another one.")
    elif known is not None and len(names) <= 1:
        _enlist(ctx, team, known, form.data, outcome)
    elif len(names) == 1:
        outcome.invited = ctx.access.introduce(team, names[0], form.data.role, email)
        outcome.joined.append(outcome.invited)
    elif names:
        form.errors["names"] = _("An email goes with one name. Write one, or leave the email out.")
    else:
        form.errors["names"] = _("Nobody here has this address yet. Write their name too.")
    return outcome


def _by_name(ctx: Ctx, team: Team, data: Recruits, names: list[str]) -> Outcome:
    there = ctx.access.names_on(team, names)
    new = {name.casefold(): name for name in reversed(names) if name not in there}
    joined = [ctx.access.introduce(team, name, data.role) for name in reversed(new.values())]
    return Outcome(joined, [name for name in names if name in there])


def _enlist(ctx: Ctx, team: Team, hero: Hero, data: Recruits, outcome: Outcome) -> None:
    if hero.role_in(team.id) is not None:
        outcome.there.append(hero.first_name)
        return
    team.enlist(hero, data.role, by=ctx.hero)
    outcome.joined.append(hero)


def _names(form: Form[Recruits]) -> list[str]:
    lines = [line for line in form.data.names.splitlines() if line.strip()]
    if len(lines) > RECRUITS_MAX:
        form.errors["names"] = _("These are more than %(max)d names. Add the rest afterwards.") % {"max": RECRUITS_MAX}
        return []
    try:
        return [HeroCreate(name=line).name for line in lines]
    except ValidationError as error:
        form.errors["names"] = sentence(error.errors()[0])
        return []
