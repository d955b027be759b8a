"""Notes and comments: Markdown in, safe HTML out."""

import re
from collections.abc import MutableMapping
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

LONGEST = 100_000
"""Characters; a longer text is shown as it was typed."""

_NESTING = 12
_STEPS = 80_000
"""Several times what any 100,000 characters of real notes take; reading stops there, after less than half a second."""

_DEEPER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_BOX = re.compile(r"\[([ xX])\](?=\s)")
_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
_TAGS = "a blockquote br code em h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul"
_cleaner = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow noopener noreferrer",
)


def markdown(source: str) -> Markup:
    """The HTML of a Markdown text: CommonMark with tables, strikethrough and task lists; a line break stays one.

    HTML is shown, not obeyed; pictures become links, as a page may not load them; headings start below those of the
    page. A text that takes beyond reason to read is shown as it was typed.
    """
    readable = source.encode(errors="replace").decode()
    if len(readable) > LONGEST:
        return _plain(readable)
    try:
        html = _reader.render(readable, {"steps": 0})
    except _TangledError:
        return _plain(readable)
    return Markup(_cleaner.clean(html))


class _TangledError(Exception):
    """Reading this text takes more steps than a text that people write."""


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return _ADDRESS.match(url) is not None


def _plain(source: str) -> Markup:
    paragraphs = re.split(r"\n{2,}", source.replace("\r\n", "\n").strip("\n"))
    lines = (escape(paragraph).replace("\n", Markup("<br>\n")) for paragraph in paragraphs)
    return Markup("").join(Markup("<p>{}</p>\n").format(line) for line in lines)


def _step_of_blocks(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    _walk(state.env, 1)
    return False


def _step_of_inlines(state: StateInline, _silent: bool) -> bool:
    _walk(state.env, 1)
    return False


def _step_of_tokens(state: StateCore) -> None:
    _walk(state.env, len(state.tokens))


def _walk(env: MutableMapping[str, Any], steps: int) -> None:
    env["steps"] += steps
    if env["steps"] > _STEPS:
        raise _TangledError


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        token.tag = _DEEPER.get(token.tag, token.tag)


def _show_boxes(state: StateCore) -> None:
    """Write the box of a task, `[x]`, as a character, before the text is read for links."""
    for item, paragraph, text in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        box = _BOX.match(text.content)
        if box and (item.type, paragraph.type) == ("list_item_open", "paragraph_open"):
            text.content = ("☐" if box[1] == " " else "☑") + text.content[box.end() :]


def _link_pictures(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = _without_pictures(token.children)


def _without_pictures(tokens: list[Token]) -> list[Token]:
    """Each picture as a link to it, named by its description; inside another link, the description alone."""
    written: list[Token] = []
    in_link = False
    for token in tokens:
        in_link = (in_link or token.type == "link_open") and token.type != "link_close"
        if token.type != "image":
            written.append(token)
            continue
        address = str(token.attrs["src"])
        description = "".join(part.content for part in token.children or ())
        name = Token("text", "", 0, content=description or address)
        link = Token("link_open", "a", 1, attrs={"href": address})
        written += [name] if in_link else [link, name, Token("link_close", "a", -1)]
    return written


def _make_reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False, "breaks": True, "maxNesting": _NESTING})
    reader.enable(["table", "strikethrough"])
    everywhere = ["paragraph", "reference", "blockquote", "list"]
    reader.block.ruler.before("table", "steps", _step_of_blocks, {"alt": everywhere})
    reader.inline.ruler.before("text", "steps", _step_of_inlines)
    reader.core.ruler.before("inline", "steps", _step_of_tokens)
    reader.core.ruler.before("inline", "boxes", _show_boxes)
    reader.core.ruler.push("headings", _lower_headings)
    reader.core.ruler.push("pictures", _link_pictures)
    return reader


_reader = _make_reader()
