"""What somebody looks for, as words; and where these stand in a text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

QUERY_MAX = 200
"""Characters of what is looked for that are read; nobody types more, and whoever pastes more means something else."""
WORDS_MAX = 10
AROUND = 60
"""Characters that a snippet shows ahead of the first word found."""
SNIPPET = 180

_MARKS = "".join(chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code))[0] == "M")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_MARKUP = re.compile(r"(?m)^[ \t]*(?:#{1,6}|>|[-*+](?: \[[ xX]\])?|[0-9]{1,9}[.)])[ \t]+|\*+|`+|~~")
_NUMBER = re.compile(r"\s*#?([0-9]{1,18})\s*")


class Piece(NamedTuple):
    """A stretch of text, and whether it is what was looked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class Query:
    """What somebody looks for: words as they wrote them, all of which have to be there; or, as in “#123”, a number.

    The number of “123” is one of a todo or a word; with the # it is the todo's alone.
    """

    words: tuple[str, ...] = ()
    number: int | None = None

    @property
    def folded(self) -> tuple[str, ...]:
        """The words as we fold them. Each database folds them itself, the way it has folded what it finds them in."""
        return tuple(map(fold, self.words))

    def __bool__(self) -> bool:
        return bool(self.words) or self.number is not None


def fold(text: str) -> str:
    """Small letters without accents: "Pão" and "pao" are one word."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).lower()


def read_query(text: str) -> Query:
    """The words of anything that somebody typed. Signs are no part of it, so that none has a meaning."""
    readable = text[:QUERY_MAX]
    number = _NUMBER.fullmatch(readable)
    if number and readable.lstrip().startswith("#"):
        return Query(number=int(number[1]))
    words = {fold(word): word for word in islice(words_of(readable), WORDS_MAX)}
    return Query(tuple(words.values()), int(number[1]) if number else None)


def words_of(text: str) -> Iterator[str]:
    """The words of a text as they are written."""
    return (match[0] for match in _WORD.finditer(text))


def pieces(text: str, words: Sequence[str]) -> list[Piece]:
    """The text, with the words in it that begin like one of these (folded) words set apart."""
    done, found = 0, list[Piece]()
    for start, end in _places(text, words):
        if start > done:
            found.append(Piece(text[done:start], False))
        found.append(Piece(text[start:end], True))
        done = end
    return [*found, Piece(text[done:], False)] if done < len(text) else found


def snippet(text: str, words: Sequence[str]) -> list[Piece]:
    """One line of a Markdown text around the first of the words, with all of them set apart, the signs left out."""
    line = " ".join(_MARKUP.sub("", text).split())
    first = next(_places(line, words), (0, 0))[0]
    start = 0 if first <= AROUND else line.find(" ", first - AROUND) + 1
    cut = line[start : start + SNIPPET]
    if start + SNIPPET < len(line):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return pieces(f"… {cut}" if start else cut, words)


def _places(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    if not words:
        return
    for match in _WORD.finditer(text):
        word = fold(match[0])
        length = max((len(one) for one in words if word.startswith(one)), default=0)
        if length:
            yield match.start(), _end(match, length)


def _end(match: re.Match[str], length: int) -> int:
    """Where so many folded letters of a word end: what is written with marks of its own is longer than that."""
    end = match.start()
    for letter in match[0]:
        if length <= 0 and not unicodedata.combining(letter):
            break
        length -= len(fold(letter))
        end += 1
    return end
