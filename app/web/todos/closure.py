"""/todos/{id}/closure: POST marks it done, DELETE opens it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.models import Todo, may
from app.models.rules import require
from app.paths import Id
from app.rendering import Fragment, over_the_page, replace, swaps
from app.request import Ctx, Router
from app.web.todos.answers import closure_changed
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.shapes import ClosureForm
from app.web.todos.sheet import todo_subs

router = Router()
Close = Annotated[Form[ClosureForm], bind(ClosureForm)]


@dataclass(frozen=True)
class ClosureDialog(Fragment, template="todos/_closure_dialog.html"):
    """What shall become of the open sub-todos, over the page that asked."""

    todo: Todo
    open_subs: int
    may_close_all: bool

    @property
    def id(self) -> str:
        """`closure`"""
        return "closure"


@dataclass(frozen=True)
class ClosurePage(PageOfTodo, template="todos/closure.html"):
    """The same as a page of its own."""

    open_subs: int
    may_close_all: bool


@router.post("/todos/{todo_id}/closure")
def create(ctx: Ctx, todo_id: Id, form: Close) -> Response:
    """Mark it done; with open sub-todos only once it is said what becomes of them."""
    todo, open_subs = ctx.access.todo_with_open_branch(todo_id)
    require(ctx.hero, "todo.close", todo)
    if open_subs and form.data.subs is None:
        return _ask(ctx, todo, open_subs)
    along = open_subs if form.data.subs == "close" else []
    todo.close(by=ctx.hero, along_with=along)
    parts = [replace(todo_subs(ctx.access, todo, ctx.access.line(todo)))] if along else []
    if form.data.subs is None:
        return closure_changed(ctx, todo, *parts)
    return closure_changed(ctx, todo, *parts, over_the_page(None), otherwise=f"/todos/{todo.id}")


@router.delete("/todos/{todo_id}/closure")
def destroy(ctx: Ctx, todo_id: Id) -> Response:
    """Open it again."""
    todo = ctx.access.todo(todo_id)
    todo.reopen(by=ctx.hero)
    return closure_changed(ctx, todo)


def _ask(ctx: Ctx, todo: Todo, open_subs: Sequence[Todo]) -> Response:
    may_close_all = all(may(ctx.hero, "todo.close", sub) for sub in open_subs)
    dialog = ClosureDialog(todo, len(open_subs), may_close_all)
    whole = ClosurePage(todo, todo.team, shown_section(todo), len(open_subs), may_close_all)
    return swaps(ctx, over_the_page(dialog), otherwise=whole)
