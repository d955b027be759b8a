"""All that is due on one day, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.access import Access
from app.access.paging import PAGE
from app.rendering import View
from app.web.calendar.adding import DayBox, box_on, teams_to_add_to
from app.web.calendar.asked import Asked
from app.web.calendar.ghosts import Ghost, coming_again
from app.web.calendar.periods import FIRST, LAST, period_around
from app.web.todos.views import TodoRow, todo_row
from app.wording import long_date


@dataclass(frozen=True)
class DayList(View, template="calendar/_day_list.html"):
    """One day. `whole` is the calendar around it; the days before and after it come with their words."""

    words: str
    rows: Sequence[TodoRow]
    ghosts: Sequence[Ghost]
    mixed: bool
    box: DayBox | None
    whole: str
    previous: tuple[str, str]
    next: tuple[str, str]
    more: str


def day_list(access: Access, asked: Asked, day: date, after: int | None) -> DayList:
    """A page of a day of the calendar that is asked for, from behind the todo with the id `after`."""
    team = asked.team
    days = replace(asked.days(access), first=day, count=1)
    lines = access.day_lines(days, after)
    url = asked.on(day)
    whole = replace(asked, period=period_around("month", day))
    return DayList(
        words=long_date(day),
        rows=[todo_row(line, access.hero) for line in lines],
        ghosts=() if after else coming_again(access.repeating(days), [day])[day],
        mixed=team is None,
        box=box_on(access, team, day, url) if teams_to_add_to(access, team) else None,
        whole=f"{whole.url}#day-{day.isoformat()}",
        previous=_beside(asked, day - timedelta(days=1)),
        next=_beside(asked, day + timedelta(days=1)),
        more=f"{url}&after={lines[-1].id}" if len(lines) == PAGE else "",
    )


def _beside(asked: Asked, day: date) -> tuple[str, str]:
    return (asked.on(day), long_date(day)) if FIRST < day < LAST else ("", "")
