"""/todos/{id}: one todo's page."""

from starlette.responses import Response

from app.models.types import ID_MAX
from app.paths import Id, list_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.todos.sheet import todo_page

router = Router()


@router.get("/todos/{todo_id}")
def show(ctx: Ctx, todo_id: Id, after: str | None = None, before: str = "") -> Response:
    """The page; sub-todos from behind the key `after`, comments before the id `before`."""
    view = todo_page(
        ctx.access, ctx.access.todo(todo_id), subs_after=list_key(after), comments_before=_comment_id(before)
    )
    return page(ctx.request, ctx.access, view)


def _comment_id(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    return number if 0 < number <= ID_MAX else None
