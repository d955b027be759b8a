"""/heroes/{id}/reset: an admin gives a hero who forgot their password a link behind which they choose another."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.clock import now
from app.errors import Conflict
from app.forms import Form, bind, empty
from app.models import Hero
from app.models.credentials import SecondFactorStart
from app.models.one_time_link import RESET_LASTS
from app.models.rules import require
from app.paths import Id
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.heroes.invitation import once, origin
from app.web.heroes.views import JoinLink, hero_page
from app.web.proof import asks, doubt
from app.wording import long_date

router = Router()


@dataclass(frozen=True)
class ResetPage(Page, template="heroes/reset.html"):
    """What it means, before it is done. `held` is why it cannot be."""

    hero: Hero
    form: Form[SecondFactorStart]
    asks: bool
    held: str

    section = "heroes"


@router.get("/heroes/{hero_id}/reset")
def show(ctx: Ctx, hero_id: Id) -> Response:
    """What it means."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.reset", hero)
    return page(ctx, _reset(ctx, hero, empty(SecondFactorStart)))


@router.post("/heroes/{hero_id}/reset")
def create(ctx: Ctx, hero_id: Id, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Make the link and show it, this once."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.reset", hero)
    hero.keep_reachable()

    def show_again(status: int) -> Response:
        return swaps(ctx, otherwise=_reset(ctx, hero, form), status=status)

    if refusal := doubt(ctx, form, "current_password", show_again):
        return refusal
    url = f"{origin(ctx)}{ctx.access.reset_link_for(hero)}"
    link = JoinLink(hero.first_name, url, long_date((now() + RESET_LASTS).date()))
    return once(swaps(ctx, otherwise=hero_page(ctx.access, hero, link=link)))


def _reset(ctx: Ctx, hero: Hero, form: Form[SecondFactorStart]) -> ResetPage:
    try:
        hero.keep_reachable()
    except Conflict as refusal:
        return ResetPage(hero, form, asks(ctx), refusal.message)
    return ResetPage(hero, form, asks(ctx), "")
