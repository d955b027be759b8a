"""/heroes/{id}/cover: who covers for a hero who is away; POST arranges it, DELETE ends it before its time."""

from collections.abc import Sequence
from typing import Annotated

from starlette.responses import Response

from app.access.holdings import Holding
from app.forms import Form, bind, empty
from app.i18n import _
from app.models import Cover, Hero, may
from app.models.rules import require
from app.paths import Id
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.heroes.cover_page import cover_page
from app.web.heroes.shapes import CoverEnd, CoverForm
from app.wording import today

router = Router()


@router.get("/heroes/{hero_id}/cover")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """Who covers, and the form."""
    hero = ctx.access.known_hero(hero_id)
    return page(ctx, cover_page(ctx.access, hero, _teams(ctx, hero), empty(CoverForm)))


@router.post("/heroes/{hero_id}/cover")
def create(ctx: Ctx, hero_id: Id, form: Annotated[Form[CoverForm], bind(CoverForm)]) -> Response:
    """Have somebody cover on one team, or on all that both are on."""
    hero = ctx.access.known_hero(hero_id)
    teams = _teams(ctx, hero)
    there = _where(teams, form)
    if form.errors:
        return swaps(ctx, otherwise=cover_page(ctx.access, hero, teams, form), status=422)
    stand_in = ctx.access.known_hero(form.data.stand_in)
    for holding in there:
        Cover.arrange(holding.link, stand_in, form.data.until, by=ctx.hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


@router.delete("/heroes/{hero_id}/cover")
def destroy(ctx: Ctx, hero_id: Id, form: Annotated[Form[CoverEnd], bind(CoverEnd)]) -> Response:
    """End all that somebody does for them; a second time does nothing."""
    hero = ctx.access.known_hero(hero_id)
    _teams(ctx, hero)
    for cover in ctx.access.covered_by(hero, form.data.stand_in):
        cover.end(by=ctx.hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


def _teams(ctx: Ctx, hero: Hero) -> Sequence[Holding]:
    """Those on which the viewer may arrange it. Raises Forbidden where there are teams but none of them is."""
    links = ctx.access.to_hand_over(hero)
    allowed = [link for link in links if may(ctx.hero, "cover.arrange", link)]
    if links and not allowed:
        require(ctx.hero, "cover.arrange", links[0])
    return ctx.access.holdings(allowed)


def _where(teams: Sequence[Holding], form: Form[CoverForm]) -> list[Holding]:
    """The teams on which it shall be; none, and the form has errors, where it cannot be."""
    if form.errors:
        return []
    data = form.data
    wanted = [one for one in teams if data.team in (None, one.link.team_id)]
    there = [one for one in wanted if data.stand_in in {face.id for face in one.successors}]
    if not there:
        form.errors["stand_in"] = _("They are no member of this team. Choose somebody else, or another team.")
    if data.until < today():
        form.errors["until"] = _("This day is over. Choose today or a later one.")
    return there
