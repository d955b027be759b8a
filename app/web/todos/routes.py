"""/todos: those of all teams in one list; /todos/{id}: one todo's page."""

from starlette.responses import Response

from app.conditional import conditional
from app.paths import Id, id_key, list_key
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.filtering.asked import asked_in, resolved
from app.web.filtering.listed import group_key, rest_of
from app.web.todos.list import todos_page, todos_part
from app.web.todos.sheet import todo_page

router = Router()


@router.get("/todos")
@conditional
def index(ctx: Ctx, part: str = "", after: str | None = None) -> Response:
    """The list as its address narrows it; or, with `part`, a page of that group from behind `after`."""
    asked = asked_in(ctx.request, "/todos")
    if not part:
        return page(ctx, todos_page(ctx.access, resolved(ctx.access, asked, None)))
    view = todos_part(ctx.access, asked, group_key(part), id_key(after))
    return swaps(ctx, *rest_of(view.group), otherwise=view)


@router.get("/todos/{todo_id}")
@conditional
def show(ctx: Ctx, todo_id: Id, after: str | None = None, before: str = "") -> Response:
    """The page; sub-todos from behind the key `after`, comments before the id `before`."""
    view = todo_page(ctx.access, ctx.access.todo(todo_id), subs_after=list_key(after), comments_before=id_key(before))
    return page(ctx, view)
