"""/sign-in and /sign-ins: signing out, here, everywhere, or one browser from afar."""

from starlette.responses import Response

from app.paths import Id
from app.rendering import elsewhere, replace, swaps
from app.request import Ctx, Router
from app.web.entrance import see_off
from app.web.settings.devices import devices
from app.web.settings.views import SignInsPart

router = Router()


@router.delete("/sign-in")
def destroy_own(ctx: Ctx) -> Response:
    """Sign out here."""
    ctx.access.end(ctx.sign_in)
    return see_off(ctx, elsewhere(ctx.request, "/login"))


@router.delete("/sign-ins")
def destroy_all(ctx: Ctx) -> Response:
    """Sign out everywhere."""
    ctx.access.end_all()
    return see_off(ctx, elsewhere(ctx.request, "/login"))


@router.delete("/sign-ins/{sign_in_id}")
def destroy(ctx: Ctx, sign_in_id: Id) -> Response:
    """Sign one browser out."""
    sign_in = ctx.access.own_sign_in(sign_in_id)
    if sign_in.id == ctx.sign_in.id:
        return destroy_own(ctx)
    ctx.access.end(sign_in)
    part = SignInsPart(devices(ctx.access, ctx.sign_in))
    return swaps(ctx, replace(part), otherwise="/settings#settings-sign-ins")
