"""Where the headings and the list items of a Markdown text are, by line. CommonMark by markdown-it, plus task items.

Indented code is not looked for, so that a list stays a list however far it is indented. Bullets and checkboxes of other
programs (•, ☐, ☑, a bare [ ]) count as ours. Lists more than thirty deep are read as text, to bound the recursion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.grammar.wording import References

_BLOCKS = MarkdownIt("commonmark", {"maxNesting": 60}).disable("code")
_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
_CHECKBOX = re.compile(r"\[([ xX]?)\](?:\s+|$)")
_FOREIGN = re.compile(r"^([ \t]*)(?:([☐☑☒])|[•◦▪‣●]|(?=\[[ xX]?\][ \t]))[ \t]*(?=\S)", re.MULTILINE)
_WRAPPED_FROM = 72
"""No editor breaks a line that still has room up to this column; a person who did meant a new line."""


@dataclass
class Heading:
    """A heading outside lists and quotes, on lines `line` to `end` (exclusive); level 1 to 6."""

    line: int
    end: int
    text: str
    level: int


@dataclass
class Entry:
    """A list item: its marker is on `line`, its title goes up to `end`, what is indented under it up to `close`."""

    line: int
    end: int
    close: int
    text: str
    parent: "Entry | None" = None
    done: bool | None = None
    """None when the item has no checkbox."""
    numbered: bool = False
    verbatim: bool = False
    """The text is a plain line, not Markdown."""


@dataclass
class Blocks:
    """The headings and entries of a text in its order, the lines of code and of rules, and the link definitions."""

    headings: list[Heading] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    set_apart: set[int] = field(default_factory=set)
    references: References = field(default_factory=dict)


def read_blocks(lines: list[str]) -> Blocks:
    """The blocks of a text without line breaks in its lines. Items in quotes, and items without text, are prose."""
    blocks = Blocks()
    tokens = _BLOCKS.parse(_FOREIGN.sub(_as_bullet, dedent("\n".join(lines))), blocks.references)
    inside: list[Entry | None] = []
    quotes = 0
    for at, token in enumerate(tokens):
        quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "list_item_open":
            entry = None if quotes else _entry(tokens[at : at + 3], lines)
            if entry:
                entry.parent = next((outer for outer in reversed(inside) if outer), None)
                blocks.entries.append(entry)
            inside.append(entry)
        elif token.type == "list_item_close":
            inside.pop()
        elif token.type == "heading_open" and not token.level:
            blocks.headings.extend(_heading(token, tokens[at + 1].content))
        elif token.type in ("fence", "hr") and token.map:
            blocks.set_apart.update(range(*token.map))
    return blocks


def _as_bullet(match: re.Match[str]) -> str:
    box = {"☐": "[ ] ", "☑": "[x] ", "☒": "[x] "}.get(match[2] or "", "")
    return f"{match[1]}- {box}"


def _heading(token: Token, text: str) -> Iterator[Heading]:
    if token.map and text and "\n" not in text:
        start, end = token.map
        yield Heading(start, end, text, int(token.tag[1]))


def _entry(tokens: list[Token], lines: list[str]) -> Entry | None:
    item, first, inline = tokens
    if first.type not in ("paragraph_open", "heading_open") or not item.map or not first.map:
        return None
    checkbox = _CHECKBOX.match(inline.content)
    text = inline.content[checkbox.end() :] if checkbox else inline.content
    if not text.strip():
        return None
    end = first.map[1]
    if first.type == "paragraph_open":
        texts = text.split("\n")
        end, text = _unwrap(texts, lines[end - len(texts) : end], end)
    done = checkbox[1] in ("x", "X") if checkbox else None
    return Entry(item.map[0], end, item.map[1], text, done=done, numbered=bool(item.info))


def _unwrap(texts: list[str], lines: list[str], end: int) -> tuple[int, str]:
    keep = 1
    while keep < len(texts) and len(lines[keep - 1]) + 1 + len(_first_word(texts[keep])) > _WRAPPED_FROM:
        keep += 1
    return end - len(texts) + keep, "\n".join(texts[:keep])


def _first_word(text: str) -> str:
    return next(iter(text.split(maxsplit=1)), "")
