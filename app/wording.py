"""Dates, numbers and lists as people say them, in the viewer's language and time zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from app import clock
from app.i18n import _, ngettext, viewer

COUNTED = 1000
"""So far todos are counted; a number above it says that there are more, not how many."""
KEPT = 2048
"""Numbers that are written out once: those that lists of todos are full of."""
_MEGABYTE = 1_048_576
_YEAR = 365
_ENGLISH = {
    "MMMMd": "d MMMM",
    "yMMMMd": "d MMMM y",
    "MMMMEd": "E d MMMM",
    "yMMMMEd": "E d MMMM y",
    "MMMMEEEEd": "EEEE d MMMM",
    "yMMMMEEEEd": "EEEE d MMMM y",
}
"""Our English has no commas in dates; other languages write each combination of fields as CLDR does."""


@dataclass(frozen=True)
class Due:
    """When a todo is due: in words, for machines (HTML's `datetime`), and whether that is pressing."""

    words: str
    iso: str
    kind: Literal["late", "today", "done", ""]


def due(
    due_on: date | None, due_at: datetime | None, completed_at: datetime | None, now: datetime, zone: ZoneInfo
) -> Due | None:
    """How far away a todo is, seen from `now` in `zone`; of a done one, when it was done. None if there is no date."""
    if completed_at is None and due_on is None and due_at is None:
        return None
    clock.for_the_day(zone)
    if completed_at is not None:
        return Due(_done(completed_at, now, zone), _instant(completed_at), "done")
    if due_at is not None:
        return _due_at(due_at, now, zone)
    return None if due_on is None else _due_on(due_on, _local(now, zone).date())


def today() -> date:
    """The day it is where the viewer is."""
    return _here().date()


def moment(at: datetime) -> str:
    """When something happened, inside a sentence: "today 08:30", "yesterday 17:20", "4 May"."""
    local = _local(at, viewer().clock)
    now = _here()
    match (local.date() - now.date()).days:
        case 0:
            return _("today %(time)s") % {"time": _time(local)}
        case -1:
            return _("yesterday %(time)s") % {"time": _time(local)}
        case 1:
            return _("tomorrow %(time)s") % {"time": _time(local)}
    return _day(local.date(), now.date(), "MMMMd")


def in_days(days: int) -> str:
    """A number of days from today, inside a sentence: "today", "tomorrow", "in 30 days", "4 days ago"."""
    match days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case -1:
            return _("yesterday")
    if days < 0:
        return ngettext("%(count)s day ago", "%(count)s days ago", -days) % {"count": number(-days)}
    return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": number(days)}


def distance(day: date, today: date) -> str:
    """How far a day is from `today`: "in 17 days"."""
    return in_days((day - today).days)


def long_date(day: date) -> str:
    """A day in full: "Friday 29 May"."""
    return _day(day, today(), "MMMMEEEEd")


def short_date(day: date) -> str:
    """A day as rows have it: "Fri 29 May"."""
    return _day(day, today(), "MMMMEd")


def week_start() -> int:
    """The day on which the viewer's weeks begin; Monday is 0."""
    return int(_language().first_week_day)


def month_name(month: int) -> str:
    """A month by its name: "June"."""
    return str(_language().months["stand-alone"]["wide"][month])


def weekday_name(day: int) -> str:
    """A day of the week by its name; Monday is 0."""
    return str(_language().days["stand-alone"]["wide"][day])


def weekday_short(day: int) -> str:
    """The same as the head of a column: "Mon"."""
    return str(_language().days["stand-alone"]["abbreviated"][day])


def is_weekend(day: date) -> bool:
    """Whether the viewer's country rests on that day."""
    start, end = int(_language().weekend_start), int(_language().weekend_end)
    return (day.weekday() - start) % 7 <= (end - start) % 7


def month_title(day: date) -> str:
    """A month of a calendar: "May 2026"."""
    return format_skeleton("yMMMM", datetime(day.year, day.month, 1, tzinfo=UTC), locale=_language())


def day_and_month(day: date) -> str:
    """The first day of a month in a calendar: "1 May"."""
    return format_skeleton("MMMd", datetime(day.year, day.month, day.day, tzinfo=UTC), locale=_language())


def day_range(first: date, last: date) -> str:
    """Several days of a calendar: "30 Nov – 6 Dec 2026"."""
    return format_interval(first, last, "yMMMd", locale=_language())


def time_at(at: datetime) -> str:
    """What the viewer's clock shows at an instant: "09:00"."""
    return _time(_local(at, viewer().clock))


def weekday_letter(day: int) -> str:
    """The same as short as it gets: "T"."""
    return str(_language().days["stand-alone"]["narrow"][day])


def plain_date(day: date) -> str:
    """A day inside a sentence: "11 June"."""
    return _day(day, today(), "MMMMd")


def clock_at(zone: ZoneInfo, now: datetime) -> str:
    """What the clock on the wall shows somewhere: "08:14"."""
    return _time(_local(now, zone))


def city(zone: str) -> str:
    """The place that a time zone is named after, such as "Lisbon"; a zone without a place is named by itself."""
    named = "/" in zone and not zone.startswith("Etc/")
    return get_timezone_location(zone, locale=_language(), return_city=True).rpartition("/")[2] if named else zone


def number(n: float) -> str:
    """A number in figures: "12,500"."""
    return _figures(n, viewer().locale)


@lru_cache(KEPT)
def _figures(n: float, locale: str) -> str:
    return format_decimal(n, locale=locale)


def so_many(n: int, at_most: int = COUNTED) -> str:
    """How many there are, as far as they were counted: "12", "1,000+"."""
    return f"{number(at_most)}+" if n > at_most else number(n)


def size(octets: int) -> str:
    """A number of bytes: "2 MB"."""
    return format_unit(round(octets / _MEGABYTE, 1), "digital-megabyte", "short", locale=_language())


def listing(names: Sequence[str], at_most: int = 3) -> str:
    """Names in a sentence: "Dana, Goro and Ana"; past `at_most` of them "Dana, Goro and 2 more"."""
    if len(names) > at_most:
        rest = len(names) - at_most + 1
        names = [*names[: at_most - 1], ngettext("%(count)s more", "%(count)s more", rest) % {"count": number(rest)}]
    return format_list(list(names), locale=_language())


def _done(completed_at: datetime, now: datetime, zone: ZoneInfo) -> str:
    local, day = _local(completed_at, zone), _local(now, zone).date()
    when = _time(local) if local.date() == day else _day(local.date(), day, "MMMMd")
    return _("Done %(when)s") % {"when": when}


def _due_at(at: datetime, now: datetime, zone: ZoneInfo) -> Due:
    local, here = _local(at, zone), _local(now, zone)
    days = (local.date() - here.date()).days
    if at < now:
        return Due(_late(-days, now, at), _instant(at), "late")
    clock.holds_until(at)
    time = _time(local)
    match days:
        case 0:
            return Due(_("Today %(time)s") % {"time": time}, _instant(at), "today")
        case 1:
            return Due(_("Tomorrow %(time)s") % {"time": time}, _instant(at), "")
    words = _("%(day)s, %(time)s") % {"day": _day(local.date(), here.date(), "MMMMEd"), "time": time}
    return Due(words, _instant(at), "")


def _due_on(day: date, today: date) -> Due:
    days = (day - today).days
    if days < 0:
        return Due(_days_late(-days), day.isoformat(), "late")
    match days:
        case 0:
            return Due(_("Today"), day.isoformat(), "today")
        case 1:
            return Due(_("Tomorrow"), day.isoformat(), "")
    return Due(_day(day, today, "MMMMEd"), day.isoformat(), "")


def _late(days: int, now: datetime, at: datetime) -> str:
    """In days as a calendar counts them; within one day, in whole hours or minutes."""
    if days > 0:
        return _days_late(days)
    minutes = max(1, int((now - at).total_seconds()) // 60)
    hours = minutes // 60
    clock.holds_until(at + (clock.HOUR * (hours + 1) if hours else clock.MINUTE * (minutes + 1)))
    if hours:
        return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": number(hours)}
    return ngettext("%(count)s minute late", "%(count)s minutes late", minutes) % {"count": number(minutes)}


def _days_late(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": number(days)}


def _day(day: date, today: date, skeleton: str) -> str:
    """The day by the fields of a CLDR skeleton; with its year where leaving it out could mislead."""
    if abs((day - today).days) >= _YEAR:
        skeleton = "y" + skeleton
    language = _language()
    if language.language == "en":
        return format_date(day, _ENGLISH[skeleton], locale=language)
    if "EEEE" in skeleton:
        return format_date(day, "full", locale=language)
    return format_skeleton(skeleton, datetime(day.year, day.month, day.day, tzinfo=UTC), locale=language)


def _time(local: datetime) -> str:
    return format_time(local.time(), "short", locale=_language())


def _language() -> Locale:
    """The viewer's, where plain English is the one that counts 24 hours and puts the day first."""
    language = viewer().language
    return Locale("en", "GB") if str(language) == "en" else language


def _here() -> datetime:
    return _local(clock.for_the_day(viewer().clock), viewer().clock)


def _local(at: datetime, zone: tzinfo) -> datetime:
    try:
        return at.astimezone(zone)
    except OverflowError:  # the first day of the year 1 or the last of 9999: no calendar goes further
        return at


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="minutes") + "Z"
