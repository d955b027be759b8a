"""/todos/{id}/relations shows to which others a todo is tied; POST ties it to one, DELETE …/{other_id} unties it."""

from typing import Annotated

from starlette.responses import Response

from app.errors import Unprocessable
from app.forms import Form, bind
from app.models import Todo
from app.models.rules import require
from app.paths import Id, back_to, search_words
from app.rendering import page, swaps
from app.request import Ctx, Router
from app.web.todos.relations_page import blank_tie, relations_page
from app.web.todos.shapes import TieForm, TieKind, UntieForm

router = Router()


@router.get("/todos/{todo_id}/relations")
def show(ctx: Ctx, todo_id: Id, q: str = "", kind: str = "") -> Response:
    """What is tied to it; `q` finds another todo, by words or #number, to be tied as `kind`."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.relate", todo)
    wanted = TieKind(kind) if kind in set(TieKind) else TieKind.BLOCKED_BY
    return page(ctx, relations_page(ctx.access, todo, blank_tie(wanted), search_words(q)))


@router.post("/todos/{todo_id}/relations")
def create(ctx: Ctx, todo_id: Id, form: Annotated[Form[TieForm], bind(TieForm)]) -> Response:
    """Tie it to another todo, in whatever team that is."""
    ctx.access.hold_ties()
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.relate", todo)
    if not form.errors:
        try:
            _tie(ctx, todo, form.data)
        except Unprocessable as refusal:
            form.errors[""] = refusal.message
    if form.errors:
        view = relations_page(ctx.access, todo, form, search_words(form.values.get("q")))
        return swaps(ctx, otherwise=view, status=422)
    return swaps(ctx, otherwise=f"/todos/{todo.id}")


@router.delete("/todos/{todo_id}/relations/{other_id}")
def destroy(ctx: Ctx, todo_id: Id, other_id: Id, form: Annotated[Form[UntieForm], bind(UntieForm)]) -> Response:
    """Untie them; what is not tied stays so. The other may be out of reach, unless it is that which waits."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.relate", todo)
    if form.errors:
        view = relations_page(ctx.access, todo, blank_tie(TieKind.BLOCKED_BY), "")
        return swaps(ctx, otherwise=view, status=422)
    kind = form.data.kind
    other = ctx.access.todo(other_id) if kind is TieKind.BLOCKS else ctx.access.tied(todo, other_id)
    if other is not None:
        _untie(ctx, todo, other, kind)
    return swaps(ctx, otherwise=back_to(ctx.request, f"/todos/{todo.id}/relations"))


def _tie(ctx: Ctx, todo: Todo, data: TieForm) -> None:
    other = ctx.access.todo(data.other)
    if data.kind is TieKind.RELATES:
        todo.relate(other, by=ctx.hero)
    else:
        waiting, blocker = (todo, other) if data.kind is TieKind.BLOCKED_BY else (other, todo)
        waiting.wait_for(blocker, by=ctx.hero, behind=ctx.access.waited_for(blocker))


def _untie(ctx: Ctx, todo: Todo, other: Todo, kind: TieKind) -> None:
    if kind is TieKind.RELATES:
        todo.unrelate(other, by=ctx.hero)
    else:
        waiting, blocker = (todo, other) if kind is TieKind.BLOCKED_BY else (other, todo)
        waiting.wait_no_more(blocker, by=ctx.hero)
