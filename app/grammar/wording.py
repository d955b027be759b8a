"""From Markdown to the plain words of a title, and the cutting of what is too long."""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

References = MutableMapping[str, Any]

_WORD = re.compile(r"[^\W_]+")
_INLINE = MarkdownIt("commonmark").enable("strikethrough")
_INLINE_MAX = 1_000
_BRACKETS_MAX = 40
"""Texts with more stay as they are: no title needs them, and their cost would grow faster than their length."""


def readable(markdown: str, references: References) -> str:
    """The words of inline Markdown on one line: links and images give their text, HTML stays as written.

    `references` are the link definitions of the whole text (the `env` of markdown-it).
    """
    tokens: list[Token] = []
    if len(markdown) <= _INLINE_MAX and markdown.count("[") <= _BRACKETS_MAX:
        _INLINE.inline.parse(markdown, _INLINE, references, tokens)
    return one_line(_words(tokens)) or one_line(markdown)


def _words(tokens: Sequence[Token]) -> str:
    return "".join(_words(token.children or []) if token.type == "image" else _word(token) for token in tokens)


def _word(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


def says_all(plain: str, markdown: str) -> bool:
    """Whether the plain words are those of the Markdown: not so where a link had a target, or `2*3` became 23."""
    return _WORD.findall(plain) == _WORD.findall(markdown)


def cut(text: str, limit: int) -> str:
    """The text itself, or its beginning up to a word boundary and an ellipsis, at most `limit` characters."""
    return text if len(text) <= limit else split_at(text, limit - 1)[0].rstrip() + "…"


def split_at(text: str, limit: int) -> tuple[str, str]:
    """The first `limit` characters or fewer, and the rest: parted at white space where the second half has any."""
    if len(text) <= limit:
        return text, ""
    boundary = next((at for at in range(limit, limit // 2, -1) if text[at].isspace()), limit)
    return text[:boundary], text[boundary:]
