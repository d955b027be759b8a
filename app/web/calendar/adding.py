"""The small box on a day that adds a todo which is due then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from app.access import Access
from app.forms import Form, empty
from app.models import Team, may
from app.models.types import Id, Title
from app.rendering import Fragment
from app.web.calendar.asked import Asked
from app.web.entrance import own_path
from app.web.todos.move_page import own_teams
from app.web.todos.shapes import Day
from app.wording import long_date


class DayText(BaseModel):
    """A line for a team's todo on a day; `back` is the calendar that the box stands in."""

    text: Title
    team: Id
    day: Day
    back: Annotated[str, AfterValidator(own_path)]


@dataclass(frozen=True)
class DayBox(Fragment, template="calendar/_box.html"):
    """The box. `teams` are those to choose from, where there are several; `leave` closes it, empty where it stays."""

    day: date
    words: str
    form: Form[DayText]
    teams: Sequence[Team]
    leave: str = ""

    @property
    def id(self) -> str:
        """`box-2026-12-01`"""
        return f"box-{self.day.isoformat()}"


def teams_to_add_to(access: Access, team: Team | None) -> list[Team]:
    """The team, or all the hero's own, to which they may add todos; the private one first."""
    if team is None:
        return own_teams(access.hero)
    return [team] if may(access.hero, "todo.create", team) else []


def day_box(access: Access, asked: Asked, form: Form[DayText] | None = None) -> DayBox:
    """The box on the day that is asked for, as it was typed or empty."""
    day = asked.adding or asked.period.first
    box = box_on(access, asked.team, day, asked.url, form)
    return replace(box, leave=f"{replace(asked, adding=None).url}#day-{day.isoformat()}")


def box_on(access: Access, team: Team | None, day: date, back: str, form: Form[DayText] | None = None) -> DayBox:
    """The box on a day of the calendar at the address `back`."""
    teams = teams_to_add_to(access, team)
    form = form or empty(DayText, team=str(teams[0].id) if teams else "", day=day.isoformat(), back=back)
    return DayBox(day, long_date(day), form, teams)
