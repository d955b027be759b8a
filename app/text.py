"""Notes and comments: Markdown in, safe HTML out."""

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from types import MappingProxyType
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
_MENTION = re.compile(r"(?<![\w@./-])@(\w(?:[\w-]*\w)?)(?![\w@])")
_HERO = "hero"
"""The scheme of links to heroes while a text is made safe. No link in a text can have it, as `validateLink` sees to."""
_TO_HERO = re.compile(rf'<a href="{_HERO}:(\d+)"[^>]*>')
NOBODY: Mapping[str, int] = MappingProxyType({})
_TAGS = "a blockquote br code em h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul"
_cleaner = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", _HERO},
    url_relative="deny",
    link_rel="nofollow noopener noreferrer",
)


def handles_in(texts: Iterable[str]) -> set[str]:
    """What may be handles of heroes in these texts, in small letters."""
    return {found.casefold() for text in texts for found in _MENTION.findall(text)}


def markdown(source: str, heroes: Mapping[str, int] = NOBODY, you: int = 0) -> Markup:
    """The HTML of a Markdown text: CommonMark with tables, strikethrough and task lists; a line break stays one.

    HTML is shown, not obeyed; pictures become links, as a page may not load them; headings start below those of the
    page. A text that takes beyond reason to read is shown as it was typed. The handle of one of the `heroes`, who are
    there with their ids, leads to their page behind an @; `you` is whoever reads.
    """
    readable = source.encode(errors="replace").decode()
    if len(readable) > LONGEST:
        return _plain(readable)
    try:
        html = _reader.render(readable, {"steps": 0, "heroes": heroes})
    except _TangledError:
        return _plain(readable)
    return Markup(_TO_HERO.sub(lambda link: _mention(int(link[1]), you), _cleaner.clean(html)))


def _mention(hero_id: int, you: int) -> str:
    return f'<a class="mention{" you" if hero_id == you else ""}" href="/heroes/{hero_id}">'


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


def _link_mentions(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and state.env["heroes"]:
            token.children = list(_with_mentions(token.children, state.env["heroes"]))


def _with_mentions(tokens: list[Token], heroes: Mapping[str, int]) -> Iterator[Token]:
    """Each handle as a link to its hero, but inside another link and in code."""
    in_link = False
    for token in tokens:
        in_link = (in_link or token.type == "link_open") and token.type != "link_close"
        if in_link or token.type != "text":
            yield token
        else:
            yield from _mentioning(token.content, heroes)


def _mentioning(text: str, heroes: Mapping[str, int]) -> Iterator[Token]:
    end = 0
    for found in _MENTION.finditer(text):
        if (hero_id := heroes.get(found[1].casefold())) is not None:
            yield Token("text", "", 0, content=text[end : found.start()])
            yield Token("link_open", "a", 1, attrs={"href": f"{_HERO}:{hero_id}"})
            yield Token("text", "", 0, content=found[0])
            yield Token("link_close", "a", -1)
            end = found.end()
    yield Token("text", "", 0, content=text[end:])


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
    reader.core.ruler.push("mentions", _link_mentions)
    return reader


_reader = _make_reader()
