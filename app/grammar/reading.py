"""One line, read: what it says of a todo, and the title that is left.

    Call the roofer tomorrow 9am #house @ana !high every monday

Nothing is guessed and nothing is lost: what is not understood, or could mean two things, stays in the title. A
backslash ahead of a word, or quotes around some, say that they are to be taken as they are. The cost grows with the
length of the line alone. `examples.py` has what is understood, by example; the page /help/adding shows it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.grammar.findings import Reason, When
from app.grammar.here import Here
from app.grammar.parts import Part, parts_of
from app.grammar.recurrence import Rule
from app.grammar.signs import Kind
from app.grammar.words import PUNCTUATION

NAMES_MAX = 20
"""Labels and heroes of one line, each; more of them are no todo."""


@dataclass(frozen=True)
class Sign:
    """A part of the line, from `start` to `end`, that was understood."""

    kind: Kind
    start: int
    end: int
    value: Any
    """A When, a Rule, or the word of a name or priority."""


@dataclass(frozen=True)
class Doubt:
    """A part of the line that stays in the title, and why."""

    reason: Reason
    text: str
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a line says. The signs are in their order; `escapes` are where the backslashes stood that did their work."""

    line: str
    here: Here
    signs: tuple[Sign, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    escapes: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        """The words that are left, each run of spaces as one."""
        return _left_over(self.line, self.signs, self.escapes)

    @property
    def day(self) -> dt.date | None:
        """The day it is due: as written; of a time alone the next time the clock shows it; of a repeat its first."""
        given = next((when.day for when in self._whens if when.day), None)
        if given or not (self.time or self.rule):
            return given
        past = self.time is not None and self.time <= self.here.now.time()
        since = self.here.in_days(int(past))
        return self.rule.first_day(since) if self.rule else since

    @property
    def time(self) -> dt.time | None:
        """The time it is due; None if the day is all."""
        return next((when.time for when in self._whens if when.time), None)

    @property
    def due(self) -> tuple[dt.date | None, dt.datetime | None]:
        """Due on a day, or at an instant in the writer's zone. A time that a change of clocks skips moves forward by
        the gap; of one that comes twice the first is meant (PEP 495, fold=0)."""
        if self.day is None or self.time is None:
            return self.day, None
        return None, dt.datetime.combine(self.day, self.time, self.here.now.tzinfo)

    @property
    def rule(self) -> Rule | None:
        """How it repeats, with all that the words leave open."""
        return next(iter(self.values(Kind.REPEAT)), None)

    @property
    def recurrence(self) -> Rule | None:
        """How it repeats, anchored to the day it is due."""
        return self.rule.anchored(self.day) if self.rule and self.day else None

    @property
    def priority(self) -> str | None:
        """low, normal, high, urgent; None where nothing is said."""
        return next(iter(self.values(Kind.PRIORITY)), None)

    @property
    def _whens(self) -> list[When]:
        return self.values(Kind.WHEN)

    def values(self, kind: Kind) -> list[Any]:
        """What the signs of a kind say, in their order and each once."""
        return list(dict.fromkeys(sign.value for sign in self.signs if sign.kind is kind))

    def without(self, signs: Collection[Sign]) -> "Reading":
        """The same, with these signs as words of the title."""
        return replace(self, signs=tuple(sign for sign in self.signs if sign not in signs)) if signs else self


def read_line(line: str, here: Here) -> Reading:
    """Read a line. Never fails; costs in proportion to its length."""
    parts, escapes = parts_of(line, here)
    signs: list[Sign] = []
    doubts: list[Doubt] = []
    said: Counter[object] = Counter()
    for part in parts:
        reason, choices = part.doubt or (_refused(part, said), ())
        if reason is None:
            signs.append(Sign(part.kind, part.start, part.end, part.value))
        else:
            doubts.append(Doubt(reason, line[part.start : part.end], choices))
    reading = Reading(line, here, tuple(signs), tuple(doubts), escapes)
    if reading.title or not signs:
        return reading
    return Reading(line, here, (), (*doubts, Doubt("no_title", " ".join(line.split()))), escapes)


def read_line_on(line: str, here: Here, day: dt.date) -> Reading:
    """Read a line that is written on a day of a calendar: what names no day itself is due on that one, a repeat from
    that one on."""
    reading = read_line(line, here)
    if any(when.day for when in reading.values(Kind.WHEN)):
        return reading
    there = read_line(line, replace(here, now=dt.datetime.combine(day, dt.time(), here.now.tzinfo)))
    on_it = Sign(Kind.WHEN, 0, 0, When(day))
    return there if there.rule else replace(there, signs=(*there.signs, on_it))


def _refused(part: Part, said: Counter[object]) -> Reason | None:
    """Why a part cannot stand beside what was said ahead of it; counts it where it can."""
    slots = [name for name in ("day", "time") if getattr(part.value, name, None) is not None] or [part.kind]
    if part.kind in (Kind.LABEL, Kind.HERO):
        reason: Reason | None = "too_many" if said[part.kind] >= NAMES_MAX else None
    else:
        reason = "again" if any(said[slot] for slot in slots) else None
    said.update(slots if reason is None else ())
    return reason


def _left_over(line: str, signs: Sequence[Sign], escapes: Collection[int]) -> str:
    cuts = sorted([(sign.start, sign.end) for sign in signs] + [(at, at + 1) for at in escapes])
    pieces: list[str] = []
    at = 0
    for start, end in [*cuts, (len(line), len(line))]:
        piece = line[at:start]
        if at - 1 not in escapes and piece[:1] and piece[0] in PUNCTUATION:
            # It stood behind a sign; now it stands behind the word ahead of that.
            while pieces and not pieces[-1].strip():
                pieces.pop()
            pieces[-1:] = [last.rstrip() for last in pieces[-1:]]
        pieces.append(piece)
        at = end
    return " ".join("".join(pieces).split())
