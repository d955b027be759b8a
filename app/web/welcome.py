"""/welcome: the first account of a Sidekick where nobody is yet."""

from dataclasses import dataclass
from typing import Annotated

from starlette.requests import Request
from starlette.responses import Response

from app.forms import Form, bind, empty
from app.models.credentials import FirstAccount
from app.rendering import OpenPage, elsewhere, open_page
from app.request import OpenCtx, Router, inhabited
from app.samples import add_sample_team
from app.settings import LOOPBACK
from app.web.entrance import HOME, let_in, sender

router = Router()


@dataclass(frozen=True)
class WelcomePage(OpenPage, template="welcome/show.html"):
    """The form for the first account."""

    form: Form[FirstAccount]


@dataclass(frozen=True)
class ClosedPage(OpenPage, template="welcome/closed.html"):
    """Where to find the link that opens this page."""


@router.get("/welcome")
def show(ctx: OpenCtx, token: str = "") -> Response:
    """The form, on this very machine or behind the link that the server printed."""
    if inhabited(ctx.request, ctx.guest, ctx.hero):
        return elsewhere(ctx.request, "/login")
    if not _may(ctx, token):
        return open_page(ClosedPage(), 403)
    return open_page(WelcomePage(empty(FirstAccount, token=token, sample="on")))


@router.post("/welcome")
def create(ctx: OpenCtx, form: Annotated[Form[FirstAccount], bind(FirstAccount)]) -> Response:
    """Make the account, and the sample team if it is wanted; the second of two at once has to sign in."""
    if inhabited(ctx.request, ctx.guest, ctx.hero):
        return elsewhere(ctx.request, "/login")
    if not _may(ctx, str(form.values.get("token", ""))):
        return open_page(ClosedPage(), 403)
    if form.errors:
        return open_page(WelcomePage(form), 422)
    access = ctx.guest.found(form.data)
    if access is None:
        return elsewhere(ctx.request, "/login")
    there = f"/teams/{add_sample_team(access).id}" if form.data.sample else HOME
    return let_in(ctx, access.hero, elsewhere(ctx.request, there), keep=True)


def _may(ctx: OpenCtx, token: str) -> bool:
    return (ctx.settings.on_loopback and _direct(ctx.request)) or ctx.guest.opens(token)


def _direct(request: Request) -> bool:
    """Whether somebody at this machine asks, with no proxy between."""
    forwarded = {"forwarded", "x-forwarded-for", "x-forwarded-host"} & set(request.headers.keys())
    return sender(request) in LOOPBACK and request.url.hostname in LOOPBACK and not forwarded
