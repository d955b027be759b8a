"""/login/code: the second door, behind which a hero who wants it is asked for a code."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.errors import TooMany
from app.forms import Form, bind, empty
from app.i18n import _
from app.models import HalfSignIn
from app.models.credentials import SecondStep
from app.models.sign_in_try import Outcome
from app.rendering import OpenPage, elsewhere, open_page
from app.request import OpenCtx, Router
from app.web.entrance import browser_token, note_try, own_path, sender
from app.web.kept import kept_in
from app.web.login.admission import Visit, enter, half_cookie, half_token
from app.web.login.routes import ask_again

router = Router()


@dataclass(frozen=True)
class CodePage(OpenPage, template="login/code.html"):
    """The form for a code."""

    form: Form[SecondStep]
    name: str


@router.get("/login/code")
def show(ctx: OpenCtx) -> Response:
    """The form, for a browser in which the password was given."""
    half = ctx.guest.half_sign_in(half_token(ctx.request, ctx.settings))
    if half is None:
        return elsewhere(ctx.request, "/login")
    if half.expired:
        return _too_late(ctx, half)
    return open_page(CodePage(empty(SecondStep), half.hero.first_name))


@router.post("/login/code")
def create(ctx: OpenCtx, form: Annotated[Form[SecondStep], bind(SecondStep)]) -> Response:
    """Sign in with a code that was not used before."""
    half = ctx.guest.half_sign_in(half_token(ctx.request, ctx.settings))
    if half is None:
        return elsewhere(ctx.request, "/login")
    if half.expired:
        return _too_late(ctx, half)
    hero, visit = half.hero, _visit(half)
    if not form.errors and not (form.data.code or form.data.recovery):
        form.errors["code"] = _("This is still empty. Write something here.")
    if form.errors:
        return open_page(CodePage(form, hero.first_name), 422)
    try:
        passed = ctx.guest.pass_second_door(
            half, form.data.code, form.data.recovery, sender(ctx.request), browser_token(ctx.request)
        )
    except TooMany as refusal:
        note_try(ctx, Outcome.THROTTLED, hero)
        form.errors[""] = refusal.message
        response = open_page(CodePage(form, hero.first_name), 429)
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    if not passed:
        note_try(ctx, Outcome.WRONG_CODE, hero)
        return _refused(form, hero.first_name)
    response = enter(ctx, hero, visit)
    response.delete_cookie(half_cookie(ctx.settings), secure=ctx.settings.secure, httponly=True, samesite="lax")
    return response


def _refused(form: Form[SecondStep], name: str) -> Response:
    if form.data.recovery:
        form.errors["recovery"] = _("This is not one of your recovery codes, or it has been used.")
    else:
        form.errors["code"] = _("This is not the code of now. Each one works once: wait for the next.")
    return open_page(CodePage(form, name), 422)


def _visit(half: HalfSignIn) -> Visit:
    return Visit(own_path(half.there), half.stays, kept_in(half.kept))


def _too_late(ctx: OpenCtx, half: HalfSignIn) -> Response:
    reason = _("That took too long. Sign in again: what you typed is kept.") if half.kept else _("That took too long.")
    return ask_again(ctx.request, _visit(half), reason)
