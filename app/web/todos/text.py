"""/todos/{id}/text: a todo and all below it as text."""

from starlette.responses import Response

from app.paths import Id
from app.request import Ctx, Router
from app.web.texts import Text, answer

router = Router()


@router.get("/todos/{todo_id}/text")
def show(ctx: Ctx, todo_id: Id) -> Response:
    """A page to copy it from; with `as` markdown or text the text alone."""
    todo = ctx.access.todo(todo_id)
    text = Text(todo.title, todo.team, f"/todos/{todo.id}", ctx.access.text_of_todo(todo), ())
    return answer(ctx, text, ctx.request.query_params.get("as", ""))
