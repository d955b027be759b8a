"""/todos/{id}/comments: POST says something about a todo."""

from dataclasses import replace as with_fields
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.models import Comment, CommentCreate
from app.models.rules import require
from app.paths import Id
from app.rendering import append, replace, swaps
from app.request import Ctx, Router
from app.web.todos.sheet import todo_page
from app.web.todos.story import comment_box, said
from app.web.todos.views import todo_row

router = Router()
WriteComment = Annotated[Form[CommentCreate], bind(CommentCreate)]


@router.post("/todos/{todo_id}/comments")
def create(ctx: Ctx, todo_id: Id, form: WriteComment) -> Response:
    """Add a comment to the end of the story."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "comment.create", todo)
    if form.errors:
        box = comment_box(todo, form)
        whole = with_fields(todo_page(ctx.access, todo), box=box)
        return swaps(ctx, replace(box), otherwise=whole, status=422)
    comment = Comment.write(todo, form.data, by=ctx.hero)
    ctx.access.add(comment)
    mentioned = ctx.access.mentioned(todo.team_id, comment.body)
    return swaps(
        ctx,
        append(said(ctx.access.remark(comment), ctx.hero, mentioned), to=f"story-{todo.id}"),
        replace(comment_box(todo)),
        replace(todo_row(ctx.access.line(todo), ctx.hero)),
        otherwise=f"/todos/{todo.id}#comment-{comment.id}",
    )
