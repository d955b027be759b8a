"""/todos/{id}/closure: POST marks it done, DELETE opens it again."""

from starlette.responses import Response

from app.paths import Id
from app.request import Ctx, Router
from app.web.todos.answers import closure_changed

router = Router()


@router.post("/todos/{todo_id}/closure")
def create(ctx: Ctx, todo_id: Id) -> Response:
    """Mark it done."""
    todo = ctx.access.todo(todo_id)
    todo.close(by=ctx.hero)
    return closure_changed(ctx, todo)


@router.delete("/todos/{todo_id}/closure")
def destroy(ctx: Ctx, todo_id: Id) -> Response:
    """Open it again."""
    todo = ctx.access.todo(todo_id)
    todo.reopen(by=ctx.hero)
    return closure_changed(ctx, todo)
