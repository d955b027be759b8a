"""Two versions of a text, word by word: what stayed, what went and what came."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

Fate = Literal["kept", "gone", "new"]
WORD = re.compile(r"\s+|\w+|[^\w\s]")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
WORK_MAX = 250_000
"""Pairs of words, or of lines, that are compared; what would take more is told as replaced as a whole."""
AROUND, SHOWN_MAX = 40, 2_000
"""Characters that are shown of what stayed beside a change, and of all the changes together."""
GAP = " … "


class Piece(NamedTuple):
    """A stretch of text."""

    fate: Fate
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order: kept and gone ones make the old text, kept and new ones the new one.

    Lines are compared first, then the words inside changed lines. The matching is that of Ratcliff and Obershelp
    ("Pattern Matching: The Gestalt Approach", 1988), as `difflib` has it.
    """
    pieces: list[Piece] = []
    for fate, text in _lines(before, after):
        if pieces and pieces[-1].fate == fate:
            pieces[-1] = Piece(fate, pieces[-1].text + text)
        elif text:
            pieces.append(Piece(fate, text))
    return pieces


def _lines(before: str, after: str) -> Iterator[Piece]:
    for old, new, same in _blocks(LINE.findall(before), LINE.findall(after)):
        if same:
            yield Piece("kept", old)
        else:
            yield from _words(old, new)


def _words(before: str, after: str) -> Iterator[Piece]:
    for old, new, same in _blocks(WORD.findall(before), WORD.findall(after)):
        if same:
            yield Piece("kept", old)
        else:
            yield from (Piece("gone", old), Piece("new", new))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Runs of both that are the same, and what stands between them on either side."""
    start, stop = _shared(old, new), 0
    stop = _shared(old[start:][::-1], new[start:][::-1])
    yield "".join(old[:start]), "".join(new[:start]), True
    inner, outer = old[start : len(old) - stop], new[start : len(new) - stop]
    if len(inner) * len(outer) > WORK_MAX:
        yield "".join(inner), "".join(outer), False
    else:
        for kind, a, b, c, d in SequenceMatcher(None, inner, outer, autojunk=False).get_opcodes():
            yield "".join(inner[a:b]), "".join(outer[c:d]), kind == "equal"
    yield "".join(old[len(old) - stop :]), "".join(new[len(new) - stop :]), True


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many of the first ones are the same."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def diff_markup(before: str, after: str) -> Markup:
    """The difference to look at: what went in `del`, what came in `ins`, long stretches that stayed folded."""
    shown, room = Markup(""), SHOWN_MAX
    pieces = word_diff(before, after)
    for number, (fate, text) in enumerate(pieces):
        if room <= 0:
            return shown + GAP
        cut = _folded(text, number, len(pieces)) if fate == "kept" else text[:room]
        room -= len(cut)
        shown += _TAGS[fate].format(escape(cut if fate == "kept" or len(cut) == len(text) else cut + GAP))
    return shown


_TAGS = {"kept": Markup("{}"), "gone": Markup("<del>{}</del>"), "new": Markup("<ins>{}</ins>")}


def _folded(text: str, number: int, count: int) -> str:
    """What stayed, as much of it as stands beside a change."""
    head = AROUND if number > 0 else 0
    tail = AROUND if number < count - 1 else 0
    if len(text) <= head + tail + len(GAP):
        return text
    start, end = text[:head], text[len(text) - tail :] if tail else ""
    return start.rpartition(" ")[0] + GAP + end.partition(" ")[2]
