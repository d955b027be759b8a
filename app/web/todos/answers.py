"""What an answer replaces after a change, wherever the todo is shown: its page, its row, its line below a parent."""

from starlette.responses import Response

from app.models import Todo
from app.paths import back_to
from app.rendering import Part, append, replace, swaps
from app.request import Ctx
from app.web.side import side_count
from app.web.todos.sheet import subs_head, todo_facts, todo_head
from app.web.todos.story import just_done
from app.web.todos.views import sub_row, todo_row


def closure_changed(ctx: Ctx, todo: Todo, *parts: Part, otherwise: str = "") -> Response:
    """The answer after it was done or opened again, with further parts; without a script we go back to where the form
    was, or to `otherwise`."""
    line = ctx.access.line(todo)
    pop = todo.closed
    regions = [
        replace(todo_row(line, ctx.hero, pop=pop)),
        replace(sub_row(line, ctx.hero, pop=pop)),
        replace(todo_head(line, ctx.hero, pop=pop)),
        replace(todo_facts(ctx.access, todo, line)),
    ]
    if todo.parent is not None and not todo.parent.trashed:
        above = ctx.access.line(todo.parent)
        regions += [replace(todo_row(above, ctx.hero)), replace(subs_head(above))]
    regions += [append(line, to=f"story-{todo.id}") for line in just_done(ctx.access, todo)]
    regions += [*parts, *side_count(ctx.access, todo.team)]
    back = back_to(ctx.request, f"/teams/{todo.team_id}", f"todo-{todo.id}")
    return swaps(ctx, *regions, otherwise=otherwise or back)


def facts_changed(ctx: Ctx, todo: Todo) -> Response:
    """The answer after heroes or labels changed."""
    line = ctx.access.line(todo)
    return swaps(
        ctx,
        replace(todo_facts(ctx.access, todo, line)),
        replace(todo_row(line, ctx.hero)),
        replace(sub_row(line, ctx.hero)),
        otherwise=f"/todos/{todo.id}",
    )
