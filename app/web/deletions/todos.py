"""/todos/{id}/deletion shows what goes with a todo; DELETE /todos/{id} puts it in the trash."""

from starlette.responses import Response

from app.access.fate import Fate
from app.i18n import _, ngettext
from app.models import Todo
from app.models.hero import first_name_of
from app.models.rules import require
from app.paths import Id
from app.request import Ctx, Router
from app.web.deletions.views import (
    Line,
    Preview,
    PreviewPage,
    ask,
    assignment_line,
    comment_line,
    gone,
    lines,
    named,
    quoted,
    still_open,
    undoable,
)

router = Router()


@router.get("/todos/{todo_id}/deletion")
def show(ctx: Ctx, todo_id: Id) -> Response:
    """What goes with the todo."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.trash", todo)
    fate = ctx.access.todo_fate(todo)
    view = Preview(
        question=_("Delete “%(todo)s”?") % {"todo": todo.title},
        lede=undoable(ctx.settings.trash_days),
        goes=goes(fate),
        nothing=_("Nothing but the todo itself."),
        touches=_touches(fate),
        faces=fate.assignees.first,
        stays=_("The heroes, the labels and all else in %(team)s.") % {"team": todo.team.name},
        action=f"/todos/{todo.id}",
        button=_("Delete this todo"),
        keep=f"/todos/{todo.id}",
    )
    return ask(ctx, PreviewPage(view, todo.team))


@router.delete("/todos/{todo_id}")
def destroy(ctx: Ctx, todo_id: Id) -> Response:
    """Put the todo in the trash, with its sub-todos."""
    ctx.access.hold_tree(todo_id)
    todo = ctx.access.with_trash(Todo, todo_id)
    ctx.access.trash_todo(todo)
    above = todo.parent
    up = f"/todos/{above.id}" if above is not None and not above.trashed else f"/teams/{todo.team_id}"
    return gone(ctx, f"todo-{todo_id}", up)


def goes(fate: Fate) -> list[Line]:
    """What goes with a todo, line by line; the todo itself is not counted."""
    subs = fate.tally
    return lines(
        Line(subs.todos, ngettext("sub-todo", "sub-todos", subs.todos), still_open(subs), quoted(subs)),
        comment_line(fate.comments, fate.writers),
        assignment_line(fate.assignments, fate.assignees.total),
    )


def _touches(fate: Fate) -> list[str]:
    if not fate.assignees.total:
        return []
    names = named(fate.assignees, first_name_of)
    return [_("It leaves the hands of %(names)s.") % {"names": names}]
