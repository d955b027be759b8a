"""/todos/{id}: one todo's page."""

from starlette.responses import Response

from app.paths import Id, id_key, list_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.todos.sheet import todo_page

router = Router()


@router.get("/todos/{todo_id}")
def show(ctx: Ctx, todo_id: Id, after: str | None = None, before: str = "") -> Response:
    """The page; sub-todos from behind the key `after`, comments before the id `before`."""
    view = todo_page(ctx.access, ctx.access.todo(todo_id), subs_after=list_key(after), comments_before=id_key(before))
    return page(ctx, view)
