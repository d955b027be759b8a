"""/settings: the page, the profile and the theme."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.i18n import _
from app.models import HeroUpdate
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.help.keys import switched_off
from app.web.settings.views import KeysChoice, ThemeChoice, ThemePart, profile_part, settings_page, show_again
from app.web.stale import settle

router = Router()


@router.get("/settings")
def show(ctx: Ctx, saved: str = "") -> Response:
    """Everything that a hero can set about themselves."""
    return page(ctx, settings_page(ctx, saved))


@router.put("/settings/profile")
def update_profile(ctx: Ctx, form: Annotated[Form[HeroUpdate], bind(HeroUpdate)]) -> Response:
    """Save the profile; what somebody else changed meanwhile stays, and what both changed is asked about."""
    if not form.errors and not ctx.access.handle_is_free(form.data.handle):
        form.errors["handle"] = _("Somebody else goes by this handle. Add a letter or a number.")
    if form.errors:
        return show_again(ctx, profile_part(ctx.hero, form), 422)
    values = settle(ctx.access, ctx.hero, form)
    if form.conflict:
        return show_again(ctx, profile_part(ctx.hero, form), 409)
    ctx.hero.edit(values, by=ctx.hero)
    return swaps(ctx, otherwise="/settings")


@router.put("/settings/theme")
def update_theme(ctx: Ctx, form: Annotated[Form[ThemeChoice], bind(ThemeChoice)]) -> Response:
    """Light, dark or as the system says."""
    if form.errors:
        return show_again(ctx, ThemePart(form), 422)
    ctx.hero.choose_theme(form.data.theme, by=ctx.hero)
    return swaps(ctx, otherwise="/settings")


@router.put("/settings/keys")
def update_keys(ctx: Ctx, form: Annotated[Form[KeysChoice], bind(KeysChoice)]) -> Response:
    """Whether single keys do something, and which."""
    off = switched_off(ctx.hero.keys_off, form.data.shown, form.data.working)
    ctx.hero.choose_keys(form.data.single_keys, by=ctx.hero, off=off)
    return swaps(ctx, otherwise="/settings#settings-keys")
