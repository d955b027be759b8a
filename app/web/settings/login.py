"""/settings/email and /settings/password: how one signs in."""

from dataclasses import replace
from typing import Annotated

from starlette.responses import Response

from app.errors import NotFound
from app.forms import Form, bind
from app.i18n import _
from app.models.credentials import EmailChange, PasswordChange
from app.rendering import swaps
from app.request import Ctx, Router
from app.web.entrance import renewed
from app.web.proof import doubt
from app.web.settings.views import LoginPart, login_part, show_again

router = Router()


@router.put("/settings/email")
def update_email(ctx: Ctx, form: Annotated[Form[EmailChange], bind(EmailChange)]) -> Response:
    """Sign in with another address from now on; links that were sent to the former one end."""
    part = replace(_own(ctx), email=form)
    if form.errors:
        return show_again(ctx, part, 422)
    if refusal := doubt(ctx, form, "password_for_email", lambda status: show_again(ctx, part, status)):
        return refusal
    if not ctx.access.email_is_free(form.data.email):
        form.errors["email"] = _("Somebody else here signs in with this address. Use another one.")
        return show_again(ctx, part, 422)
    ctx.hero.login.change_email(form.data.email)
    ctx.access.end_links()
    return swaps(ctx, otherwise="/settings?saved=email")


@router.put("/settings/password")
def update_password(ctx: Ctx, form: Annotated[Form[PasswordChange], bind(PasswordChange)]) -> Response:
    """Sign in with another password from now on, end every other sign-in, and go on with another cookie in this one."""
    part = replace(_own(ctx), password=form)
    if form.errors:
        return show_again(ctx, part, 422)
    password_hash = ctx.guest.hashed(form.data.new_password)
    if refusal := doubt(ctx, form, "current_password", lambda status: show_again(ctx, part, status)):
        return refusal
    ctx.hero.login.change_password(password_hash)
    return renewed(ctx, swaps(ctx, otherwise="/settings?saved=password"))


def _own(ctx: Ctx) -> LoginPart:
    part = login_part(ctx)
    if part is None:
        raise NotFound()
    return part
