"""What an answer replaces after a change, wherever the todo is shown: its page, its row, its line below a parent."""

from collections.abc import Callable

from starlette.responses import Response

from app.access.activity import Deed
from app.access.rows import TodoLine
from app.conditional import BESIDE
from app.models import Todo
from app.paths import address_in, back_to
from app.rendering import Fragment, Part, append, in_sheet, is_beside, put_ahead, replace, swaps
from app.request import Ctx
from app.web.home.answers import covered_there, day_counted, day_renewed, from_my_day
from app.web.side import side_count
from app.web.todos.sheet import subs_head, todo_facts, todo_head, todo_page
from app.web.todos.story import just_done
from app.web.todos.views import sub_row, todo_card, todo_row

AT_MOST = 2_000
"""Todos of one step that are looked through."""


def closure_changed(ctx: Ctx, todo: Todo, *parts: Part, otherwise: str = "") -> Response:
    """The answer after it was done or opened again, with further parts; without a script we go back to where the form
    was, or to `otherwise`."""
    lines = ctx.access.lines_around(todo)
    line, above = lines.pop(todo.id), lines.pop(todo.parent_id or 0, None)
    pop = todo.closed
    # What comes again is put ahead of what is there before that is replaced; on My day it may stand on another day.
    again = _came_again(ctx, todo)
    on_my_day = from_my_day(ctx)
    regions = [
        *([] if on_my_day else again),
        *_in_lists(ctx, line, pop=pop, cover=covered_there(ctx, line)),
    ]
    if shows_a_todo(ctx):
        regions += [
            replace(sub_row(line, ctx.hero, pop=pop)),
            replace(todo_head(line, ctx.hero, pop=pop)),
            replace(todo_facts(ctx.access, todo, line)),
            *_told(ctx, todo),
        ]
    if above is not None:
        regions += [*_in_lists(ctx, above), replace(subs_head(above))]
    for waiting in lines.values():
        regions += _in_lists(ctx, waiting)
    if on_my_day:
        regions += day_renewed(ctx) if again else day_counted(ctx)
    regions += [*parts, *side_count(ctx.access, todo.team)]
    back = back_to(ctx.request, f"/teams/{todo.team_id}", f"todo-{todo.id}")
    return swaps(ctx, *regions, otherwise=otherwise or back, line=line)


def _in_lists(ctx: Ctx, line: TodoLine, *, pop: bool = False, cover: str = "") -> list[Part]:
    """The todo as its place shows it, a row of a list or a card of a board; both where nobody knows the place."""
    place = ctx.request.headers.get(BESIDE) or back_to(ctx.request, "")
    on_board = address_in(place).path.endswith("/board")
    row = [] if on_board else [replace(todo_row(line, ctx.hero, pop=pop, cover=cover))]
    return [*row, *([replace(todo_card(line, ctx.hero, pop=pop))] if on_board or not place else [])]


def shows_a_todo(ctx: Ctx) -> bool:
    """Whether it was done where a todo is open, on its own page or beside a list; taken for so where nobody knows."""
    return is_beside(ctx.request) or back_to(ctx.request, "/todos/").startswith("/todos/")


def _came_again(ctx: Ctx, todo: Todo) -> list[Part]:
    """The next one of a todo that repeats, ahead of the one that is done."""
    history = ctx.access.history()
    if not history.counts.get("todo.created"):
        return []
    made = (deed for deed in ctx.access.todo_deeds(history.id, AT_MOST) if deed.kind == "created")
    created = next((one for one in made if _same_place(one, todo)), None)
    line = ctx.access.reached_line(created.todo_id) if created else None
    if line is None:
        return []
    makers: dict[str, Callable[..., Fragment]] = {"todo": todo_row, "card": todo_card, "sub": sub_row}
    return [put_ahead(make(line, ctx.hero, new=True), f"{name}-{todo.id}") for name, make in makers.items()]


def _same_place(deed: Deed, todo: Todo) -> bool:
    return (deed.after["title"], deed.after["parent_id"]) == (todo.title, todo.parent_id)


def facts_changed(ctx: Ctx, todo: Todo) -> Response:
    """The answer after one thing that is known about it changed."""
    return swaps(ctx, *facts_parts(ctx, todo), otherwise=f"/todos/{todo.id}")


def facts_parts(ctx: Ctx, todo: Todo) -> list[Part]:
    """What shows the facts of a todo, wherever it is."""
    line = ctx.access.line(todo)
    return [
        replace(todo_facts(ctx.access, todo, line)),
        replace(todo_row(line, ctx.hero, cover=covered_there(ctx, line))),
        replace(sub_row(line, ctx.hero)),
        *_told(ctx, todo),
    ]


def _told(ctx: Ctx, todo: Todo) -> list[Part]:
    """What was just done, at the end of its story."""
    return [append(line, to=f"story-{todo.id}") for line in just_done(ctx.access, todo)]


def saved(ctx: Ctx, todo: Todo, *, moved: bool) -> Response:
    """The answer after its form was saved: beside a list itself and its row, unless that `moved`; else we go to it."""
    address = f"/todos/{todo.id}"
    if moved or not is_beside(ctx.request):
        return swaps(ctx, otherwise=address)
    view = todo_page(ctx.access, todo)
    row = todo_row(ctx.access.line(todo), ctx.hero)
    return swaps(ctx, in_sheet(ctx, view, address), replace(row), otherwise=address)
