"""/todos/{id}/subs: POST adds a sub-todo."""

from typing import Annotated

from starlette.responses import Response

from app.access.understanding import NAMED
from app.forms import Form, bind
from app.grammar.signs import Kind
from app.models.rules import require
from app.paths import Id
from app.rendering import append, replace, swaps
from app.request import Ctx, Router
from app.web.todos.shapes import SubForm
from app.web.todos.sheet import sub_box, subs_head, todo_page, with_box
from app.web.todos.signs import slips_of, understand
from app.web.todos.views import sub_row, todo_row

router = Router()
AddSub = Annotated[Form[SubForm], bind(SubForm)]


@router.post("/todos/{todo_id}/subs")
def create(ctx: Ctx, todo_id: Id, form: AddSub) -> Response:
    """Add one below this todo."""
    ctx.access.hold_tree(todo_id)
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.create", todo.team)
    understood = None if form.errors else understand(ctx.access, todo, form.data.title, NAMED - {Kind.SECTION})
    if understood:
        form.errors |= slips_of(understood)
    if form.errors or understood is None:
        box = sub_box(todo, form)
        whole = with_box(todo_page(ctx.access, todo), box)
        return swaps(ctx, replace(box), otherwise=whole, status=422)
    sub = ctx.access.plant_below(todo, form.data.title, understood)
    line = ctx.access.line(todo)
    return swaps(
        ctx,
        replace(subs_head(line)),
        append(sub_row(ctx.access.line(sub), ctx.hero, new=True), to=f"subs-{todo.id}-rows"),
        replace(sub_box(todo)),
        replace(todo_row(line, ctx.hero)),
        otherwise=f"/todos/{todo.id}#sub-{sub.id}",
    )
