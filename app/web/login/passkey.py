"""/login/passkey: coming in by a passkey, past both doors. The challenge is fetched by the script that hands it on."""

from typing import Annotated

from starlette.requests import Request
from starlette.responses import Response

from app import ceremonies
from app.access.passkeys import challenge_of
from app.ceremonies import Site
from app.errors import ShutOut, TooMany
from app.forms import Form, bind, empty
from app.i18n import _
from app.models.credentials import Credentials
from app.models.passkey import PasskeyAnswer
from app.models.sign_in_try import Outcome
from app.rendering import open_page
from app.request import Ctx, OpenCtx, Router, cookie_name
from app.settings import Settings
from app.web.entrance import note_try, own_path, sender
from app.web.kept import kept_in
from app.web.login.admission import Visit, enter
from app.web.login.routes import sign_in_page

router = Router()


@router.post("/login/passkey/challenge")
def create_challenge(ctx: OpenCtx) -> Response:
    """A challenge for this browser, to be answered once within five minutes."""
    token = ctx.guest.challenge(None, held_token(ctx.request, ctx.settings))
    asked = ceremonies.to_show(site(ctx), challenge_of(token))
    return with_token(Response(asked, media_type="application/json"), token, ctx.settings)


@router.post("/login/passkey")
def create(ctx: OpenCtx, form: Annotated[Form[PasskeyAnswer], bind(PasskeyAnswer)]) -> Response:
    """Sign in by the device's answer to the challenge."""
    token = held_token(ctx.request, ctx.settings)
    if form.errors or not ctx.guest.take_up(token, None):
        return _refused(ctx, form, _("That took too long, or was begun in another window. Try again."), 422)
    try:
        hero = ctx.guest.come_in(site(ctx), token, form.data.answer, sender(ctx.request))
    except TooMany as refusal:
        note_try(ctx, Outcome.THROTTLED)
        response = _refused(ctx, form, refusal.message, 429)
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    except ShutOut as refusal:
        note_try(ctx, Outcome.DEACTIVATED)
        return _refused(ctx, form, refusal.message, refusal.status)
    if hero is None:
        note_try(ctx, Outcome.WRONG_PASSKEY)
        sentence = _("This passkey does not open anything here. Try another one, or sign in with your password.")
        return _refused(ctx, form, sentence, 422)
    return enter(ctx, hero, Visit(own_path(form.data.next), form.data.keep, kept_in(form.data.kept)))


def site(ctx: Ctx | OpenCtx) -> Site:
    """Who we are for browsers: the address under which people come here."""
    return Site.at(ctx.settings.public_url or str(ctx.request.base_url))


def held_token(request: Request, settings: Settings) -> str:
    """The token of the challenge that a browser holds; empty without one."""
    return request.cookies.get(_cookie(settings), "")


def with_token(response: Response, token: str, settings: Settings) -> Response:
    """The answer, with the token of a challenge for its browser; it is kept nowhere else."""
    response.set_cookie(
        _cookie(settings), token, max_age=ceremonies.PATIENCE, secure=settings.secure, httponly=True, samesite="lax"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _cookie(settings: Settings) -> str:
    return f"{cookie_name(settings)}-passkey"


def _refused(ctx: OpenCtx, form: Form[PasskeyAnswer], sentence: str, status: int) -> Response:
    typed = {name: form.values[name] for name in ("keep", "next", "kept")}
    again = empty(Credentials, **typed)
    again.errors[""] = sentence
    return open_page(sign_in_page(ctx.request, again), status)
