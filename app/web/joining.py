"""/join/{token}: the one-time link behind which a hero chooses a password."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind, empty
from app.i18n import _
from app.models.credentials import Claim
from app.rendering import OpenPage, open_page
from app.request import OpenCtx, Router
from app.web.entrance import HOME
from app.web.login.admission import Visit, admit

router = Router()


@dataclass(frozen=True)
class JoinPage(OpenPage, template="joining/show.html"):
    """The form for an e-mail and a password; `again` where the hero had one before."""

    name: str
    token: str
    again: bool
    form: Form[Claim]


@router.get("/join/{token}")
def show(ctx: OpenCtx, token: str) -> Response:
    """The form of the hero whom the link is for."""
    hero = ctx.guest.invited(token)
    email = hero.login.email if hero.login else ""
    return open_page(JoinPage(hero.name, token, hero.can_sign_in, empty(Claim, email=email)))


@router.post("/join/{token}")
def create(ctx: OpenCtx, token: str, form: Annotated[Form[Claim], bind(Claim)]) -> Response:
    """Set e-mail and password, and use the link up; it does not open the second door."""
    hero = ctx.guest.invited(token)
    if not form.errors and not ctx.guest.email_is_free(form.data.email, hero):
        form.errors["email"] = _("Somebody else here signs in with this address. Use another one.")
    if form.errors:
        return open_page(JoinPage(hero.name, token, hero.can_sign_in, form), 422)
    return admit(ctx, ctx.guest.claim(token, form.data), Visit(HOME, stays=True))
