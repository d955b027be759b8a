"""The one way to ask for the password once more, before something changes that decides who comes in."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.errors import NotFound, TooMany
from app.forms import Form
from app.i18n import _
from app.request import Ctx


def asks(ctx: Ctx) -> bool:
    """Whether such a form has a field for the password: not if it was given in this browser a short while ago."""
    return not ctx.sign_in.proven_lately


def doubt(ctx: Ctx, form: Form[Any], field: str, show: Callable[[int], Response]) -> Response | None:
    """The answer to somebody who has to give the password and does not know it, or has guessed too often; else None.

    `show` answers with the form and a status. Ends the transaction and begins another. Raises NotFound for a hero who
    has no password.
    """
    if not asks(ctx):
        return None
    if not ctx.hero.can_sign_in:
        raise NotFound()
    password = str(form.values.get(field) or "")
    if not password:
        form.errors[field] = _("For this we need your password once more.")
        return show(422)
    try:
        if ctx.guest.confirm(ctx.sign_in, password):
            return None
    except TooMany as refusal:
        form.errors[""] = refusal.message
        response = show(429)
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    form.errors[field] = _("This is not your password.")
    return show(422)
