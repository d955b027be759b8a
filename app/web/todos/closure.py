"""/todos/{id}/closure: POST marks it done, DELETE opens it again."""

from starlette.responses import Response

from app.models import Todo
from app.paths import Id, back_to
from app.rendering import replace, swaps
from app.request import Ctx, Router
from app.web.todos.views import todo_row

router = Router()


@router.post("/todos/{todo_id}/closure")
def create(ctx: Ctx, todo_id: Id) -> Response:
    """Mark it done."""
    todo = ctx.access.todo(todo_id)
    todo.close(by=ctx.hero)
    return _closure_changed(ctx, todo)


@router.delete("/todos/{todo_id}/closure")
def destroy(ctx: Ctx, todo_id: Id) -> Response:
    """Open it again."""
    todo = ctx.access.todo(todo_id)
    todo.reopen(by=ctx.hero)
    return _closure_changed(ctx, todo)


def _closure_changed(ctx: Ctx, todo: Todo) -> Response:
    row = todo_row(ctx.access.line(todo), ctx.hero, pop=todo.closed)
    return swaps(
        ctx.request,
        ctx.access,
        replace(row),
        otherwise=back_to(ctx.request, f"/teams/{todo.team_id}", f"todo-{todo.id}"),
    )
