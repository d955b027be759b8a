"""/trash: what can still be brought back."""

from starlette.responses import Response

from app.paths import id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.trash.views import trash_page

router = Router()


@router.get("/trash")
def index(ctx: Ctx, before: str = "") -> Response:
    """A page of it, the newest first, from behind the step `before`."""
    return page(ctx, trash_page(ctx.access, ctx.settings.trash_days, id_key(before)))
