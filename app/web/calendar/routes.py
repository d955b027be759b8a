"""/calendar: the days of all teams that I am on; POST adds a todo on a day of any calendar."""

from dataclasses import replace as with_fields
from typing import Annotated

from starlette.responses import Response

from app.access.understanding import Understood
from app.conditional import conditional
from app.forms import Form, bind
from app.grammar.reading import read_line_on
from app.i18n import viewer
from app.models import Team, Todo
from app.models.rules import require
from app.models.todo.due import day_of
from app.paths import id_key
from app.rendering import page, replace, swaps
from app.request import Ctx, Router
from app.understood import here
from app.web.calendar.adding import DayText, day_box
from app.web.calendar.asked import asked, asked_at, on_the_clock_of, team_at
from app.web.calendar.day_page import day_list
from app.web.calendar.pages import DayPage, calendar_page, shown
from app.web.calendar.periods import day_named
from app.web.calendar.views import calendar_days
from app.web.side import side_count
from app.web.todos.signs import slips_of

router = Router()


@router.get("/calendar")
@conditional
def show(ctx: Ctx, day: str = "", after: str = "") -> Response:
    """A month or a week, narrowed by a filter; or a page of all that is due on one day."""
    one, there = day_named(day), asked(None, ctx.request.query_params.multi_items())
    if one:
        return page(ctx, DayPage(day_list(ctx.access, there, one, id_key(after))))
    return shown(ctx, there)


@router.post("/calendar")
def create(ctx: Ctx, form: Annotated[Form[DayText], bind(DayText)]) -> Response:
    """Add what was typed on a day to a team."""
    team_id = id_key(str(form.values["team"])) or 0
    ctx.access.hold_order(team_id)
    team = ctx.access.team(team_id)
    require(ctx.hero, "todo.create", team)
    of = team_at(ctx.access, str(form.values["back"]))
    with on_the_clock_of(of):
        understood = None if form.errors else _understood(ctx, team, form.data)
        slips = slips_of(understood) if understood else {}
        form.errors |= {"text": slips["title"]} if slips else {}
        if form.errors or understood is None:
            return _refused(ctx, of, form)
        todo = ctx.access.plant_line(team, form.data.text, understood)
        return _added(ctx, of, todo, form.data)


def _added(ctx: Ctx, of: Team | None, todo: Todo, data: DayText) -> Response:
    """The days that look otherwise now; elsewhere than in a month or week the whole page."""
    shown = asked_at(of, data.back)
    if shown is None:
        return swaps(ctx, otherwise=data.back)
    there = with_fields(shown, adding=data.day)
    days = calendar_days(ctx.access, there, there.days(ctx.access))
    changed = {data.day, day_of((todo.due_on, todo.due_at), viewer().clock)}
    parts = [replace(one) for day, one in days.items() if day in changed]
    return swaps(ctx, *parts, *side_count(ctx.access, todo.team), otherwise=f"{there.url}#box-{data.day.isoformat()}")


def _understood(ctx: Ctx, team: Team, data: DayText) -> Understood:
    reading = read_line_on(data.text, here(), data.day)
    return ctx.access.vocabulary(team, [reading]).understand(reading)


def _refused(ctx: Ctx, of: Team | None, form: Form[DayText]) -> Response:
    day = day_named(str(form.values["day"]))
    month = asked(of, [("month", f"{day:%Y-%m}")] if day else [])
    there = with_fields(asked_at(of, str(form.values["back"])) or month, adding=day)
    box = day_box(ctx.access, there, form)
    whole = calendar_page(ctx.access, there, box)
    return swaps(ctx, replace(box), otherwise=whole, status=422)
