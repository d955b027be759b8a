"""/teams/{id}/roster: who is on a team, in which role; PUT changes the role, DELETE ends the membership."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields
from typing import Annotated

from starlette.responses import Response

from app.access.rosters import InHand
from app.forms import Form, bind
from app.i18n import _
from app.models import Hero, Membership, Team, may
from app.models.rules import require
from app.paths import Id, id_key, search_words
from app.rendering import View, over_the_page, page, replace, swaps
from app.request import Ctx, Router
from app.web.deletions.views import WayOut
from app.web.stale import settle_role
from app.web.teams.roster_views import roster_page, roster_rows
from app.web.teams.shapes import RoleChange
from app.web.teams.views import TeamPage, masthead

router = Router()


@dataclass(frozen=True)
class Departure(View, template="teams/_departure.html"):
    """What it means that a hero leaves. `fixed`: they cannot, because nobody else owns the team, and `ways` are what
    can be done instead; `alone`: nobody else is on it."""

    team: Team
    hero: Hero
    in_hand: InHand
    is_me: bool
    fixed: bool
    alone: bool = False
    ways: Sequence[WayOut] = ()
    id: str = "departure"


@dataclass(frozen=True)
class DeparturePage(TeamPage, template="teams/departure.html"):
    """The same as a page."""

    departure: Departure


@dataclass(frozen=True)
class DepartureDialog(View, template="teams/_departure_dialog.html"):
    """The same over the page."""

    departure: Departure


@router.get("/teams/{team_id}/roster")
def index(ctx: Ctx, team_id: Id, after: str | None = None, q: str = "") -> Response:
    """The roster; with `q` those whom one could add are searched."""
    team = ctx.access.team(team_id)
    return page(ctx, roster_page(ctx.access, team, after=id_key(after), q=search_words(q)))


@router.put("/teams/{team_id}/roster/{hero_id}")
def update(ctx: Ctx, team_id: Id, hero_id: Id, form: Annotated[Form[RoleChange], bind(RoleChange)]) -> Response:
    """Give another role; ask where somebody else gave one meanwhile."""
    team = ctx.access.team(team_id)
    ctx.access.hold_roster(team)
    membership = ctx.access.membership(team, hero_id)
    require(ctx.hero, "membership.change_role", membership)
    values = settle_role(ctx.access, membership, form)
    if form.conflict:
        return _ask(ctx, team, membership, form)
    membership.change_role(values.get("role", membership.role), by=ctx.hero)
    there = f"/teams/{team.id}/roster#hero-{hero_id}"
    if hero_id == ctx.hero.id:  # what else they may do on this page may have changed with it
        return swaps(ctx, otherwise=there)
    (row,) = roster_rows(ctx.access, team, [ctx.access.roster_line(membership)], ctx.access.owners(team))
    return swaps(ctx, replace(row), otherwise=there)


def _ask(ctx: Ctx, team: Team, membership: Membership, form: Form[RoleChange]) -> Response:
    line = ctx.access.roster_line(membership)
    row = with_fields(roster_rows(ctx.access, team, [line], ctx.access.owners(team))[0], form=form)
    whole = roster_page(ctx.access, team)
    rows = [row, *(other for other in whole.rows if other.id != row.id)]
    return swaps(ctx, replace(row), otherwise=with_fields(whole, rows=rows), status=409)


@router.get("/teams/{team_id}/roster/{hero_id}/departure")
def preview(ctx: Ctx, team_id: Id, hero_id: Id) -> Response:
    """What taking them off the team means."""
    team = ctx.access.team(team_id)
    membership = ctx.access.membership(team, hero_id)
    require(ctx.hero, "membership.end", membership)
    fixed = list(ctx.access.owners(team)) == [hero_id]
    departure = Departure(team, membership.hero, ctx.access.in_hand(team, hero_id), hero_id == ctx.hero.id, fixed)
    if fixed:
        alone = ctx.access.roster_count(team) == 1
        departure = with_fields(departure, alone=alone, ways=_ways(ctx.hero, team, alone=alone))
    return swaps(
        ctx,
        over_the_page(DepartureDialog(departure)),
        otherwise=DeparturePage(masthead(ctx.access, team, "roster"), departure),
    )


def _ways(hero: Hero, team: Team, *, alone: bool) -> list[WayOut]:
    """What can be done instead by somebody without whom the team would have no owner."""
    address = f"/teams/{team.id}"
    ways = [
        ("membership.change_role", _("Add heroes") if alone else _("Choose another owner"), f"{address}/roster"),
        ("team.archive", _("Archive team…"), f"{address}/archival"),
        ("team.trash", _("Delete team…"), f"{address}/deletion"),
    ]
    return [WayOut(words, url) for verb, words, url in ways if may(hero, verb, team) and not team.is_private]


@router.delete("/teams/{team_id}/roster/{hero_id}")
def destroy(ctx: Ctx, team_id: Id, hero_id: Id) -> Response:
    """Take a hero off the team, or leave it; a second time does nothing."""
    leaving = hero_id == ctx.hero.id and not ctx.hero.is_admin
    if leaving and ctx.hero.role_in(team_id) is None:
        return swaps(ctx, otherwise="/teams")
    team = ctx.access.team(team_id)
    ctx.access.hold_roster(team)
    if leaving or ctx.access.is_on(team, hero_id):
        ctx.access.membership_with_work(team, hero_id).end(by=ctx.hero)
    else:
        require(ctx.hero, "team.enlist", team)
    return swaps(ctx, otherwise="/teams" if leaving else f"/teams/{team.id}/roster")
