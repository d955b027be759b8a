"""Putting together what two people changed at the same time. Pure functions: nothing here knows a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


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


def merge_text(base: str, theirs: str, mine: str) -> str:
    """Both versions of a text, line by line: where both changed the same lines, theirs stand first and mine follow, so
    that no line of either is dropped.

    Three-way merge as formalised by Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007).
    """
    old, left, right = base.split("\n"), theirs.split("\n"), mine.split("\n")
    merged: list[str] = []
    at, at_left, at_right = 0, 0, 0
    for start, start_left, start_right, size in _stable(old, left, right):
        merged += _settled(old[at:start], left[at_left:start_left], right[at_right:start_right])
        merged += old[start : start + size]
        at, at_left, at_right = start + size, start_left + size, start_right + size
    return "\n".join(merged)


def _settled(old: list[str], left: list[str], right: list[str]) -> list[str]:
    if right in (left, old):
        return left
    return right if left == old else left + right


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
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
