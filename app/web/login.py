"""/login: signing in."""

from dataclasses import dataclass
from typing import Annotated

from starlette.requests import Request
from starlette.responses import Response

from app.errors import TooMany
from app.forms import Form, bind, empty
from app.i18n import _
from app.models.credentials import Credentials
from app.paths import back_to
from app.rendering import OpenPage, elsewhere, open_page
from app.request import OpenCtx, Router, inhabited
from app.web.entrance import HOME, let_in, own_path, sender
from app.web.kept import Kept, kept_from, kept_in, label_of
from app.web.typed import Typed

router = Router()


@dataclass(frozen=True)
class SignInPage(OpenPage, template="login/show.html"):
    """The form to sign in; `reason` says why it came unasked."""

    form: Form[Credentials]
    reason: str = ""


@dataclass(frozen=True)
class AgainPage(OpenPage, template="login/again.html"):
    """What was typed before the sign-in ended, ready to be saved."""

    hero_name: str
    kept: Kept
    fields: list[Typed]
    back: str


@router.get("/login")
def show(ctx: OpenCtx, next: str = "") -> Response:
    """The form; whoever is signed in goes on to `next`, a path of ours."""
    if ctx.hero is not None:
        return elsewhere(ctx.request, own_path(next))
    if not inhabited(ctx.request, ctx.guest):
        return elsewhere(ctx.request, "/welcome")
    return open_page(SignInPage(empty(Credentials, next=next, keep="on")))


@router.post("/login")
def create(ctx: OpenCtx, form: Annotated[Form[Credentials], bind(Credentials)]) -> Response:
    """Sign in. A wrong password and an unknown e-mail get the same answer."""
    if not inhabited(ctx.request, ctx.guest):
        return elsewhere(ctx.request, "/welcome")
    if form.errors:
        return open_page(SignInPage(form), 422)
    try:
        hero = ctx.guest.prove(form.data.email, form.data.password, sender(ctx.request))
    except TooMany as refusal:
        return _refused(form, refusal.message, 429, {"Retry-After": str(refusal.retry_after)})
    if hero is None:
        return _refused(form, _("That email and password do not match. Check both."), 422, {})
    kept = kept_in(form.data.kept)
    there = own_path(form.data.next)
    response = _again(hero.first_name, kept, there) if kept else elsewhere(ctx.request, there)
    return let_in(ctx, hero, response, keep=form.data.keep)


def ask(request: Request) -> Response:
    """The answer to a form of somebody whose sign-in has ended: the way back in, with what was typed."""
    kept = kept_from(request)
    form = empty(
        Credentials, next=own_path(back_to(request, HOME)), keep="on", kept=kept.model_dump_json() if kept else ""
    )
    reason = _("You were signed out. Sign in again: what you typed is kept.") if kept else _("Sign in first.")
    return open_page(SignInPage(form, reason), 401)


def _refused(form: Form[Credentials], sentence: str, status: int, headers: dict[str, str]) -> Response:
    form.errors[""] = sentence
    response = open_page(SignInPage(form), status)
    response.headers.update(headers)
    return response


def _again(name: str, kept: Kept, back: str) -> Response:
    fields = [Typed(name, value, label_of(name, value)) for name, value in kept.fields]
    return open_page(AgainPage(name, kept, fields, back))
