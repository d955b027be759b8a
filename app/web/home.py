"""/: home is where the teams are."""

from starlette.responses import Response

from app.rendering import elsewhere
from app.request import Ctx, Router
from app.web.entrance import HOME

router = Router()


@router.get("/")
def show(ctx: Ctx) -> Response:
    """Go there, once signed in."""
    return elsewhere(ctx.request, HOME)
