"""Which calendar an address asks for, and on whose clocks it is written."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from app.access import Access
from app.access.calendar import Days
from app.access.filtering import Narrowing
from app.filtering.address import from_pairs, to_pairs
from app.filtering.model import Filter
from app.i18n import viewer, viewing
from app.models import Team
from app.paths import address_in
from app.web.calendar.periods import Period, day_named, period_named


@dataclass(frozen=True)
class Asked:
    """The calendar of a team, or (None) of all teams that the hero is on, narrowed by the filter `told`; with the todos
    without a date beside it (`undated`), with a box on the day `adding`."""

    team: Team | None
    period: Period
    undated: bool = False
    adding: date | None = None
    told: Filter = field(default_factory=Filter)

    @property
    def path(self) -> str:
        """Its address without what is asked for."""
        return calendar_path(self.team)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What its address says besides the filter and the box."""
        return (self.period.pair, *([("undated", "on")] if self.undated else []))

    @property
    def url(self) -> str:
        """Its address."""
        adding = [("add", self.adding.isoformat())] if self.adding else []
        return f"{self.path}?{urlencode([*self.kept, *to_pairs(self.told), *adding], safe=':,')}"

    def at(self, period: Period | None) -> str:
        """The address of another month or week; empty for none."""
        return replace(self, period=period, adding=None).url if period else ""

    def on(self, day: date) -> str:
        """The address of the page of one day."""
        return day_url(self.team, day, self.told)

    def days(self, access: Access, narrowing: Narrowing | None = None) -> Days:
        """What is to be looked up for it."""
        shown = self.period.days
        where = (narrowing or access.narrowing(self.told, self.team)).where
        return Days(team_ids(access, self.team), viewer().clock, shown[0], len(shown), where)


def day_url(team: Team | None, day: date, told: Filter) -> str:
    """The page of one day, narrowed by a filter."""
    return f"{calendar_path(team)}?{urlencode([('day', day.isoformat()), *to_pairs(told)], safe=':,')}"


def calendar_path(team: Team | None) -> str:
    """Where a calendar is."""
    return f"/teams/{team.id}/calendar" if team else "/calendar"


def team_ids(access: Access, team: Team | None) -> list[int]:
    """The teams whose todos stand in it."""
    return [team.id] if team else access.own_team_ids()


@contextmanager
def on_the_clock_of(team: Team | None) -> Iterator[None]:
    """Write everything inside as it is at the team's headquarters; without a team, as it is where the viewer is."""
    zone = team.time_zone if team else viewer().zone
    with viewing(replace(viewer(), zone=zone)):
        yield


def asked(team: Team | None, pairs: Sequence[tuple[str, str]]) -> Asked:
    """The calendar that the names and values of an address ask for; what is not among them, or in no way we know, is
    the month that it is."""
    said = dict(pairs)
    period = period_named(said.get("month", ""), said.get("week", ""))
    return Asked(team, period, bool(said.get("undated")), day_named(said.get("add", "")), from_pairs(pairs))


def team_at(access: Access, address: str) -> Team | None:
    """The team in whose calendar a form was. Raises NotFound."""
    found = re.fullmatch(r"/teams/(\d{1,18})/calendar", address_in(address).path)
    return access.team(int(found[1])) if found else None


def asked_at(team: Team | None, address: str) -> Asked | None:
    """The month or week, of this team, in which a form was; None where it was elsewhere."""
    parts = address_in(address)
    pairs = parse_qsl(parts.query)
    if parts.path != calendar_path(team) or "day" in dict(pairs):
        return None
    return asked(team, pairs)
