"""The todos that were picked in a list: which of them can be changed, and what is said about the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.errors import NotFound, Unprocessable
from app.i18n import _, ngettext
from app.models import Todo, may
from app.models.rules import require
from app.request import Ctx
from app.web.todos.page import shown_section
from app.web.todos.shapes import PICKED_MAX, Picked
from app.wording import listing, number

Place = tuple[int, int | None]
"""The ids of a team and of a section in it."""


@dataclass(frozen=True)
class Picks:
    """Picked todos in the order of the list, where they stand before anything is done to them, and in sentences what
    cannot be done."""

    todos: Sequence[Todo]
    places: dict[int, Place] = field(default_factory=dict)
    remarks: Sequence[str] = ()


def picked(ctx: Ctx, data: Picked) -> Picks:
    """The todos of this form that are there; those that are not are named or counted. Raises Unprocessable."""
    ids = list(dict.fromkeys(data.todos))
    if not ids:
        raise Unprocessable(_("No todo is selected. Nothing was changed."))
    if len(ids) > PICKED_MAX:
        raise Unprocessable(
            _("%(count)s todos are selected, and %(most)s can be changed at once. Select fewer. Nothing was changed.")
            % {"count": number(len(ids)), "most": number(PICKED_MAX)}
        )
    ctx.access.hold_tree(*ids)
    found = ctx.access.picked(ids)
    living = [todo for todo in found if not todo.trashed]
    remarks = [*_in_trash([todo for todo in found if todo.trashed]), *_gone(len(ids) - len(found))]
    if not living:
        raise NotFound(" ".join([*remarks, _("Nothing was changed.")]))
    return Picks(living, {todo.id: place_of(todo) for todo in living}, remarks)


def place_of(todo: Todo) -> Place:
    """Where it stands in the list."""
    section = shown_section(todo)
    return todo.team_id, section.id if section else None


def permitted(ctx: Ctx, picks: Picks, verb: str) -> Picks:
    """Those to which this hero may do it. Raises Forbidden where there is none."""
    allowed: list[Todo] = []
    refused: list[Todo] = []
    for todo in picks.todos:
        (allowed if may(ctx.hero, verb, todo) else refused).append(todo)
    if not allowed:
        require(ctx.hero, verb, refused[0])
    return Picks(allowed, picks.places, [*picks.remarks, *_refused(refused)])


def fitting(picks: Picks, do: Callable[[Todo], None]) -> Picks:
    """Those to which it was done; the others stay as they are. Raises Unprocessable where it fits none."""
    changed: list[Todo] = []
    unfit: list[Todo] = []
    for todo in picks.todos:
        try:
            do(todo)
        except Unprocessable:
            if not changed and todo is picks.todos[-1]:
                raise
            unfit.append(todo)
        else:
            changed.append(todo)
    return Picks(changed, picks.places, [*picks.remarks, *_unfit(unfit)])


def _titles(todos: Sequence[Todo]) -> dict[str, str]:
    return {"todos": listing([f"“{todo.title}”" for todo in todos])}


def _in_trash(todos: Sequence[Todo]) -> list[str]:
    words = ngettext("%(todos)s lies in the trash.", "%(todos)s lie in the trash.", len(todos))
    return [words % _titles(todos)] if todos else []


def _gone(n: int) -> list[str]:
    words = ngettext("%(n)d todo is not there any more.", "%(n)d todos are not there any more.", n)
    return [words % {"n": n}] if n else []


def _refused(todos: Sequence[Todo]) -> list[str]:
    words = ngettext(
        "You may not do that to %(todos)s, so it stays as it is.",
        "You may not do that to %(todos)s, so they stay as they are.",
        len(todos),
    )
    return [words % _titles(todos)] if todos else []


def _unfit(todos: Sequence[Todo]) -> list[str]:
    words = ngettext(
        "%(todos)s belongs to another team, so it stays as it is.",
        "%(todos)s belong to another team, so they stay as they are.",
        len(todos),
    )
    return [words % _titles(todos)] if todos else []
