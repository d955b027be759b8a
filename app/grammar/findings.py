"""What was found at a place in a line: something understood, or something that could mean more than one thing."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

Reason = Literal[
    "day_or_month", "no_such_day", "too_far", "half_of_day", "second", "again", "too_many", "no_priority", "no_title"
]


@dataclass(frozen=True)
class When:
    """A day, a time, or both, on the clock of the one who writes."""

    day: dt.date | None = None
    time: dt.time | None = None


@dataclass(frozen=True)
class Found:
    """The first `length` words mean `value`. A `weak` finding counts only where nothing but signs, days and times
    follow: its words mean other things too."""

    length: int
    value: Any
    weak: bool = False


@dataclass(frozen=True)
class Doubtful:
    """The first `length` words mean several things or nothing; `choices` help to say what would be understood."""

    length: int
    reason: Reason
    choices: tuple[Any, ...] = ()
    weak: bool = False
