"""/trash: what can still be brought back."""

from starlette.responses import Response

from app.rendering import page
from app.request import Ctx, Router
from app.web.trash.views import trash_page

router = Router()


@router.get("/trash")
def index(ctx: Ctx, before: str = "") -> Response:
    """A page of it, the newest first, from behind the step `before`."""
    behind = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    return page(ctx.request, ctx.access, trash_page(ctx.access, ctx.settings.trash_days, behind))
