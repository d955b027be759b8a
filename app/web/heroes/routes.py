"""/heroes: everybody; /heroes/{id}: one, and their form."""

from typing import Annotated

from starlette.responses import Response

from app.conditional import conditional
from app.forms import Form, bind
from app.i18n import _
from app.models import HeroProfile
from app.models.rules import require
from app.paths import Id, id_key
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.heroes.views import hero_form, hero_page, heroes_page
from app.web.stale import settle

router = Router()


@router.get("/heroes")
@conditional
def index(ctx: Ctx, after: str | None = None) -> Response:
    """A page of everybody whom the viewer may know."""
    return page(ctx, heroes_page(ctx.access, id_key(after)))


@router.get("/heroes/{hero_id}")
@conditional
def show(ctx: Ctx, hero_id: Id, after: str | None = None, finished_after: str | None = None) -> Response:
    """One hero."""
    hero = ctx.access.known_hero(hero_id)
    return page(ctx, hero_page(ctx.access, hero, after=id_key(after), finished_after=id_key(finished_after)))


@router.get("/heroes/{hero_id}/edit")
def edit(ctx: Ctx, hero_id: Id) -> Response:
    """The form."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.edit", hero)
    return page(ctx, hero_form(hero))


@router.put("/heroes/{hero_id}")
def update(ctx: Ctx, hero_id: Id, form: Annotated[Form[HeroProfile], bind(HeroProfile)]) -> Response:
    """Save it; ask where somebody else changed the same meanwhile."""
    hero = ctx.access.known_hero(hero_id)
    require(ctx.hero, "hero.edit", hero)
    if not form.errors and not ctx.access.handle_is_free(form.data.handle, hero):
        form.errors["handle"] = _("Somebody else has this handle. Choose another one.")
    if form.errors:
        return page(ctx, hero_form(hero, form), 422)
    values = settle(ctx.access, hero, form)
    if form.conflict:
        return page(ctx, hero_form(hero, form), 409)
    hero.edit(values, by=ctx.hero)
    return swaps(ctx, otherwise=f"/heroes/{hero.id}")
