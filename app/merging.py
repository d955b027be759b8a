"""Putting together what two people changed at the same time. Pure functions: nothing here knows a database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

LINES_MAX, PAIRS_MAX = 3_000, 30_000
"""Beyond so many changed lines, or pairs of equal ones, comparing takes too long: they count as one change."""


@dataclass(frozen=True)
class Clash:
    """A field that both changed to different values."""

    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Merged:
    """What of mine is to be written over theirs, and what both of us changed."""

    values: dict[str, Any]
    clashes: dict[str, Clash]


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Merge field by field: what only I changed is written, what only they changed stays theirs, what both changed to
    the same value is settled, and the rest clashes. All three have the fields of `mine`."""
    changed = {name: value for name, value in mine.items() if value not in (base[name], theirs[name])}
    clashes = {
        name: Clash(base[name], theirs[name], value) for name, value in changed.items() if theirs[name] != base[name]
    }
    return Merged({name: value for name, value in changed.items() if name not in clashes}, clashes)


@dataclass(frozen=True)
class Hunk:
    """Some lines of a text that two people changed: the same for both where it is settled."""

    theirs: Sequence[str]
    mine: Sequence[str]

    @property
    def clashes(self) -> bool:
        """Whether both changed these lines, and differently."""
        return self.theirs != self.mine

    @property
    def lines(self) -> list[str]:
        """Those of both where they clash: theirs first, and none dropped."""
        return [*self.theirs, *self.mine] if self.clashes else [*self.theirs]


def merge_lines(base: str, theirs: str, mine: str) -> list[Hunk]:
    """Both versions of a text, line by line: what only one changed is settled.

    Three-way merge as formalised by Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007).
    """
    old, left, right = base.split("\n"), theirs.split("\n"), mine.split("\n")
    hunks: list[Hunk] = []
    at, at_left, at_right = 0, 0, 0
    for start, start_left, start_right, size in _stable(old, left, right):
        hunks += _settled(old[at:start], left[at_left:start_left], right[at_right:start_right])
        at, at_left, at_right = start + size, start_left + size, start_right + size
        hunks.append(Hunk(old[start:at], old[start:at]))
    return [hunk for hunk in hunks if hunk.lines]


def joined(hunks: Iterable[Hunk]) -> str:
    """The text that holds every line of both."""
    return "\n".join(line for hunk in hunks for line in hunk.lines)


def _settled(old: list[str], left: list[str], right: list[str]) -> list[Hunk]:
    if right == old:
        return [Hunk(left, left)]
    if left in (old, right):
        return [Hunk(right, right)]
    if len(old) == len(left) == len(right) > 1:  # lines that stand for each other are settled one by one
        return [hunk for lines in zip(old, left, right, strict=True) for hunk in _settled(*([line] for line in lines))]
    return [Hunk(left, right)]


def _stable(old: Sequence[str], left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Runs of lines that all three share: their starts and their length. The last one is the empty run at the end."""
    in_left, in_right = _partners(old, left), _partners(old, right)
    runs: list[tuple[int, int, int, int]] = []
    for line in range(len(old)):
        if line not in in_left or line not in in_right:
            continue
        if runs and (line, in_left[line], in_right[line]) == tuple(start + runs[-1][3] for start in runs[-1][:3]):
            runs[-1] = (*runs[-1][:3], runs[-1][3] + 1)
        else:
            runs.append((line, in_left[line], in_right[line], 1))
    return [*runs, (len(old), len(left), len(right), 0)]


def _partners(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which line of the new text each line of the old one has become."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    partners = {line: line for line in range(head)}
    partners |= {len(old) - step: len(new) - step for step in range(1, tail + 1)}
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    counts = Counter(new)
    if len(old) + len(new) > LINES_MAX or sum(counts[line] for line in old) > PAIRS_MAX:
        return partners
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return partners | {head + block.a + step: head + block.b + step for block in blocks for step in range(block.size)}


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at the start are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))
