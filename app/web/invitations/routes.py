"""/invitations/{token}: the link that an owner made; POST makes a hero of somebody new, who joins the team."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind, empty
from app.i18n import _
from app.models.credentials import Account
from app.rendering import elsewhere, open_page
from app.request import OpenCtx, Router
from app.web.entrance import let_in, sender
from app.web.invitations.views import Joining, JoinTeamPage, NewcomerPage, ThereAlreadyPage, gone, offer

router = Router()


@router.get("/invitations/{token}")
def show(ctx: OpenCtx, token: str) -> Response:
    """What the link offers; it is not spent by looking."""
    link = ctx.guest.invitation(token)
    if link is None:
        return gone(ctx)
    offered = offer(token, link)
    if ctx.hero is None:
        return open_page(NewcomerPage(offered, empty(Account)))
    if ctx.hero.role_in(link.team_id) is not None:
        return open_page(ThereAlreadyPage(offered))
    return open_page(JoinTeamPage(offered, ctx.hero.name, empty(Joining)))


@router.post("/invitations/{token}")
def create(ctx: OpenCtx, token: str, form: Annotated[Form[Account], bind(Account)]) -> Response:
    """Make a hero with a login, put them on the team, and sign them in."""
    if ctx.hero is not None:  # in another tab, since the form was opened
        return elsewhere(ctx.request, f"/invitations/{token}")
    ctx.guest.let_guess(sender(ctx.request))
    link = ctx.guest.invitation(token)
    if link is None:
        ctx.guest.guessed_wrong(sender(ctx.request))
        return gone(ctx)
    if form.errors:
        return open_page(NewcomerPage(offer(token, link), form), 422)
    password_hash = ctx.guest.hashed(form.data.password)
    link = ctx.guest.invitation(token, hold=True)
    if link is None:  # somebody else was its last guest meanwhile
        return gone(ctx)
    if not ctx.guest.email_is_free(form.data.email):
        ctx.guest.guessed_wrong(sender(ctx.request))
        form.errors["email"] = _("Somebody here has this address. If it is you, sign in; else use another one.")
        return open_page(NewcomerPage(offer(token, link), form), 422)
    hero = ctx.guest.move_in(form.data, password_hash).hero
    link.accept(by=hero)
    return let_in(ctx, hero, elsewhere(ctx.request, f"/teams/{link.team_id}"), keep=True)
