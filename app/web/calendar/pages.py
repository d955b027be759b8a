"""The pages of calendars: of all my teams, and of one team on its paper."""

from dataclasses import dataclass

from starlette.responses import Response

from app.access import Access
from app.rendering import Page, replace, swaps, wants_parts
from app.rendering import page as whole_page
from app.request import Ctx
from app.web.calendar.adding import DayBox
from app.web.calendar.asked import Asked
from app.web.calendar.day_page import DayList
from app.web.calendar.views import CalendarView, calendar_days, calendar_view
from app.web.teams.views import TeamPage, masthead


@dataclass(frozen=True)
class CalendarPage(Page, template="calendar/show.html"):
    """The calendar of all my teams."""

    calendar: CalendarView

    section = "calendar"


@dataclass(frozen=True)
class DayPage(Page, template="calendar/day.html"):
    """One day of it, whole."""

    day: DayList

    section = "calendar"


@dataclass(frozen=True)
class TeamCalendarPage(TeamPage, template="teams/calendar.html"):
    """The calendar of a team."""

    calendar: CalendarView


@dataclass(frozen=True)
class TeamDayPage(TeamPage, template="teams/calendar_day.html"):
    """One day of it, whole."""

    day: DayList


def calendar_page(access: Access, asked: Asked, box: DayBox | None = None) -> Page:
    """The page of the calendar that is asked for, with this box where one is open."""
    calendar = calendar_view(access, asked, box)
    if asked.team is None:
        return CalendarPage(calendar)
    return TeamCalendarPage(masthead(access, asked.team, "calendar"), calendar)


def shown(ctx: Ctx, asked: Asked) -> Response:
    """The answer to its address; where a box is asked for, with a script only the day that it is on."""
    if asked.adding and asked.adding in asked.period.days and wants_parts(ctx.request):
        day = calendar_days(ctx.access, asked, asked.days(ctx.access))[asked.adding]
        return swaps(ctx, replace(day), otherwise=asked.url)
    return whole_page(ctx, calendar_page(ctx.access, asked))
