"""The parts of a line that say something, wherever they stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.grammar.days import read_day
from app.grammar.findings import Doubtful, Found, Reason
from app.grammar.here import Here
from app.grammar.repeats import LENGTH_MAX, read_repeat
from app.grammar.signs import Kind, sign_of
from app.grammar.times import read_time
from app.grammar.vocabulary import ENGLISH as VOCABULARY
from app.grammar.words import QUOTES, Word, word, words_of

INTRODUCERS_MAX = 2
_BEGIN = frozenset({"the", "next", "this", "in", "end", "every"}).union(
    VOCABULARY.days,
    VOCABULARY.weekdays,
    VOCABULARY.short_weekdays,
    VOCABULARY.months,
    VOCABULARY.times,
    VOCABULARY.adverbs,
    VOCABULARY.introducers,
    VOCABULARY.units,
)
"""Words with which a day, a time or a repeat can begin."""


@dataclass(frozen=True)
class Part:
    """A part of the line from `start` to `end`, and what it means, or why that is in doubt."""

    kind: Kind
    start: int
    end: int
    value: Any = None
    doubt: tuple[Reason, tuple[Any, ...]] | None = None
    weak: bool = False

    @property
    def tells_time(self) -> bool:
        """Whether it is a time of the day."""
        return getattr(self.value, "time", None) is not None


def parts_of(line: str, here: Here) -> tuple[list[Part], frozenset[int]]:
    """The parts in their order, and the places of the backslashes that kept words from being any."""
    search = _Search(line, here)
    return search.parts(), frozenset(search.escapes)


class _Search:
    def __init__(self, line: str, here: Here) -> None:
        self.line, self.here = line, here
        self.words = words_of(line)
        self.escapes: list[int] = []
        self.reach = [len(self.words)] * (len(self.words) + 1)
        """How far a phrase can go that begins with a word: up to one to be taken as it is, or with a full stop."""
        for at in reversed(range(len(self.words))):
            self._measure(at)

    def _measure(self, at: int) -> None:
        word = self.words[at]
        self.reach[at] = at if not word.key else max(at + 1, self.reach[at + 1]) if word.goes_on else at + 1

    def parts(self) -> list[Part]:
        found: list[Part | None] = []
        at = 0
        while at < len(self.words):
            if self.words[at].text[0] == "\\":
                self._escape(at)
            part, length = self._part(at)
            found.append(part)
            at += length
        return _without_weak(found)

    def _part(self, at: int) -> tuple[Part | None, int]:
        """The part that begins with a word, and its length in words."""
        first = self.words[at]
        sign = sign_of(first)
        if sign is not None:
            return self._sign(first, *sign), 1
        if not (first.key in _BEGIN or first.key[:1].isdigit()):
            return None, 1
        keys = self._phrase(at)
        skipped = 0
        while skipped < INTRODUCERS_MAX and len(keys) > skipped + 1 and keys[skipped] in VOCABULARY.introducers:
            skipped += 1
        kind, found = self._meaning(keys[skipped:], skipped > 0)
        if found is None:
            return None, 1
        length = skipped + found.length
        start, end = first.start, self.words[at + length - 1].stop
        if isinstance(found, Doubtful):
            return Part(kind, start, end, doubt=(found.reason, found.choices), weak=found.weak), length
        return Part(kind, start, end, found.value, weak=found.weak), length

    def _meaning(self, keys: Sequence[str], introduced: bool) -> tuple[Kind, Found | Doubtful | None]:
        repeat = read_repeat(keys) if not introduced else None
        if repeat is not None:
            return Kind.REPEAT, repeat
        day = read_day(keys, self.here, introduced=introduced)
        if day is not None:
            return Kind.WHEN, replace(day, weak=day.weak and not introduced)
        return Kind.WHEN, read_time(keys, after_at=introduced)

    def _sign(self, first: Word, kind: Kind, name: str, length: int) -> Part:
        start, end = first.start, first.start + length
        if kind is not Kind.PRIORITY:
            return Part(kind, start, end, name)
        priority = VOCABULARY.priorities.get(name.casefold())
        return Part(kind, start, end, priority, doubt=None if priority else ("no_priority", ()))

    def _phrase(self, at: int) -> list[str]:
        """The keys of the words from here on, as far as a phrase can go."""
        return [one.key for one in self.words[at : min(self.reach[at], at + LENGTH_MAX)]]

    def _escape(self, at: int) -> None:
        """Take a word, and the phrase that it would begin, as they are; the backslash goes if it kept back anything."""
        escaped = self.words[at]
        bare = word(self.line, escaped.start + 1, escaped.end)
        if not bare.text:
            return
        self.words[at] = bare
        self._measure(at)
        part, length = self._part(at)
        self.words[at] = escaped
        if part is not None or bare.text[0] in QUOTES:
            self.escapes.append(escaped.start)
            self.words[at : at + length] = [replace(one, key="") for one in self.words[at : at + length]]
            self.reach[at : at + length] = range(at, at + length)


def _without_weak(found: Sequence[Part | None]) -> list[Part]:
    """The parts that count: weak ones only ahead of a time, or where words of the title no longer follow."""
    kept: list[Part] = []
    following: Part | None = None
    words_follow = False
    for part in reversed(found):
        counts = part is not None and not (part.weak and words_follow and not (following and following.tells_time))
        if part is not None and counts:
            kept.append(part)
        else:
            words_follow = True
        following = part if counts else None
    return kept[::-1]
