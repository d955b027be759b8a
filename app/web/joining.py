"""/join/{token}: the one-time link behind which a hero chooses a password; …/membership: or is somebody who has one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind, empty
from app.i18n import _
from app.models import Hero, may
from app.models.credentials import Claim
from app.rendering import OpenPage, elsewhere, open_page, swaps
from app.request import Ctx, OpenCtx, Router
from app.web.deletions.views import Line
from app.web.entrance import HOME
from app.web.heroes.merger import merge_page
from app.web.invitations.views import Joining
from app.web.login.admission import Visit, admit

router = Router()


@dataclass(frozen=True)
class Same:
    """Somebody who is signed in and may be the hero of the link: what becomes of both, or why it cannot (`held`)."""

    name: str
    becomes: Sequence[Line]
    besides: Sequence[str]
    held: str
    form: Form[Joining]


@dataclass(frozen=True)
class JoinPage(OpenPage, template="joining/show.html"):
    """The form for an e-mail and a password; `again` where the hero had one before. Where it is `open` to those who
    have an account, they sign in first, and then may be the `same` as the hero."""

    name: str
    token: str
    again: bool
    open: bool
    same: Same | None
    form: Form[Claim]


@router.get("/join/{token}")
def show(ctx: OpenCtx, token: str) -> Response:
    """The form of the hero whom the link is for."""
    hero = ctx.guest.invited(token)
    return open_page(_page(ctx, token, hero, empty(Claim, email=hero.login.email if hero.login else "")))


@router.post("/join/{token}")
def create(ctx: OpenCtx, token: str, form: Annotated[Form[Claim], bind(Claim)]) -> Response:
    """Set e-mail and password, and use the link up; it does not open the second door."""
    hero = ctx.guest.invited(token)
    if not form.errors and not ctx.guest.email_is_free(form.data.email, hero):
        form.errors["email"] = (
            _("Somebody here has this address. If it is you, sign in; else use another one.")
            if ctx.guest.vouching(token)
            else _("Somebody else here signs in with this address. Use another one.")
        )
    if form.errors:
        return open_page(_page(ctx, token, hero, form), 422)
    return admit(ctx, ctx.guest.claim(token, form.data), Visit(HOME, stays=True))


@router.post("/join/{token}/membership")
def join(ctx: Ctx, token: str, form: Annotated[Form[Joining], bind(Joining)]) -> Response:  # noqa: ARG001 - its key counts a repeat once
    """Somebody who is signed in is the hero of the link: what is the hero's becomes theirs, in one step."""
    hero, home = ctx.guest.invited(token), f"/heroes/{ctx.hero.id}"
    takes_it_back = may(ctx.hero, "hero.restore", hero)
    ctx.guest.become_one(token, ctx.hero)
    return swaps(ctx, otherwise=home) if takes_it_back else elsewhere(ctx.request, home)


def _page(ctx: OpenCtx, token: str, hero: Hero, form: Form[Claim]) -> JoinPage:
    access = ctx.guest.vouching(token)
    same = None
    if access is not None and ctx.hero is not None:
        look = merge_page(access, hero, ctx.hero)
        same = Same(ctx.hero.name, look.becomes, look.besides, look.held, empty(Joining))
    return JoinPage(hero.name, token, hero.can_sign_in, access is not None, same, form)
