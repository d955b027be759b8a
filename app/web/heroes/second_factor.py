"""/heroes/{id}/second-factor: an admin takes two-step sign-in off a hero whose phone is lost."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.errors import NotFound
from app.forms import Form, bind, empty
from app.models import Hero
from app.models.credentials import SecondFactorStart
from app.models.rules import require
from app.paths import Id
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.proof import asks, doubt

router = Router()


@dataclass(frozen=True)
class LostPage(Page, template="heroes/second_factor.html"):
    """What it means, before it is done."""

    hero: Hero
    form: Form[SecondFactorStart]
    asks: bool

    section = "heroes"


@router.get("/heroes/{hero_id}/second-factor/deletion")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """What it means."""
    return page(ctx, LostPage(_locked_out(ctx, hero_id), empty(SecondFactorStart), asks(ctx)))


@router.delete("/heroes/{hero_id}/second-factor")
def destroy(ctx: Ctx, hero_id: Id, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Let the hero in with the password alone."""
    hero = _locked_out(ctx, hero_id)
    view = LostPage(hero, form, asks(ctx))
    if refusal := doubt(ctx, form, "current_password", lambda status: swaps(ctx, otherwise=view, status=status)):
        return refusal
    ctx.access.take_second_factor_off(hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")


def _locked_out(ctx: Ctx, hero_id: int) -> Hero:
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.unlock", hero)
    if not ctx.access.loses_second_factor(hero):
        raise NotFound()
    return hero
