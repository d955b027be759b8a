"""/teams/{id}/calendar: the days of a team, on the clocks of its headquarters."""

from starlette.responses import Response

from app.conditional import conditional
from app.paths import Id, id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.calendar.asked import asked, on_the_clock_of
from app.web.calendar.day_page import day_list
from app.web.calendar.pages import TeamDayPage, shown
from app.web.calendar.periods import day_named
from app.web.teams.views import masthead

router = Router()


@router.get("/teams/{team_id}/calendar")
@conditional
def show(ctx: Ctx, team_id: Id, day: str = "", after: str = "") -> Response:
    """A month or a week, narrowed by a filter; or a page of all that is due on one day."""
    team = ctx.access.team(team_id)
    with on_the_clock_of(team):
        one, there = day_named(day), asked(team, ctx.request.query_params.multi_items())
        if one:
            head = masthead(ctx.access, team, "calendar")
            return page(ctx, TeamDayPage(head, day_list(ctx.access, there, one, id_key(after))))
        return shown(ctx, there)
