"""/saved/{id}/precedence: POST lets the team's list begin with a view, DELETE with everything again."""

from starlette.responses import Response

from app.paths import Id
from app.rendering import swaps
from app.request import Ctx, Router

router = Router()


@router.post("/saved/{saved_id}/precedence")
def create(ctx: Ctx, saved_id: Id) -> Response:
    """Let the list begin with it."""
    view = ctx.access.saved(saved_id)
    ctx.access.hold_order(view.team_id)
    others = [one for one in ctx.access.leading(view.team) if one.id != view.id]
    view.take_lead(by=ctx.hero, instead_of=others)
    return swaps(ctx, otherwise=f"/teams/{view.team_id}")


@router.delete("/saved/{saved_id}/precedence")
def destroy(ctx: Ctx, saved_id: Id) -> Response:
    """Let it begin with everything, if it began with this one."""
    view = ctx.access.saved(saved_id)
    view.give_up_lead(by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{view.team_id}")
