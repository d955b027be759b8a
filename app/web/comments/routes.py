"""/comments/{id}: PUT says it otherwise, DELETE puts it in the trash; /comments/{id}/edit shows the form."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind, opened
from app.models import Comment, CommentUpdate
from app.models.rules import require
from app.paths import Id
from app.rendering import Fragment, page, remove, replace, swaps
from app.request import Ctx, Router
from app.web.stale import settle
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.views import todo_row

router = Router()
EditComment = Annotated[Form[CommentUpdate], bind(CommentUpdate)]


@dataclass(frozen=True)
class CommentForm(Fragment, template="comments/_form.html"):
    """The form."""

    comment_id: int
    todo_id: int
    team_id: int
    form: Form[CommentUpdate]

    @property
    def id(self) -> str:
        """`comment-form`"""
        return "comment-form"


@dataclass(frozen=True)
class CommentPage(PageOfTodo, template="comments/edit.html"):
    """The page of the form."""

    edit: CommentForm


@router.get("/comments/{comment_id}/edit")
def edit(ctx: Ctx, comment_id: Id) -> Response:
    """The form, for its author."""
    comment = ctx.access.comment(comment_id)
    require(ctx.hero, "comment.edit", comment)
    return page(ctx, _page(comment, _form(comment, opened(CommentUpdate, comment))))


@router.put("/comments/{comment_id}")
def update(ctx: Ctx, comment_id: Id, form: EditComment) -> Response:
    """Save it; ask where it was changed in another window meanwhile."""
    comment = ctx.access.comment(comment_id)
    require(ctx.hero, "comment.edit", comment)
    if form.errors:
        return _show(ctx, comment, _form(comment, form), 422)
    values = settle(ctx.access, comment, form)
    if form.conflict:
        return _show(ctx, comment, _form(comment, form), 409)
    comment.edit(values, by=ctx.hero)
    return swaps(ctx, otherwise=f"/todos/{comment.todo_id}#comment-{comment.id}")


@router.delete("/comments/{comment_id}")
def destroy(ctx: Ctx, comment_id: Id) -> Response:
    """Put it in the trash; Undo brings it back."""
    comment = ctx.access.comment(comment_id)
    comment.trash(by=ctx.hero)
    return swaps(
        ctx,
        remove(f"comment-{comment.id}"),
        replace(todo_row(ctx.access.line(comment.todo), ctx.hero)),
        otherwise=f"/todos/{comment.todo_id}#story-{comment.todo_id}",
    )


def _form(comment: Comment, form: Form[CommentUpdate]) -> CommentForm:
    return CommentForm(comment.id, comment.todo_id, comment.todo.team_id, form)


def _page(comment: Comment, view: CommentForm) -> CommentPage:
    return CommentPage(comment.todo, comment.todo.team, shown_section(comment.todo), view)


def _show(ctx: Ctx, comment: Comment, view: CommentForm, status: int) -> Response:
    return swaps(ctx, replace(view), otherwise=_page(comment, view), status=status)
