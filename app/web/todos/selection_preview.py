"""What goes with the todos that are picked in a list, before they go."""

import secrets

from starlette.responses import Response

from app.i18n import _, ngettext
from app.paths import back_to
from app.request import Ctx
from app.web.deletions.todos import goes, touches
from app.web.deletions.views import Line, Preview, PreviewPage, ask, undoable
from app.web.todos.picks import Picks
from app.web.todos.shapes import Picked
from app.wording import listing


def ask_first(ctx: Ctx, picks: Picks, data: Picked) -> Response:
    """The preview. It changes nothing, so it does not use up the key of the form that asked for it."""
    n, teams = len(picks.todos), {todo.team_id: todo.team for todo in picks.todos}
    fate = ctx.access.todo_fate(*picks.todos)
    back = back_to(ctx.request, f"/teams/{next(iter(teams))}")
    view = Preview(
        question=ngettext("Delete %(n)d todo?", "Delete %(n)d todos?", n) % {"n": n},
        lede=" ".join([undoable(ctx.settings.trash_days, n), *picks.remarks]),
        goes=[_picked_line(picks), *goes(fate)],
        nothing="",
        touches=touches(fate, n),
        faces=fate.assignees.first,
        stays=_("The heroes, the labels and all else in %(team)s.")
        % {"team": listing([team.name for team in teams.values()])},
        action="/todos/selection",
        button=ngettext("Delete %(n)d todo", "Delete %(n)d todos", n) % {"n": n},
        keep=back,
        keep_words=ngettext("Keep it", "Keep them", n),
        fields=_fields(picks, data, back),
    )
    response = ask(ctx, PreviewPage(view, next(iter(teams.values())) if len(teams) == 1 else None))
    response.headers["Cache-Control"] = "no-store"
    return response


def _picked_line(picks: Picks) -> Line:
    n, still_open = len(picks.todos), sum(not todo.closed for todo in picks.todos)
    detail = ngettext("%(n)d of them open", "%(n)d of them open", still_open) % {"n": still_open} if still_open else ""
    return Line(n, ngettext("todo", "todos", n), detail, listing([f"“{todo.title}”" for todo in picks.todos]))


def _fields(picks: Picks, data: Picked, back: str) -> list[tuple[str, str]]:
    shown = [(name, "on") for name in ("done", "filtered") if getattr(data, name)]
    ids = [("todos", str(todo.id)) for todo in picks.todos]
    return [("_key", secrets.token_urlsafe(16)), ("back", back), *shown, *ids]
