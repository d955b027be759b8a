"""/todos/{id}/deletion shows what goes with a todo; DELETE /todos/{id} puts it in the trash."""

from starlette.responses import Response

from app.access.fate import Fate
from app.conditional import BESIDE
from app.i18n import _, ngettext
from app.models import Todo
from app.models.naming import first_name_of
from app.models.rules import require
from app.paths import Id, address_in
from app.rendering import Part, close_sheet, is_beside, remove, replace
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
    tie_line,
    undoable,
)
from app.web.side import side_count
from app.web.teams.list import Count
from app.web.todos.page import shown_section
from app.web.todos.sheet import subs_head
from app.web.todos.views import todo_row

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
        touches=touches(fate),
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
    return gone(ctx, f"todo-{todo_id}", up, *_gone_along(ctx, todo))


def _gone_along(ctx: Ctx, todo: Todo) -> list[Part]:
    """What changes where it was shown: its line below its parent, the counts, and it is no longer open."""
    url = address_in(ctx.request.headers.get(BESIDE) or ctx.request.headers.get("hx-current-url", ""))
    opened = address_in(ctx.request.headers.get("hx-current-url", "")).path == f"/todos/{todo.id}"
    section = shown_section(todo)
    place = section.id if section else None
    counts = ctx.access.section_counts(todo.team, done="done=on" in url.query)
    above = [] if todo.parent is None or todo.parent.trashed else [ctx.access.line(todo.parent)]
    return [
        remove(f"sub-{todo.id}"),
        *(replace(part) for line in above for part in (todo_row(line, ctx.hero), subs_head(line))),
        replace(Count(place, counts.get(place, 0))),
        *side_count(ctx.access, todo.team),
        *([close_sheet()] if opened and is_beside(ctx.request) else []),
    ]


def goes(fate: Fate) -> list[Line]:
    """What goes with a todo, line by line; the todo itself is not counted."""
    subs = fate.tally
    return lines(
        Line(subs.todos, ngettext("sub-todo", "sub-todos", subs.todos), still_open(subs), quoted(subs), more=subs.more),
        comment_line(fate),
        assignment_line(fate),
        tie_line(fate),
    )


def touches(fate: Fate, todos: int = 1) -> list[str]:
    """Whose hands so many todos leave."""
    if not fate.assignees.total:
        return []
    words = ngettext("It leaves the hands of %(names)s.", "They leave the hands of %(names)s.", todos)
    return [words % {"names": named(fate.assignees, first_name_of)}]
