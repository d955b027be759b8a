"""Times of the day: 9am, 9:30 pm, 17:30, noon."""

import re
from collections.abc import Sequence
from datetime import time

from app.grammar.findings import Doubtful, Found, When
from app.grammar.vocabulary import ENGLISH as VOCABULARY

_FIGURES = re.compile(r"(\d{1,2}):(\d{2})")
_HALF = re.compile(rf"(\d{{1,2}})(?:[:.](\d{{2}}))?({'|'.join(map(re.escape, VOCABULARY.halves))})")
_HOUR = re.compile(r"\d{1,2}")


def read_time(keys: Sequence[str], *, after_at: bool) -> Found | Doubtful | None:
    """The time that the first of these words name. `after_at`: an introducer such as "at" stands before them."""
    first = keys[0]
    if first in VOCABULARY.times:
        return Found(1, When(time=time(*VOCABULARY.times[first])))
    if match := _HALF.fullmatch(first):
        return _of_half(1, match[1], match[2], match[3])
    if len(keys) > 1 and keys[1] in VOCABULARY.halves and (match := re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", first)):
        return _of_half(2, match[1], match[2], keys[1])
    if match := _FIGURES.fullmatch(first):
        # 3:16 is a verse as often as a time of the day; 03:16 is not.
        return _at(1, int(match[1]), int(match[2]), weak=len(match[1]) == 1 and not after_at)
    if after_at and _HOUR.fullmatch(first):
        return _at(1, int(first), 0, weak=True) if int(first) > 12 else Doubtful(1, "half_of_day", (int(first),), True)
    return None


def _of_half(length: int, hour: str, minute: str | None, half: str) -> Found | None:
    if not 1 <= int(hour) <= 12:
        return None
    return _at(length, int(hour) % 12 + VOCABULARY.halves[half], int(minute or 0))


def _at(length: int, hour: int, minute: int, *, weak: bool = False) -> Found | None:
    return Found(length, When(time=time(hour, minute)), weak) if hour < 24 and minute < 60 else None
