"""Days in words and figures. None of it is guessed: 5/6 is two days, so it is neither.

The parsers that guess (dateutil's, dateparser's) take the month first or last by a setting; people here write both.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, timedelta

from app.grammar.findings import Doubtful, Found, When
from app.grammar.here import Here
from app.grammar.recurrence import YEAR_MAX, Rule
from app.grammar.vocabulary import ENGLISH as VOCABULARY

YEAR_MIN = 1900
COUNT_MAX = 4
"""Digits of a number of days, weeks or months."""
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_NUMBER = re.compile(rf"(\d{{1,2}})(?:{VOCABULARY.ordinal_endings})?")
_ORDINAL = re.compile(rf"(\d{{1,2}})(?:{VOCABULARY.ordinal_endings})")
_YEAR = re.compile(r"\d{4}")


def read_day(keys: Sequence[str], here: Here, *, introduced: bool = False) -> Found | Doubtful | None:
    """The day that the first of these words name. `introduced`: a word such as "on" stands before them."""
    found = _named(keys, here) or _relative(keys, here) or _figures(keys[0], here) or _of_month(keys, here)
    return found or (_of_this_month(keys, here) if introduced else None)


def count(key: str) -> int | None:
    """A number in a word or in figures, at most 9999."""
    if key.isascii() and key.isdigit() and len(key) <= COUNT_MAX:
        return int(key)
    return VOCABULARY.numbers.get(key)


def weekday(key: str) -> int | None:
    """A weekday by its name, long or short."""
    return VOCABULARY.weekdays.get(key, VOCABULARY.short_weekdays.get(key))


def _named(keys: Sequence[str], here: Here) -> Found | None:
    first = keys[0]
    if first in VOCABULARY.days:
        return _day(1, here.in_days(VOCABULARY.days[first]))
    wanted = weekday(first)
    if wanted is not None:
        # The next one behind today: today is called today.
        ahead = (wanted - here.today.weekday() - 1) % 7 + 1
        return _day(1, here.in_days(ahead), weak=first in VOCABULARY.short_weekdays)
    for length, phrase in ((3, ("day", "after", "tomorrow")), (4, ("the", "day", "after", "tomorrow"))):
        if tuple(keys[:length]) == phrase:
            return _day(length, here.in_days(2))
    return None


def _relative(keys: Sequence[str], here: Here) -> Found | Doubtful | None:
    match keys:
        case ["in", number, unit, *_] if (n := count(number)) is not None and unit in VOCABULARY.units:
            return _in(n, VOCABULARY.units[unit], here)
        case ["end", "of", ("the" | "this" | "next") as which, ("week" | "month" | "year") as unit, *_]:
            return _day(4, _last_of(unit, int(which == "next"), here))
        case ["end", "of", ("week" | "month" | "year") as unit, *_]:
            return _day(3, _last_of(unit, 0, here))
        case ["next" | "this" as which, name, *_]:
            return _next(name, here) if which == "next" else _this(name, here)
    return None


def _next(name: str, here: Here) -> Found | None:
    if name in ("week", "month", "year"):
        return _day(2, _last_of(name, 0, here) + timedelta(days=1))
    wanted = weekday(name)
    return None if wanted is None else _day(2, here.week(1) + timedelta(days=(wanted - here.week_start) % 7))


def _this(name: str, here: Here) -> Found | None:
    if name == "weekend":
        return _day(2, here.in_days(max(0, 5 - here.today.weekday())))
    wanted = weekday(name)
    day = None if wanted is None else here.week() + timedelta(days=(wanted - here.week_start) % 7)
    return _day(2, day) if day and day >= here.today else None


def _in(n: int, unit: str, here: Here) -> Found | Doubtful:
    if unit in ("minute", "hour"):
        # Hours pass on the world's clock, also on the day when the one on the wall is changed.
        then = (here.now.astimezone(UTC) + timedelta(**{f"{unit}s": n})).astimezone(here.now.tzinfo)
        return Found(3, When(then.date(), then.time().replace(second=0, microsecond=0)))
    if unit in ("day", "week"):
        return _day(3, here.in_days(n * (7 if unit == "week" else 1)))
    months = n * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(here.today.year * 12 + here.today.month - 1 + months, 12)
    if year > YEAR_MAX:
        return Doubtful(3, "too_far")
    return _day(3, date(year, month + 1, min(here.today.day, monthrange(year, month + 1)[1])))


def _figures(key: str, here: Here) -> Found | Doubtful | None:
    if match := _ISO.fullmatch(key):
        return _exactly(1, int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED.fullmatch(key):
        return _exactly(1, int(match[3]), int(match[2]), int(match[1]))
    match = _SLASHED.fullmatch(key)
    if match is None or key in VOCABULARY.not_days:
        return None
    one, other, year = int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    readings = [_in_month(1, day, month, year, here) for day, month in {(one, other), (other, one)}]
    days = [found for found in readings if isinstance(found, Found)]
    if len(days) == 2:
        return Doubtful(1, "day_or_month", tuple(sorted(found.value.day for found in days)))
    return days[0] if days else None


def _of_month(keys: Sequence[str], here: Here) -> Found | Doubtful | None:
    """24 dec, 24th of december 2027, dec 24, december 24th, 2027."""
    for length, number, name in ((2, 0, 1), (3, 0, 2), (2, 1, 0)):
        if len(keys) < length or (length == 3 and keys[1] != "of"):
            continue
        day, month = _NUMBER.fullmatch(keys[number]), VOCABULARY.months.get(keys[name])
        if day and month:
            further = keys[length] if len(keys) > length else ""
            year = int(further) if _YEAR.fullmatch(further) else None
            weak = name == 0 and keys[0] in VOCABULARY.doubtful_months and not _ORDINAL.fullmatch(keys[1])
            return _in_month(length + (year is not None), int(day[1]), month, year, here, weak=weak)
    return None


def _of_this_month(keys: Sequence[str], here: Here) -> Found | None:
    """The 15th: the next one there is, today included."""
    match = _ORDINAL.fullmatch(keys[1]) if len(keys) > 1 and keys[0] == "the" else None
    rule = Rule("month", monthdays=(int(match[1]),)) if match else None
    day = rule.first_day(here.today) if rule and rule.happens else None
    return _day(2, day) if day else None


def _in_month(
    length: int, day: int, month: int, year: int | None, here: Here, *, weak: bool = False
) -> Found | Doubtful:
    """A day of a month; without a year the next one there is, today included."""
    if year is not None:
        return _exactly(length, year, month, day, weak=weak)
    for ahead in range(9):  # 29 February can be eight years away
        found = _exactly(length, here.today.year + ahead, month, day, weak=weak)
        if isinstance(found, Found) and found.value.day >= here.today:
            return found
    return Doubtful(length, "no_such_day", (month,), weak=weak)


def _exactly(length: int, year: int, month: int, day: int, *, weak: bool = False) -> Found | Doubtful:
    if not YEAR_MIN <= year <= YEAR_MAX:
        return Doubtful(length, "too_far", weak=weak)
    if not 1 <= month <= 12:
        return Doubtful(length, "no_such_day", weak=weak)
    if not 1 <= day <= monthrange(year, month)[1]:
        return Doubtful(length, "no_such_day", (month,), weak=weak)
    return _day(length, date(year, month, day), weak=weak)


def _last_of(unit: str, ahead: int, here: Here) -> date:
    if unit == "week":
        return here.week(ahead + 1) - timedelta(days=1)
    months = here.today.year * 12 + (here.today.month - 1 if unit == "month" else 11)
    year, month = divmod(months + ahead * (1 if unit == "month" else 12), 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _day(length: int, day: date, *, weak: bool = False) -> Found:
    return Found(length, When(day=day), weak=weak)
