"""How a calendar looks: its days with their pins, what comes again, and the todos without a date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.access import Access
from app.access.calendar import Days, OnDay, Pinned
from app.access.filtering import Narrowing
from app.models import Hero, may
from app.rendering import Fragment, View
from app.web.calendar.adding import DayBox, day_box, teams_to_add_to
from app.web.calendar.asked import Asked
from app.web.calendar.ghosts import Ghost, coming_again
from app.web.calendar.periods import WEEK, Period, period_around
from app.web.filtering.asked import Asked as ListAsked
from app.web.filtering.bar import FilterBar, filter_bar, without_order
from app.web.todos.views import due_words
from app.wording import day_and_month, is_weekend, long_date, number, time_at, today, weekday_short

SHOWN = {"month": 4, "week": 20}
"""Todos of a day; where there are more, one less and the way to all of them."""


@dataclass(frozen=True)
class Pin(Fragment, template="calendar/_pin.html"):
    """A todo on its day. `kind` is late, done or ""; `hue` that of its label, among several teams of its team; `back`
    is the calendar that it stands in."""

    pinned: Pinned
    time: str
    kind: str
    hue: str
    mixed: bool
    may_move: bool
    back: str

    @property
    def id(self) -> str:
        """`pin-41`"""
        return f"pin-{self.pinned.line.id}"


@dataclass(frozen=True)
class Day(Fragment, template="calendar/_day.html"):
    """A day. `number` is what its corner shows; of `more` todos only the number is shown."""

    day: date
    number: str
    weekday: str
    words: str
    look: str
    url: str
    pins: Sequence[Pin]
    ghosts: Sequence[Ghost]
    mixed: bool
    more: int
    add_url: str
    box: DayBox | None

    @property
    def id(self) -> str:
        """`day-2026-12-01`"""
        return f"day-{self.day.isoformat()}"


@dataclass(frozen=True)
class Undated(Fragment, template="calendar/_undated.html"):
    """Todos that have no day yet, to be given one; `more` of them are not shown."""

    pins: Sequence[Pin]
    more: int
    close: str

    @property
    def id(self) -> str:
        """`undated`"""
        return "undated"


@dataclass(frozen=True)
class UndatedCount(Fragment, template="calendar/_undated_count.html"):
    """How many they are, and the way to see them; without an `url` they are shown."""

    count: int
    url: str

    @property
    def id(self) -> str:
        """`undated-count`"""
        return "undated-count"


@dataclass(frozen=True)
class CalendarView(View, template="calendar/_calendar.html"):
    """A month or a week. The addresses of what is before and after it are empty at the end of all calendars."""

    asked: Asked
    filters: FilterBar
    title: str
    previous: tuple[str, str]
    next: tuple[str, str]
    today: str
    month: str
    week: str
    weekdays: Sequence[str]
    days: Sequence[Day]
    undated: Undated | None
    undated_count: UndatedCount


def calendar_view(access: Access, asked: Asked, box: DayBox | None = None) -> CalendarView:
    """The calendar that is asked for, with this box where one is open."""
    period = asked.period
    narrowing = access.narrowing(asked.told, asked.team)
    days = asked.days(access, narrowing)
    dateless = undated_count(access, asked, days)
    return CalendarView(
        asked=asked,
        filters=calendar_filters(access, asked, narrowing),
        title=period.title,
        previous=_beside(asked, period.previous),
        next=_beside(asked, period.next),
        today=asked.at(period_around(period.kind, today())),
        month=asked.at(period_around("month", _anchor(period))),
        week=asked.at(period_around("week", _anchor(period))),
        weekdays=[weekday_short(day.weekday()) for day in period.days[:WEEK]],
        days=list(calendar_days(access, asked, days, box).values()),
        undated=undated(access, asked, days, dateless.count),
        undated_count=dateless,
    )


def calendar_filters(access: Access, asked: Asked, narrowing: Narrowing) -> FilterBar:
    """The bar that narrows it. Days show what is done anyway."""
    sections = access.sections(asked.team) if asked.team else ()
    narrowed = ListAsked(asked.path, asked.told, kept=asked.kept)
    bar = filter_bar(access, narrowed, narrowing, asked.team, sections)
    return replace(without_order(bar), done=None)


def calendar_days(access: Access, asked: Asked, days: Days, box: DayBox | None = None) -> dict[date, Day]:
    """The days of a calendar, all looked up at once."""
    most = SHOWN[asked.period.kind]
    found = access.days(days, most)
    coming = coming_again(access.repeating(days), asked.period.days)
    may_add = bool(teams_to_add_to(access, asked.team))
    if asked.adding and may_add and box is None:
        box = day_box(access, asked)
    return {
        day: _day(access.hero, asked, day, found.get(day, OnDay()), coming[day], may_add, box)
        for day in asked.period.days
    }


def undated_count(access: Access, asked: Asked, days: Days) -> UndatedCount:
    """How many todos have no date."""
    url = "" if asked.undated else f"{replace(asked, undated=True, adding=None).url}#undated"
    return UndatedCount(access.undated_count(days), url)


def undated(access: Access, asked: Asked, days: Days, count: int) -> Undated | None:
    """These todos, where the calendar shows them."""
    if not asked.undated:
        return None
    pins = [_pin(pinned, access.hero, asked) for pinned in access.undated(days)]
    return Undated(pins, max(0, count - len(pins)), replace(asked, undated=False, adding=None).url)


def _day(
    hero: Hero, asked: Asked, day: date, on_day: OnDay, ghosts: Sequence[Ghost], may_add: bool, box: DayBox | None
) -> Day:
    room = max(0, SHOWN[asked.period.kind] - on_day.total)
    pins = [_pin(pinned, hero, asked) for pinned in on_day.pins]
    shown = ghosts[:room]
    return Day(
        day=day,
        number=day_and_month(day) if day.day == 1 or day == asked.period.days[0] else number(day.day),
        weekday=weekday_short(day.weekday()),
        words=long_date(day),
        look=_look(asked.period, day),
        url=asked.on(day),
        pins=pins,
        ghosts=shown,
        mixed=asked.team is None,
        more=on_day.total - len(pins) + len(ghosts) - len(shown),
        add_url=f"{replace(asked, adding=day).url}#box-{day.isoformat()}" if may_add else "",
        box=box if box and box.day == day else None,
    )


def _look(period: Period, day: date) -> str:
    looks = {"today": day == today(), "weekend": is_weekend(day), "outside": not period.holds(day)}
    return " ".join(name for name, so in looks.items() if so)


def _pin(pinned: Pinned, hero: Hero, asked: Asked) -> Pin:
    line = pinned.line
    due = due_words(line)
    return Pin(
        pinned=pinned,
        time=time_at(line.due_at) if line.due_at else "",
        kind=due.kind if due and due.kind in ("late", "done") else "",
        hue=line.team.colour if asked.team is None else line.labels[0].colour if line.labels else "",
        mixed=asked.team is None,
        may_move=may(hero, "todo.edit", line),
        back=replace(asked, adding=None).url,
    )


def _beside(asked: Asked, period: Period | None) -> tuple[str, str]:
    return asked.at(period), period.title if period else ""


def _anchor(period: Period) -> date:
    """The day that stays in sight when a month becomes a week, or a week a month."""
    return today() if period.holds(today()) else period.first
