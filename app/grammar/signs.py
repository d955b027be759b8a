"""Signs: #label, @hero, !priority, /Section; with quotes where a name has spaces."""

import re
from enum import StrEnum

from app.grammar.limits import NAME_MAX
from app.grammar.words import PUNCTUATION, SIGNS, Word

_NAME = re.compile(r"\w[\w&+'’-]*(?:\.[\w&+'’-]+)*\+*")
_LETTER = re.compile(r"[^\W\d_]")


class Kind(StrEnum):
    """What a part of a line says."""

    WHEN = "when"
    REPEAT = "repeat"
    PRIORITY = "priority"
    LABEL = "label"
    HERO = "hero"
    SECTION = "section"


KINDS = {"#": Kind.LABEL, "@": Kind.HERO, "!": Kind.PRIORITY, "/": Kind.SECTION}


def sign_of(word: Word) -> tuple[Kind, str, int] | None:
    """The kind, the name and the length of the sign that a word begins with; None where it is no sign.

    #42 is a number, /etc/hosts a path and !! an exclamation: none of them is a sign.
    """
    kind = KINDS.get(word.text[:1])
    if kind is None:
        return None
    if word.quoted:
        name = " ".join(word.text[2 : word.stop - word.start - 1].split())
        length = word.stop - word.start
        return (kind, name, length) if word.text[0] in SIGNS and _LETTER.search(name) and _fits(name) else None
    match = _NAME.match(word.text, 1)
    if match is None or not _LETTER.search(match[0]) or not _fits(match[0]):
        return None
    rest = word.text[match.end() :]
    return (kind, match[0], match.end()) if not rest.strip(PUNCTUATION) else None


def _fits(name: str) -> bool:
    return 0 < len(name) <= NAME_MAX
