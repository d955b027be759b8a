"""My day: its groups by when things are due, and what stands above them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from app.access import Access
from app.access.covering import Duty
from app.access.my_day import LATE, LATER, NEXT_WEEK, SOMEDAY, TODAY, DayCount, Span, spans
from app.access.rows import TodoLine
from app.i18n import _, ngettext, viewer
from app.models import Hero, may
from app.rendering import Fragment
from app.web.todos.duties import for_whom
from app.web.todos.move_page import own_teams
from app.web.todos.views import TodoRow, todo_row
from app.wording import clock_at, long_date, plain_date, so_many, today, week_start, weekday_name

SOON = "soon"
Counts = Mapping[str, DayCount]


@dataclass(frozen=True)
class OpenCount(Fragment, template="teams/_count.html"):
    """How many open todos a group has, shown beside its name."""

    group: str
    count: int

    @property
    def id(self) -> str:
        """`day-late-count`"""
        return f"day-{self.group}-count"


@dataclass(frozen=True)
class RestOfPlace(Fragment, template="home/_more.html"):
    """The link to the rest of a place; empty, without `url`, once all of it stands there."""

    place: str
    url: str = ""

    @property
    def id(self) -> str:
        """`place-late-more`"""
        return f"place-{self.place}-more"


@dataclass(frozen=True)
class Place(Fragment, template="home/_rows.html"):
    """Rows that stand together. In a group of several days `words` name them, and `days` say more exactly which."""

    place: str
    rows: Sequence[TodoRow]
    more: RestOfPlace
    words: str = ""
    days: str = ""

    @property
    def id(self) -> str:
        """`place-2026-05-13`"""
        return f"place-{self.place}"


@dataclass(frozen=True)
class DayGroup(Fragment, template="home/_group.html"):
    """One of Late, Today, Coming up and No date. `movable` are the ids of todos that one button moves to `today`."""

    key: str
    words: str
    count: OpenCount
    places: Sequence[Place]
    movable: Sequence[int] = ()
    today: str = ""

    @property
    def id(self) -> str:
        """`day-late`"""
        return f"day-{self.key}"


@dataclass(frozen=True)
class MyDay(Fragment, template="home/_day.html"):
    """All groups. Without any todo, `alone` says whether the hero is on no team but their own, and `may_add` whether
    there is a box to add to it."""

    groups: Sequence[DayGroup]
    alone: bool
    may_add: bool

    @property
    def id(self) -> str:
        """`day`"""
        return "day"


@dataclass(frozen=True)
class Lede(Fragment, template="home/_lede.html"):
    """How the day looks, in one line."""

    words: str

    @property
    def id(self) -> str:
        """`day-lede`"""
        return "day-lede"


def my_spans() -> list[Span]:
    """The days of the viewer's calendar, today first."""
    return spans(today(), week_start())


def the_day(access: Access, parts: Sequence[Span], counts: Counts, *, new: Collection[int] = ()) -> MyDay:
    """The first page of each place; `new` todos were just added."""
    lines, duties = access.my_day_lines(parts), access.duties()
    shown = {key: _rows(access.hero, key, found, counts[key].total, new, duties) for key, found in lines.items()}
    ahead = [_named(shown[span.key], span) for span in parts[1:] if span.key in shown]
    late, now_, someday = ([shown[key]] if key in shown else [] for key in (LATE, TODAY, SOMEDAY))
    open_counts = group_counts(counts)
    groups = [
        DayGroup(LATE, _("Late"), open_counts[LATE], late, _movable(access, lines.get(LATE, ())), today().isoformat()),
        DayGroup(TODAY, _("Today"), open_counts[TODAY], now_),
        DayGroup(SOON, _("Coming up"), open_counts[SOON], ahead),
        DayGroup(SOMEDAY, _("No date"), open_counts[SOMEDAY], someday),
    ]
    return MyDay([one for one in groups if one.places], _is_alone(access), bool(own_teams(access.hero)))


def group_counts(counts: Counts) -> dict[str, OpenCount]:
    """How many open todos each group has, by its key."""
    single = {key: counts.get(key, DayCount()).open for key in (LATE, TODAY, SOMEDAY)}
    soon = sum(count.open for key, count in counts.items() if key not in single)
    return {key: OpenCount(key, count) for key, count in (single | {SOON: soon}).items()}


def lede(counts: Counts) -> Lede:
    """How many are late and for today, and when the last of today's is due."""
    late, due = counts.get(LATE, DayCount()), counts.get(TODAY, DayCount())
    is_late = ngettext("%(count)s is late", "%(count)s are late", late.open) % {"count": so_many(late.open)}
    is_due = ngettext("%(count)s is for today", "%(count)s are for today", due.open) % {"count": so_many(due.open)}
    if late.open and due.open:
        words = _("%(late)s and %(today)s.") % {"late": is_late, "today": is_due}
    elif late.open or due.open:
        words = _("%(count)s.") % {"count": is_late if late.open else is_due}
    else:
        words = _("Nothing is left for today.") if due.total else _("Nothing is due today.")
    if due.last is not None:
        words = f"{words} {_('Nothing after %(time)s.') % {'time': clock_at(viewer().clock, due.last)}}"
    return Lede(words)


def named(place: str, parts: Sequence[Span]) -> str:
    """What a place is called; empty for one that there is not."""
    known = {LATE: _("Late"), TODAY: _("Today"), SOMEDAY: _("No date")}
    return known.get(place) or next((_names(span)[0] for span in parts if span.key == place), "")


def place_url(place: str, after: int | None = None) -> str:
    """The address of one place alone, from behind a todo."""
    return f"/?place={place}{f'&after={after}' if after else ''}"


def by_calendar(lines: Sequence[TodoLine]) -> list[TodoLine]:
    """A page of rows in the order of the viewer's days, in each of them those without a time first."""

    def when(line: TodoLine) -> tuple[date, time]:
        if line.due_at is None:
            return line.due_on or date.max, time.min
        local = line.due_at.astimezone(viewer().clock)
        return local.date(), local.time()

    return sorted(lines, key=when)


def _rows(
    hero: Hero, place: str, lines: Sequence[TodoLine], total: int, new: Collection[int], duties: Sequence[Duty]
) -> Place:
    more = RestOfPlace(place, place_url(place, lines[-1].id)) if len(lines) < total else RestOfPlace(place)
    return Place(
        place,
        [todo_row(line, hero, new=line.id in new, cover=for_whom(duties, line, hero)) for line in by_calendar(lines)],
        more,
    )


def _named(rows: Place, span: Span) -> Place:
    words, days = _names(span)
    return replace(rows, words=words, days=days)


def _names(span: Span) -> tuple[str, str]:
    """What a heading calls these days, and which they are: ("Friday", "15 May")."""
    since = _("from %(day)s") % {"day": long_date(span.start)}
    if span.key in (NEXT_WEEK, LATER):
        return (_("Next week") if span.key == NEXT_WEEK else _("Later")), since
    if (span.start - today()).days == 1:
        return _("Tomorrow"), long_date(span.start)
    return weekday_name(span.start.weekday()), plain_date(span.start)


def _movable(access: Access, lines: Sequence[TodoLine]) -> list[int]:
    return [line.id for line in lines if not line.done and may(access.hero, "todo.edit", line)]


def _is_alone(access: Access) -> bool:
    return all(link.team.is_private or not link.team.awake for link in access.hero.memberships)
