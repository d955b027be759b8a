"""/login: signing in with the password."""

from dataclasses import dataclass
from typing import Annotated

from starlette.requests import Request
from starlette.responses import Response

from app.ceremonies import Site
from app.errors import ShutOut, TooMany
from app.forms import Form, bind, empty
from app.i18n import _
from app.models.credentials import Credentials
from app.models.sign_in_try import Outcome
from app.paths import back_to
from app.rendering import OpenPage, elsewhere, open_page
from app.request import OpenCtx, Router, inhabited
from app.settings import Settings
from app.web.entrance import HOME, browser_token, note_try, own_path, sender
from app.web.kept import kept_from, kept_in
from app.web.login.admission import Visit, admit

router = Router()


@dataclass(frozen=True)
class SignInPage(OpenPage, template="login/show.html"):
    """The form to sign in; `reason` says why it came unasked, `mails` whether a lost password is replaced by mail,
    `passkeys` whether browsers show such at this address."""

    form: Form[Credentials]
    mails: bool
    passkeys: bool
    reason: str


@router.get("/login")
def show(ctx: OpenCtx, next: str = "") -> Response:
    """The form; whoever is signed in goes on to `next`, a path of ours."""
    if ctx.hero is not None:
        return elsewhere(ctx.request, own_path(next))
    if not inhabited(ctx.request, ctx.guest):
        return elsewhere(ctx.request, "/welcome")
    return open_page(sign_in_page(ctx.request, empty(Credentials, next=next, keep="on")))


@router.post("/login")
def create(ctx: OpenCtx, form: Annotated[Form[Credentials], bind(Credentials)]) -> Response:
    """Sign in, or go on to the second door. A wrong password and an unknown e-mail get the same answer."""
    if not inhabited(ctx.request, ctx.guest):
        return elsewhere(ctx.request, "/welcome")
    if form.errors:
        return open_page(sign_in_page(ctx.request, form), 422)
    try:
        hero = ctx.guest.prove(form.data.email, form.data.password, sender(ctx.request), browser_token(ctx.request))
    except TooMany as refusal:
        note_try(ctx, Outcome.THROTTLED, email=form.data.email)
        return _refused(ctx, form, refusal.message, 429, {"Retry-After": str(refusal.retry_after)})
    except ShutOut as refusal:
        note_try(ctx, Outcome.DEACTIVATED, email=form.data.email)
        return _refused(ctx, form, refusal.message, refusal.status, {})
    if hero is None:
        note_try(ctx, Outcome.WRONG_PASSWORD, email=form.data.email)
        return _refused(ctx, form, _("That email and password do not match. Check both."), 422, {})
    return admit(ctx, hero, Visit(own_path(form.data.next), form.data.keep, kept_in(form.data.kept)))


def sign_in_page(request: Request, form: Form[Credentials], reason: str = "") -> SignInPage:
    """The form with the ways in that there are at this address."""
    settings: Settings = request.app.state.settings
    return SignInPage(form, settings.mails, Site.at(settings.public_url or str(request.base_url)).can, reason)


def ask(request: Request) -> Response:
    """The answer to a form of somebody whose sign-in has ended: the way back in, with what was typed."""
    kept = kept_from(request)
    reason = _("You were signed out. Sign in again: what you typed is kept.") if kept else _("Sign in first.")
    return ask_again(request, Visit(own_path(back_to(request, HOME)), stays=True, kept=kept), reason)


def ask_again(request: Request, visit: Visit, reason: str) -> Response:
    """The form to sign in, which leads on to where this visit was going."""
    kept = visit.kept.model_dump_json() if visit.kept else ""
    form = empty(Credentials, next=visit.there, keep="on" if visit.stays else "", kept=kept)
    return open_page(sign_in_page(request, form, reason), 401)


def _refused(ctx: OpenCtx, form: Form[Credentials], sentence: str, status: int, headers: dict[str, str]) -> Response:
    form.errors[""] = sentence
    response = open_page(sign_in_page(ctx.request, form), status)
    response.headers.update(headers)
    return response
