"""/settings/email and /settings/password: how one signs in. Each takes the password of today."""

from dataclasses import replace
from typing import Annotated, Any

from starlette.responses import Response

from app.errors import NotFound, TooMany
from app.forms import Form, bind
from app.i18n import _
from app.models import Login
from app.models.credentials import EmailChange, PasswordChange
from app.rendering import swaps
from app.request import Ctx, Router
from app.web.entrance import sender
from app.web.settings.views import LoginPart, login_part, show_again

router = Router()


@router.put("/settings/email")
def update_email(ctx: Ctx, form: Annotated[Form[EmailChange], bind(EmailChange)]) -> Response:
    """Sign in with another address from now on."""
    login, part = _own(ctx)
    part = replace(part, email=form)
    if form.errors:
        return show_again(ctx, part, 422)
    if refusal := _doubt(ctx, login, form, "password_for_email", form.data.password_for_email, part):
        return refusal
    if not ctx.access.email_is_free(form.data.email):
        form.errors["email"] = _("Somebody else here signs in with this address. Use another one.")
        return show_again(ctx, part, 422)
    login.change_email(form.data.email)
    return swaps(ctx, otherwise="/settings?saved=email")


@router.put("/settings/password")
def update_password(ctx: Ctx, form: Annotated[Form[PasswordChange], bind(PasswordChange)]) -> Response:
    """Sign in with another password from now on, and end every other sign-in."""
    login, part = _own(ctx)
    part = replace(part, password=form)
    if form.errors:
        return show_again(ctx, part, 422)
    if refusal := _doubt(ctx, login, form, "current_password", form.data.current_password, part):
        return refusal
    login.change_password(form.data.new_password)
    ctx.access.end_all(but=ctx.sign_in)
    return swaps(ctx, otherwise="/settings?saved=password")


def _own(ctx: Ctx) -> tuple[Login, LoginPart]:
    part = login_part(ctx.hero)
    if part is None:
        raise NotFound()
    return ctx.hero.login, part


def _doubt(ctx: Ctx, login: Login, form: Form[Any], field: str, password: str, part: LoginPart) -> Response | None:
    """The answer to somebody who does not know the password, or has guessed too often; None if they know it."""
    try:
        if ctx.guest.confirm(login, password, sender(ctx.request)):
            return None
    except TooMany as refusal:
        form.errors[""] = refusal.message
        response = show_again(ctx, part, 429)
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    form.errors[field] = _("This is not your password.")
    return show_again(ctx, part, 422)
