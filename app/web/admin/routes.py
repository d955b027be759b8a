"""/admin leads to the first of its pages."""

from starlette.responses import Response

from app.rendering import elsewhere
from app.request import Ctx, Router

router = Router()


@router.get("/admin")
def index(ctx: Ctx) -> Response:
    """Go on to the heroes."""
    ctx.access.oversee()
    return elsewhere(ctx.request, "/admin/heroes")
