"""POST /invitations/{token}/membership: somebody who is signed in joins the team."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.rendering import open_page, swaps
from app.request import Ctx, Router
from app.web.entrance import sender
from app.web.invitations.views import Joining, ThereAlreadyPage, gone, offer

router = Router()


@router.post("/invitations/{token}/membership")
def create(ctx: Ctx, token: str, form: Annotated[Form[Joining], bind(Joining)]) -> Response:  # noqa: ARG001 - its key counts a repeat once
    """Join, and spend one use of the link; of two at once on the last use one joins."""
    ctx.guest.let_guess(sender(ctx.request))
    link = ctx.guest.invitation(token, hold=True)
    if link is None:
        ctx.guest.guessed_wrong(sender(ctx.request))
        return gone(ctx)
    if ctx.guest.is_member(ctx.hero.id, link.team_id):
        return open_page(ThereAlreadyPage(offer(token, link)))
    link.accept(by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{link.team_id}")
