"""The margin of My day: the week as small bars, what time it is where the teams are, and what others have in hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.my_day import DAY, LATE, SOMEDAY, TODAY, first_of_week
from app.access.rows import TodoLine
from app.i18n import _, ngettext
from app.models import Team
from app.rendering import Fragment
from app.web.home.day import Counts
from app.web.teams.views import Clock, clock_in
from app.web.todos.views import due_words
from app.wording import Due, city, so_many, today, week_start, weekday_letter, weekday_name

TALLEST = 7
"""Todos that fill a bar, unless a day of the week has more."""
CLOCKS_SHOWN, WAITING_SHOWN = 6, 5


@dataclass(frozen=True)
class Bar:
    """A day of the week and its share of the fullest. `href` is where its todos stand on the page, if they do."""

    letter: str
    name: str
    count: int
    is_today: bool
    href: str


@dataclass(frozen=True)
class Week(Fragment, template="home/_week.html"):
    """The viewer's week as bars, of which one of `full` todos is the tallest; `words` say what is free."""

    bars: Sequence[Bar]
    full: int
    words: str

    @property
    def id(self) -> str:
        """`day-week`"""
        return "day-week"


@dataclass(frozen=True)
class Awaited:
    """A todo in the hands of others."""

    line: TodoLine
    due: Due | None


@dataclass(frozen=True)
class Waiting(Fragment, template="home/_waiting.html"):
    """The first of what the hero waits for; `more` is where the others are, if there are any."""

    awaited: Sequence[Awaited]
    more: str

    @property
    def id(self) -> str:
        """`day-waiting`"""
        return "day-waiting"


@dataclass(frozen=True)
class TeamClock:
    """What time it is where a team is."""

    team: Team
    place: str
    clock: Clock


def week(access: Access, counts: Counts) -> Week:
    """How many todos of the hero are due on each day; a day whose todos stand on the page leads to them."""
    first = first_of_week(today(), week_start())
    days = [first + n * DAY for n in range(7)]
    found = access.due_counts(days)
    places = [LATE if day < today() else TODAY if day == today() else day.isoformat() for day in days]
    bars = [
        Bar(
            letter=weekday_letter(day.weekday()),
            name=weekday_name(day.weekday()),
            count=count,
            is_today=day == today(),
            href=f"#place-{place}" if place in counts else "",
        )
        for day, count, place in zip(days, found, places, strict=True)
    ]
    free = next((day for day, count in zip(days, found, strict=True) if day > today() and not count), None)
    words = [_("%(day)s is free.") % {"day": weekday_name(free.weekday())}] if free else []
    return Week(bars, max(TALLEST, *found), " ".join([*words, *_undated(counts)]))


def waiting(access: Access) -> Waiting:
    """What others have in hand that this hero made or gave to them."""
    lines = access.waiting_lines(limit=WAITING_SHOWN + 1)
    shown = [Awaited(line, due_words(line)) for line in lines[:WAITING_SHOWN]]
    return Waiting(shown, "/?place=waiting" if len(lines) > WAITING_SHOWN else "")


def team_clocks(access: Access) -> list[TeamClock]:
    """The clocks of the first few of the hero's teams, by name."""
    teams = [link.team for link in access.hero.memberships]
    living = [team for team in teams if not team.is_private and team.awake]
    by_name = sorted(living, key=lambda team: (team.name.lower(), team.id))
    return [
        TeamClock(team, team.headquarters or city(team.time_zone), clock_in(team.time_zone))
        for team in by_name[:CLOCKS_SHOWN]
    ]


def _undated(counts: Counts) -> list[str]:
    n = counts[SOMEDAY].open if SOMEDAY in counts else 0
    words = ngettext("%(count)s todo has no date.", "%(count)s todos have no date.", n)
    return [words % {"count": so_many(n)}] if n else []
