"""The words of the grammar, all in one table per language. Keys are as `str.casefold` leaves them."""

from collections.abc import Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """What a language calls days, times, repeats and priorities. Weekdays count from Monday, 0."""

    days: Mapping[str, int]
    """Days from today."""
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    """Too short to be sure of in the middle of a sentence: sun, wed."""
    months: Mapping[str, int]
    doubtful_months: Set[str]
    """Words that mean something else too: may, march."""
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    """Which one of a month; the last is -1."""
    ordinal_endings: str
    """A pattern for what follows a figure: 24th."""
    units: Mapping[str, str]
    """Spans of time, by their words in either number: minute, hour, day, week, month, quarter, year."""
    times: Mapping[str, tuple[int, int]]
    halves: Mapping[str, int]
    """The halves of the day, and the hours that they add."""
    priorities: Mapping[str, str]
    adverbs: Mapping[str, str]
    """Repeats in one word, by their unit."""
    weekday_groups: Mapping[str, tuple[int, ...]]
    introducers: Set[str]
    """What may stand before a day or a time, and goes with it."""
    not_days: Set[str]
    """What looks like a day and is none: 24/7."""


def _with_plurals(**units: str) -> dict[str, str]:
    return {form: unit for word, unit in units.items() for form in (word, f"{word}s")}


_TWELVE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

ENGLISH = Vocabulary(
    days={"today": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "yesterday": -1},
    weekdays={
        "monday": 0,
        "tuesday": 1,
        "wednesday": 2,
        "thursday": 3,
        "friday": 4,
        "saturday": 5,
        "sunday": 6,
    },
    short_weekdays={
        "mon": 0,
        "tue": 1,
        "tues": 1,
        "wed": 2,
        "weds": 2,
        "thu": 3,
        "thur": 3,
        "thurs": 3,
        "fri": 4,
        "sat": 5,
        "sun": 6,
    },
    months={
        name: month
        for month, names in enumerate(
            (
                ("january", "jan"),
                ("february", "feb"),
                ("march", "mar"),
                ("april", "apr"),
                ("may",),
                ("june", "jun"),
                ("july", "jul"),
                ("august", "aug"),
                ("september", "sep", "sept"),
                ("october", "oct"),
                ("november", "nov"),
                ("december", "dec"),
            ),
            1,
        )
        for name in names
    },
    doubtful_months={"may", "march", "mar"},
    numbers={
        "a": 1,
        "an": 1,
        **{word: number for number, word in enumerate(_TWELVE, 1)},
    },
    ordinals={"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1},
    ordinal_endings="st|nd|rd|th",
    units=_with_plurals(
        minute="minute",
        min="minute",
        hour="hour",
        day="day",
        week="week",
        month="month",
        quarter="quarter",
        year="year",
    ),
    times={"noon": (12, 0)},
    halves={"am": 0, "a.m": 0, "pm": 12, "p.m": 12},
    priorities={name: name for name in ("low", "normal", "high", "urgent")} | {"medium": "normal", "none": "normal"},
    adverbs={
        "daily": "day",
        "weekly": "week",
        "monthly": "month",
        "quarterly": "quarter",
        "yearly": "year",
        "annually": "year",
    },
    weekday_groups={
        "weekday": (0, 1, 2, 3, 4),
        "weekdays": (0, 1, 2, 3, 4),
        "workday": (0, 1, 2, 3, 4),
        "workdays": (0, 1, 2, 3, 4),
        "weekend": (5, 6),
        "weekends": (5, 6),
    },
    introducers={"on", "by", "due", "at", "from", "starting"},
    not_days={"24/7"},
)
"""The little words of phrases (next, in, end of, every) are in the modules that know their order."""
