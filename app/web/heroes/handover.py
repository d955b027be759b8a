"""/heroes/{id}/handover: all that a hero has in hand; POST shows who would get it, then hands it over, in one step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from starlette.responses import Response

from app.access.handing_over import Wishes
from app.access.holdings import Holding
from app.forms import Form, bind, empty, new_key
from app.models import Hero, may
from app.models.rules import require
from app.paths import Id
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.heroes.handover_checks import refusals
from app.web.heroes.handover_page import handover_page
from app.web.heroes.shapes import HandoverForm

router = Router()


@router.get("/heroes/{hero_id}/handover")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """What they have, team by team, with a choice for each."""
    hero = ctx.access.known_hero(hero_id)
    return page(ctx, handover_page(ctx.access, hero, _holdings(ctx, hero), empty(HandoverForm)))


@router.post("/heroes/{hero_id}/handover")
def create(ctx: Ctx, hero_id: Id, form: Annotated[Form[HandoverForm], bind(HandoverForm)]) -> Response:
    """Show what would become of it; as the second step do it."""
    hero = ctx.access.known_hero(hero_id)
    if not form.errors and form.data.step == "do":
        ctx.access.hold_handover(hero)
    holdings = _holdings(ctx, hero)
    if not form.errors:
        form.errors |= refusals(ctx.access, hero, holdings, form.data)
    if form.errors:
        return swaps(ctx, otherwise=handover_page(ctx.access, hero, holdings, form), status=422)
    data = form.data
    portions = ctx.access.portions(holdings, Wishes(data.give, data.owner, frozenset(data.leave)))
    if data.step != "do":
        looked = replace(form, key=new_key())
        return swaps(ctx, otherwise=handover_page(ctx.access, hero, holdings, looked, portions))
    ctx.access.hand_over(hero, portions, deactivate=data.deactivate)
    known = ctx.access.known_heroes([hero.id])
    return swaps(ctx, otherwise=f"/heroes/{hero.id}" if known else "/heroes")


def _holdings(ctx: Ctx, hero: Hero) -> Sequence[Holding]:
    """Those that the viewer may hand over. Raises Forbidden where there are teams but none of them may be."""
    links = ctx.access.to_hand_over(hero)
    allowed = [link for link in links if may(ctx.hero, "membership.hand_over", link)]
    if links and not allowed:
        require(ctx.hero, "membership.hand_over", links[0])
    return ctx.access.holdings(allowed)
