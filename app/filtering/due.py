"""Days as a filter says them: `late`, `today`, `7d`, `<2w`, `friday`, `2026-12-01..2026-12-24`, `none`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.grammar.days import read_day
from app.grammar.findings import Found
from app.grammar.here import Here

_COUNT = re.compile(r"([0-9]{1,4})([dw])")
_BOUND = re.compile(r"(<=|>=|<|>)(.+)")
_DAYS = {"d": 1, "w": 7}
_ONE = timedelta(days=1)
WORDS_MAX = 6
"""Words that name a day; "24th of december 2027" has four."""


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included; None is for ever. `late`: before this very moment, and open."""

    first: date | None = None
    last: date | None = None
    late: bool = False


@dataclass(frozen=True)
class Undated:
    """No date at all."""


def read_due(value: str, here: Here) -> Span | Undated | None:
    """The days that a value of `due` means; None if it means none."""
    words = value.casefold()
    if words in ("none", "no date"):
        return Undated()
    if words == "any":
        return Span()
    if words == "late":
        return Span(late=True)
    if words in ("week", "this week"):
        return Span(here.week(), here.week(1) - _ONE)
    return _range(words, here) or _bound(words, here) or _next_days(words, here) or _day(words, here)


def read_closed(value: str, here: Here) -> Span | None:
    """The days that a value of `closed` means, so many of them up to today; None if it means none."""
    words = value.casefold()
    match = _COUNT.fullmatch(words)
    if match:
        days = int(match[1]) * _DAYS[match[2]]
        return Span(here.in_days(1 - days), here.today) if days else None
    span = read_due(words, here)
    return span if isinstance(span, Span) and not span.late else None


def _range(words: str, here: Here) -> Span | None:
    first, dots, last = words.partition("..")
    if not dots or not (first or last):
        return None
    start, end = _point(first, here), _point(last, here)
    unread = (first and start is None) or (last and end is None)
    return None if unread else Span(start, end)


def _bound(words: str, here: Here) -> Span | None:
    match = _BOUND.fullmatch(words)
    day = _point(match[2].strip(), here) if match else None
    if match is None or day is None:
        return None
    edges = {"<": (None, day - _ONE), "<=": (None, day), ">": (day + _ONE, None), ">=": (day, None)}
    return Span(*edges[match[1]])


def _next_days(words: str, here: Here) -> Span | None:
    match = _COUNT.fullmatch(words)
    days = int(match[1]) * _DAYS[match[2]] if match else 0
    return Span(here.today, here.in_days(days - 1)) if days else None


def _day(words: str, here: Here) -> Span | None:
    day = _point(words, here)
    return Span(day, day) if day else None


def _point(words: str, here: Here) -> date | None:
    """A day: so many days or weeks from today, or as the add box reads it."""
    match = _COUNT.fullmatch(words)
    if match:
        return here.in_days(int(match[1]) * _DAYS[match[2]])
    keys = words.split()
    if not 0 < len(keys) <= WORDS_MAX:
        return None
    found = read_day(keys, here)
    return found.value.day if isinstance(found, Found) and found.length == len(keys) else None
