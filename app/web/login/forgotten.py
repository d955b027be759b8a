"""/login/forgotten: a mail with a link to another password, where mails can be sent.

Whether somebody signs in with an address is told to nobody: everything that depends on it is done after the answer.
"""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, cast

from fastapi import FastAPI
from starlette.background import BackgroundTask
from starlette.responses import Response

from app.access.guest import Guest
from app.database import transaction
from app.errors import NotFound, TooMany
from app.forms import Form, bind, empty
from app.i18n import Viewer, viewing
from app.mail import Letter, send
from app.models.credentials import Forgotten
from app.post import Post
from app.rendering import OpenPage, elsewhere, open_page
from app.request import OpenCtx, Router
from app.web.entrance import sender
from app.web.mailing import reset_letter

router = Router()


@dataclass(frozen=True)
class ForgottenPage(OpenPage, template="login/forgotten.html"):
    """The form for an address; or, `asked`, what may happen now."""

    form: Form[Forgotten]
    asked: bool


@router.get("/login/forgotten")
def show(ctx: OpenCtx, asked: str = "") -> Response:
    """The form; without mail the page to sign in says whom to ask."""
    if not ctx.settings.mails:
        return elsewhere(ctx.request, "/login")
    return open_page(ForgottenPage(empty(Forgotten), bool(asked)))


@router.post("/login/forgotten")
def create(ctx: OpenCtx, form: Annotated[Form[Forgotten], bind(Forgotten)]) -> Response:
    """The same answer for every address."""
    if not ctx.settings.mails:
        raise NotFound()
    if form.errors:
        return open_page(ForgottenPage(form, asked=False), 422)
    try:
        ctx.guest.ask_for_reset(sender(ctx.request))
    except TooMany as refusal:
        form.errors["email"] = refusal.message
        response = open_page(ForgottenPage(form, asked=False), 429)
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    response = elsewhere(ctx.request, "/login/forgotten?asked=on")
    response.background = BackgroundTask(_later, ctx.request.app, form.data.email)
    return response


async def _later(app: FastAPI, email: str) -> None:
    cast(Post, app.state.post).later(partial(_mail, app, email))


def _mail(app: FastAPI, email: str) -> None:
    with transaction(app.state.engine) as session:
        found = Guest(session).reset_by_mail(email)
    if found is not None:
        hero, path = found
        with viewing(Viewer(hero.locale, hero.time_zone)):
            letter = Letter(email, *reset_letter(hero.first_name, f"{app.state.settings.origin}{path}"))
            send(app.state.settings, letter)
