"""Repeats in words: every day, every other week, every mon and thu, every 15th, every last friday, every 24 dec."""

import re
from collections.abc import Sequence

from app.grammar.days import count, weekday
from app.grammar.findings import Doubtful, Found
from app.grammar.recurrence import INTERVAL_MAX, Rule
from app.grammar.vocabulary import ENGLISH as VOCABULARY
from app.grammar.words import words_of

_ORDINAL = re.compile(rf"(\d{{1,2}})(?:{VOCABULARY.ordinal_endings})")
_FIGURE = re.compile(rf"(\d{{1,2}})(?:{VOCABULARY.ordinal_endings})?")
_SHORT = 28
LENGTH_MAX = 16
"""Words of the longest repeat: every mon, tue, … and sun."""


def read_repeat(keys: Sequence[str]) -> Found | Doubtful | None:
    """The repeat that the first of these words name."""
    if keys[0] in VOCABULARY.adverbs:
        return Found(1, _rule(VOCABULARY.adverbs[keys[0]], 1), weak=True)
    if keys[0] != "every" or len(keys) < 2:
        return None
    if keys[1] == "second" and len(keys) > 2 and weekday(keys[2]) is not None and _of_the_month(keys, 3) == 3:
        return Doubtful(3, "second", (keys[2],))
    rest, interval, spent = keys[1:], 1, 0
    found = _on_ordinals(rest) or _in_year(rest)
    if found is None:
        rest, interval, spent = _interval(rest)
        found = _in_units(rest, interval) or _on_weekdays(rest, interval)
    if found is None or found[1].interval > INTERVAL_MAX or not found[1].happens:
        return None
    return Found(1 + spent + found[0], found[1])


def parse_repeat(text: str) -> Rule | None:
    """The repeat that all of the text names; None where it names none, or says more."""
    keys = [word.key for word in words_of(text)]
    found = read_repeat(keys[:LENGTH_MAX]) if keys and all(keys) else None
    return found.value if isinstance(found, Found) and found.length == len(keys) else None


Part = tuple[int, Rule]
"""How many words, and what they mean."""


def _interval(keys: Sequence[str]) -> tuple[Sequence[str], int, int]:
    if keys[0] == "other" or (keys[0] == "second" and len(keys) > 1 and keys[1] in VOCABULARY.units):
        return keys[1:], 2, 1
    number = count(keys[0])
    if number and len(keys) > 1 and keys[0] not in ("a", "an"):
        return keys[1:], number, 1
    return keys, 1, 0


def _rule(unit: str, interval: int) -> Rule:
    return Rule("month", interval * 3) if unit == "quarter" else Rule(unit, interval)


def _in_units(keys: Sequence[str], interval: int) -> Part | None:
    unit = VOCABULARY.units.get(keys[0]) if keys else None
    if unit in (None, "minute", "hour"):
        return None
    rule = _rule(unit, interval)
    further = keys[2:] if len(keys) > 2 and keys[1] == "on" else ()
    if further and further[0] == "the":
        further = further[1:]
    spent = len(keys) - len(further)
    if unit == "week" and further and (days := _weekdays(further)):
        return spent + days[0], Rule("week", interval, days[1])
    if unit in ("month", "quarter") and further and (part := _on_ordinals(further, rule.interval)):
        return spent + part[0], part[1]
    if unit == "year" and further and (part := _in_year(further, interval)):
        return spent + part[0], part[1]
    return 1, rule


def _weekdays(keys: Sequence[str]) -> tuple[int, tuple[int, ...]] | None:
    days: list[int] = []
    at = 0
    while at < len(keys):
        joined = keys[at] in ("and", "&") and days and at + 1 < len(keys)
        day = weekday(keys[at + 1] if joined else keys[at])
        if day is None:
            break
        days.append(day)
        at += 2 if joined else 1
    return (at, tuple(sorted(set(days)))) if days else None


def _on_weekdays(keys: Sequence[str], interval: int) -> Part | None:
    if keys and keys[0] in VOCABULARY.weekday_groups and interval == 1:
        return 1, Rule("week", 1, VOCABULARY.weekday_groups[keys[0]])
    days = _weekdays(keys)
    # "every 2 mondays" and "every 3 tue" are counted in weeks, as one says them.
    return (days[0], Rule("week", interval, days[1])) if days else None


def _ordinal(key: str) -> int | None:
    match = _ORDINAL.fullmatch(key)
    return int(match[1]) if match else VOCABULARY.ordinals.get(key)


def _on_ordinals(keys: Sequence[str], interval: int = 1) -> Part | None:
    """15th; 1st and 15th; last day; first monday; all of them perhaps "of the month"."""
    nth = _ordinal(keys[0]) if keys else None
    if nth is None:
        return None
    day = weekday(keys[1]) if len(keys) > 1 else None
    if day is not None and nth in (-1, 1, 2, 3, 4):
        return _of_the_month(keys, 2), Rule("month", interval, (day,), nth)
    if len(keys) > 1 and keys[1] == "day":
        return (_of_the_month(keys, 2), _on_days(interval, [nth])) if _is_day(nth) else None
    if keys[0] in VOCABULARY.ordinals:
        return None
    days, at = [nth], 1
    while at + 1 < len(keys) and keys[at] in ("and", "&") and _ORDINAL.fullmatch(keys[at + 1]):
        days.append(_ordinal(keys[at + 1]) or 0)
        at += 2
    return (_of_the_month(keys, at), _on_days(interval, days)) if all(map(_is_day, days)) else None


def _is_day(day: int) -> bool:
    return day == -1 or 1 <= day <= 31


def _on_days(interval: int, days: Sequence[int]) -> Rule:
    return Rule("month", interval, monthdays=tuple(sorted(set(days))), clipped=len(days) == 1 and days[0] > _SHORT)


def _of_the_month(keys: Sequence[str], at: int) -> int:
    for phrase in (["of", "the", "month"], ["of", "every", "month"], ["of", "each", "month"]):
        if list(keys[at : at + 3]) == phrase:
            return at + 3
    return at


def _in_year(keys: Sequence[str], interval: int = 1) -> Part | None:
    """24 dec, 24th of december, dec 24."""
    for length, number, name in ((2, 0, 1), (3, 0, 2), (2, 1, 0)):
        if len(keys) < length or (length == 3 and keys[1] != "of"):
            continue
        day, month = _FIGURE.fullmatch(keys[number]), VOCABULARY.months.get(keys[name])
        if day and month:
            # Of the days that not every year has, 29 February is the only one.
            clipped = (int(day[1]), month) == (29, 2)
            return length, Rule("year", interval, monthdays=(int(day[1]),), month=month, clipped=clipped)
    return None
