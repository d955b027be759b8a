"""/todos/{id}/audience: who sees a todo, and why: whoever sees its team."""

from starlette.responses import Response

from app.i18n import _
from app.paths import Id, id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.teams.audience import audience_page

router = Router()


@router.get("/todos/{todo_id}/audience")
def show(ctx: Ctx, todo_id: Id, after: str | None = None) -> Response:
    """A page of them by name, from behind the hero `after`."""
    todo = ctx.access.todo(todo_id)
    title = _("Who sees “%(todo)s”") % {"todo": todo.title}
    back = f"/todos/{todo.id}"
    return page(ctx, audience_page(ctx.access, todo.team, title, todo.title, back, id_key(after)))
