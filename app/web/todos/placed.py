"""What an answer replaces after a todo was put somewhere else, in the view that it was put from."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from app.access.places import Standing
from app.access.rows import TodoLine
from app.i18n import _
from app.models import Hero, Todo
from app.paths import back_to
from app.rendering import (
    Fragment,
    Part,
    append,
    pop_up,
    put_ahead,
    put_behind,
    remove,
    replace,
    swaps,
    wants_parts,
)
from app.request import Ctx
from app.toasts import Toast
from app.web.side import side_count
from app.web.teams.board_views import board, column_counts, column_id, shown_by
from app.web.teams.list import Count, group_id, todo_list
from app.web.todos.page import shown_section
from app.web.todos.shapes import PlaceForm
from app.web.todos.sheet import subs_head
from app.web.todos.views import sub_row, todo_card, todo_row

PREFIX = {"list": "todo", "board": "card", "subs": "sub"}
MAKERS: dict[str, Callable[[TodoLine, Hero], Fragment]] = {"list": todo_row, "board": todo_card, "subs": sub_row}


@dataclass(frozen=True)
class Spot:
    """Where a todo stood: its team, its section as the list shows it, the todo above it."""

    team_id: int
    section_id: int | None
    parent: Todo | None


def spot_of(todo: Todo) -> Spot:
    """Where it stands now."""
    section = shown_section(todo)
    return Spot(todo.team_id, section.id if section else None, todo.parent)


def placed(ctx: Ctx, todo: Todo, was: Spot, data: PlaceForm, *, found: bool) -> Response:
    """The todo in its new place in the view that the form names, or the page that it was on; without one the todo's
    page. Not `found`: what it was to stand beside has gone, and that is said."""
    if data.view is None:
        return swaps(ctx, otherwise=f"/todos/{todo.id}")
    back = back_to(ctx.request, f"/teams/{was.team_id}", f"{PREFIX[data.view]}-{todo.id}")
    if data.filtered or not wants_parts(ctx.request):
        return swaps(ctx, otherwise=back)
    ctx.access.history()  # written down before anything is counted
    remarks = (
        [] if found else [_("The todo that it was to stand beside is not there any more, so it stands at the end.")]
    )
    if "todo.closed" in ctx.access.history().counts and ctx.access.with_open_subs([todo]):
        remarks.append(_("Its open sub-todos stay open."))
    said = [pop_up(Toast(" ".join(remarks)))] if remarks else []
    return swaps(ctx, *_parts(ctx, todo, was, data), *side_count(ctx.access, todo.team), *said, otherwise=back)


def refused(ctx: Ctx, sentence: str) -> Response:
    """Why it stays where it is, over the page that asked."""
    return swaps(ctx, pop_up(Toast(sentence, kind="bad")), otherwise="/", status=422)


def _parts(ctx: Ctx, todo: Todo, was: Spot, data: PlaceForm) -> list[Part]:
    view, stays_in_view = data.view or "list", (todo.parent is None) is (data.view != "subs")
    if view != "subs" and _anew(ctx, todo, was, data):
        whole = board(ctx.access, todo.team, done=data.done) if view == "board" else None
        return [replace(whole or todo_list(ctx.access, todo.team, done=data.done))]
    if view == "subs" and todo.parent is not was.parent:
        stays_in_view = False
    parts = [remove(f"{PREFIX[view]}-{todo.id}")]
    if stays_in_view:
        parts.append(_in_place(ctx, todo, view, ctx.access.standing(todo, done=data.done)))
    return [*parts, *_above(ctx, todo, was, view), *_counts(ctx, todo, was, data)]


def _anew(ctx: Ctx, todo: Todo, was: Spot, data: PlaceForm) -> bool:
    """Whether more changes than a row and counts: another todo came with it, or a group without a section comes or
    goes."""
    if "todo.created" in ctx.access.history().counts:
        return True
    if data.view == "board" or None not in (was.section_id, spot_of(todo).section_id):
        return False
    count = ctx.access.section_counts(todo.team, done=data.done).get(None, 0)
    left = was.parent is None and was.section_id is None
    arrives = todo.parent is None and spot_of(todo).section_id is None
    return left is not arrives and count == (1 if arrives else 0)


def _in_place(ctx: Ctx, todo: Todo, view: str, standing: Standing) -> Part:
    """The todo behind the one ahead of it, which is shown if any of its neighbours is."""
    fragment = MAKERS[view](ctx.access.line(todo), ctx.hero)
    if standing.previous is not None:
        return put_behind(fragment, f"{PREFIX[view]}-{standing.previous}")
    if standing.next is not None:
        return put_ahead(fragment, f"{PREFIX[view]}-{standing.next}")
    return append(fragment, _home(todo, view))


def _home(todo: Todo, view: str) -> str:
    if view == "subs":
        return f"subs-{todo.parent_id}-rows"
    section = spot_of(todo).section_id
    return f"{column_id(section)}-cards" if view == "board" else f"{group_id(section)}-rows"


def _above(ctx: Ctx, todo: Todo, was: Spot, view: str) -> list[Part]:
    """The todos above it, before and now: they say how many are below them."""
    changed = {one.id: one for one in (was.parent, todo.parent) if one is not None and was.parent is not todo.parent}
    lines = [ctx.access.line(one) for one in changed.values()]
    return [part for line in lines for part in (replace(MAKERS[view](line, ctx.hero)), replace(subs_head(line)))]


def _counts(ctx: Ctx, todo: Todo, was: Spot, data: PlaceForm) -> list[Part]:
    places = {was.section_id, spot_of(todo).section_id}
    if data.view == "subs" or (was.parent is not None and todo.parent is not None):
        return []
    if data.view == "board":
        shown = shown_by(ctx.access, todo.team, done=data.done)
        return [replace(one) for one in column_counts(ctx.access, todo.team, shown)]
    counts = ctx.access.section_counts(todo.team, done=data.done)
    return [replace(Count(place, counts.get(place, 0))) for place in places]
