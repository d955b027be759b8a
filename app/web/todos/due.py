"""/todos/{id}/due shows when it is due and takes another day; PUT saves it, whether it was typed, dragged or moved by
a key."""

from dataclasses import dataclass
from dataclasses import replace as with_fields
from typing import Annotated

from starlette.responses import Response

from app.access.calendar import Days
from app.forms import Form, bind, empty
from app.i18n import viewer
from app.models import Team, Todo
from app.models.rules import require
from app.models.todo.due import Due, day_of
from app.paths import Id
from app.rendering import Fragment, Part, over_the_page, page, replace, swaps, wants_parts
from app.request import Ctx, Router
from app.web.calendar.asked import Asked, asked_at, on_the_clock_of, team_at
from app.web.calendar.views import calendar_days, undated, undated_count
from app.web.entrance import own_path
from app.web.todos.merging import settle_due, typed
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.shapes import DueForm
from app.wording import city

router = Router()


@dataclass(frozen=True)
class DueDialog(Fragment, template="todos/_due_dialog.html"):
    """The form over the page that asked."""

    todo: Todo
    form: Form[DueForm]
    place: str

    @property
    def id(self) -> str:
        """`due-dialog`"""
        return "due-dialog"


@dataclass(frozen=True)
class DuePage(PageOfTodo, template="todos/due.html"):
    """The same as a page. `place` names the clocks that the time is one of, where they are not the viewer's."""

    form: Form[DueForm]
    place: str


@router.get("/todos/{todo_id}/due")
def show(ctx: Ctx, todo_id: Id, back: str = "") -> Response:
    """The form; with a script over the page."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.edit", todo)
    own = own_path(back) if back else f"/todos/{todo.id}"
    with on_the_clock_of(team_at(ctx.access, own)):
        values = typed({"due": (todo.due_on, todo.due_at)})
        form = with_fields(empty(DueForm, **values, back=own), version=todo.version)
        return _ask(ctx, todo, form, 200)


@router.put("/todos/{todo_id}/due")
def update(ctx: Ctx, todo_id: Id, form: Annotated[Form[DueForm], bind(DueForm)]) -> Response:
    """Save it; ask where somebody else changed it meanwhile."""
    todo = ctx.access.todo(todo_id)
    require(ctx.hero, "todo.edit", todo)
    back = str(form.values["back"]) or f"/todos/{todo.id}"
    team = team_at(ctx.access, back)
    with on_the_clock_of(team):
        if form.errors:
            return _ask(ctx, todo, form, 422)
        before = (todo.due_on, todo.due_at)
        on, at = settle_due(ctx.access, todo, form)
        if form.conflict:
            return _ask(ctx, todo, form, 409)
        todo.edit({"due_on": on, "due_at": at}, by=ctx.hero)
        return _moved(ctx, todo, team, before, back)


def _ask(ctx: Ctx, todo: Todo, form: Form[DueForm], status: int) -> Response:
    zone = viewer().zone
    place = city(zone) if zone != ctx.hero.time_zone else ""
    if wants_parts(ctx.request):
        return swaps(ctx, over_the_page(DueDialog(todo, form, place)), otherwise="", status=status)
    return page(ctx, DuePage(todo, todo.team, shown_section(todo), form, place), status)


def _moved(ctx: Ctx, todo: Todo, team: Team | None, before: Due, back: str) -> Response:
    """The days that it left and that it came to; elsewhere than in a calendar the page that the form was on."""
    there = asked_at(team, back)
    if there is None:
        return swaps(ctx, otherwise=back)
    days = {day_of(due, viewer().clock) for due in (before, (todo.due_on, todo.due_at))}
    ctx.access.history()  # written down before it is looked up
    shown = there.days(ctx.access)
    parts = [replace(view) for day, view in calendar_days(ctx.access, there, shown).items() if day in days]
    beside = _undated(ctx, there, shown) if None in days else []
    return swaps(ctx, *parts, *beside, over_the_page(None), otherwise=f"{there.url}#pin-{todo.id}")


def _undated(ctx: Ctx, there: Asked, shown: Days) -> list[Part]:
    count = undated_count(ctx.access, there, shown)
    beside = undated(ctx.access, there, shown, count.count)
    return [replace(count), *([replace(beside)] if beside else [])]
