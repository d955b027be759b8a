"""The page of My day, and that of one of its places alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.paging import PAGE
from app.clock import now
from app.errors import NotFound
from app.i18n import _, viewer
from app.rendering import Page
from app.web.home.adding import day_box
from app.web.home.day import Lede, MyDay, Place, RestOfPlace, by_calendar, lede, my_spans, named, place_url, the_day
from app.web.home.margin import TeamClock, Waiting, Week, team_clocks, waiting, week
from app.web.teams.adding import AddBox, AddPreview
from app.web.teams.views import Clock, clock_in
from app.web.todos.duties import for_whom
from app.web.todos.move_page import own_teams
from app.web.todos.selection_bar import Bar, mixed_bar
from app.web.todos.views import todo_row
from app.wording import long_date, today

WAITING = "waiting"


@dataclass(frozen=True)
class MyDayPage(Page, template="home/index.html"):
    """My day, with the box to add to it where there is a team to add to, and the margin."""

    caption: str
    clock: Clock
    greeting: str
    lede: Lede
    add: AddBox | AddPreview | None
    day: MyDay
    bar: Bar
    week: Week
    clocks: Sequence[TeamClock]
    waiting: Waiting

    section = "day"


@dataclass(frozen=True)
class PlacePage(Page, template="home/place.html"):
    """One place of My day alone, further down."""

    words: str
    caption: str
    rows: Place
    bar: Bar

    section = "day"


def day_page(access: Access, add: AddBox | AddPreview | None = None) -> MyDayPage:
    """My day as it is now, with an empty box or this one."""
    parts = my_spans()
    counts = access.my_day_counts(parts)
    return MyDayPage(
        caption=long_date(today()),
        clock=clock_in(viewer().clock.key),
        greeting=_greeting(access.hero.first_name),
        lede=lede(counts),
        add=add or (day_box(access, own_teams(access.hero)[0]) if own_teams(access.hero) else None),
        day=the_day(access, parts, counts),
        bar=mixed_bar(access),
        week=week(access, counts),
        clocks=team_clocks(access),
        waiting=waiting(access),
    )


def place_page(access: Access, place: str, after: int | None) -> PlacePage:
    """A page of one place from behind a todo. Raises NotFound."""
    parts = my_spans()
    words = _("You are waiting for") if place == WAITING else named(place, parts)
    if not words:
        raise NotFound(_("The address is wrong, or what was here has been deleted."))
    lines = access.waiting_lines(after) if place == WAITING else access.my_day_place(parts, place, after)
    more = RestOfPlace(place, place_url(place, lines[-1].id) if len(lines) == PAGE else "")
    duties = access.duties()
    rows = [todo_row(line, access.hero, cover=for_whom(duties, line, access.hero)) for line in by_calendar(lines)]
    return PlacePage(words, long_date(today()), Place(place, rows, more), mixed_bar(access))


def _greeting(name: str) -> str:
    hour = now().astimezone(viewer().clock).hour
    if hour < 4 or hour >= 18:
        return _("Good evening, %(hero)s") % {"hero": name}
    return (_("Good morning, %(hero)s") if hour < 12 else _("Good afternoon, %(hero)s")) % {"hero": name}
