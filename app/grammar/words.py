"""The words of a line, with their places in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
SIGNS = "#@/"
PUNCTUATION = ".,;:!?)"
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Word:
    """A word of a line at `start` to `end`. `key` is what it is looked up by; empty where it is to be taken as it is.

    `stop` is where its own letters end and punctuation begins.
    """

    start: int
    end: int
    stop: int
    text: str
    key: str = ""
    quoted: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether a phrase may go on behind it."""
        return self.text[self.stop - self.start :] in ("", ",")


def words_of(line: str) -> list[Word]:
    """All words. What stands in quotes is one word, and so is a sign with quotes behind it: #"deep work"."""
    return list(_words(line))


def _words(line: str) -> Iterator[Word]:
    # An opening quote is looked for only as far as there is a closing one: a line of nothing else stays cheap.
    last = {closing: line.rfind(closing) for closing in QUOTES.values()}
    at = 0
    while match := _WORD.search(line, at):
        start, end = match.span()
        opening = start + (line[start] in SIGNS)
        closing = QUOTES.get(line[opening : opening + 1], "")
        if closing and last[closing] > opening + 1:
            close = line.index(closing, opening + 1) + 1
            if close > opening + 2:
                tail = _WORD.match(line, close)
                end = tail.end() if tail else close
                yield Word(start, end, close, line[start:end], quoted=True)
                at = end
                continue
        yield word(line, start, end)
        at = end


def word(line: str, start: int, end: int) -> Word:
    """A word without quotes."""
    text = line[start:end]
    bare = text.rstrip(PUNCTUATION)
    return Word(start, end, start + len(bare), text, bare.casefold())
