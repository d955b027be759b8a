"""/heroes/{id}/rights: what it means to be an admin; POST makes a hero one, DELETE a hero like any other."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.errors import Conflict
from app.forms import Form, bind, empty
from app.i18n import _
from app.models import Hero
from app.models.credentials import SecondFactorStart
from app.models.rules import require
from app.paths import Id
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.proof import asks, doubt

router = Router()


@dataclass(frozen=True)
class RightsPage(Page, template="heroes/rights.html"):
    """What it means, before it is done. `held` is why it cannot be."""

    hero: Hero
    form: Form[SecondFactorStart]
    asks: bool
    held: str

    section = "heroes"


@router.get("/heroes/{hero_id}/rights")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """What becomes of the hero."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.appoint", hero)
    return page(ctx, _rights(ctx, hero, empty(SecondFactorStart)))


@router.post("/heroes/{hero_id}/rights")
def create(ctx: Ctx, hero_id: Id, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Make them an admin."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.appoint", hero)
    hero.keep_reachable()
    if refusal := _doubt(ctx, hero, form):
        return refusal
    ctx.access.appoint(hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


@router.delete("/heroes/{hero_id}/rights")
def destroy(ctx: Ctx, hero_id: Id, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Make them a hero like any other."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.dismiss", hero)
    if refusal := _doubt(ctx, hero, form):
        return refusal
    ctx.access.dismiss(hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


def _doubt(ctx: Ctx, hero: Hero, form: Form[SecondFactorStart]) -> Response | None:
    def show_again(status: int) -> Response:
        return swaps(ctx, otherwise=_rights(ctx, hero, form), status=status)

    return doubt(ctx, form, "current_password", show_again)


def _rights(ctx: Ctx, hero: Hero, form: Form[SecondFactorStart]) -> RightsPage:
    return RightsPage(hero, form, asks(ctx), _held(ctx, hero))


def _held(ctx: Ctx, hero: Hero) -> str:
    if hero.is_admin:
        return _("You cannot take your own rights. Another admin can.") if hero.id == ctx.hero.id else ""
    try:
        hero.keep_reachable()
    except Conflict as refusal:
        return refusal.message
    return ""
