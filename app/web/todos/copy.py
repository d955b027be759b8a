"""/todos/{id}/copy asks what a copy shall take along; POST makes it, right below the original."""

from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.errors import Unprocessable
from app.forms import Form, bind, empty
from app.i18n import _
from app.models import Todo
from app.models.rules import require
from app.models.todo.copyable import Take
from app.paths import Id
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.shapes import CopyForm
from app.wording import number

MOST = 500
"""Sub-todos that are copied at once."""

router = Router()


@dataclass(frozen=True)
class CopyPage(PageOfTodo, template="todos/copy.html"):
    """The form, with how many sub-todos, heroes and labels could go along."""

    form: Form[CopyForm]
    subs: int
    heroes: int
    labels: int


@router.get("/todos/{todo_id}/copy")
def show(ctx: Ctx, todo_id: Id) -> Response:
    """The form; everything goes along unless it is unticked."""
    todo = ctx.access.todo_with_links(todo_id)
    require(ctx.hero, "todo.duplicate", todo)
    return page(ctx, _page(ctx, todo, empty(CopyForm, take=[take.value for take in Take])))


@router.post("/todos/{todo_id}/copy")
def create(ctx: Ctx, todo_id: Id, form: Annotated[Form[CopyForm], bind(CopyForm)]) -> Response:
    """Make the copy, and go there."""
    ctx.access.hold_tree(todo_id)
    todo = ctx.access.todo_with_links(todo_id)
    require(ctx.hero, "todo.duplicate", todo)
    if form.errors:
        return swaps(ctx, otherwise=_page(ctx, todo, form), status=422)
    take = frozenset(form.data.take)
    branch = ctx.access.branch(todo) if Take.SUBS in take else []
    if len(branch) > MOST:
        raise Unprocessable(
            _("It has %(count)s sub-todos, and %(most)s can be copied at once. Nothing was added.")
            % {"count": number(len(branch)), "most": number(MOST)}
        )
    copy = todo.duplicate(ctx.access.rank_behind(todo), ctx.hero, take, branch)
    ctx.access.add(copy)
    return swaps(ctx, otherwise=f"/todos/{copy.id}")


def _page(ctx: Ctx, todo: Todo, form: Form[CopyForm]) -> CopyPage:
    return CopyPage(
        todo=todo,
        team=todo.team,
        section_of=shown_section(todo),
        form=form,
        subs=len(ctx.access.branch(todo)),
        heroes=sum(not link.hero.trashed for link in todo.assignments),
        labels=sum(not link.label.trashed for link in todo.label_links),
    )
