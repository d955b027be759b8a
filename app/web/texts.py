"""Todos as text: a page to copy it from, or the text alone as Markdown or in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import PlainTextResponse, Response

from app.access.written import MOST, TodoText
from app.grammar.writing import Chapter, Written, as_markdown, as_words
from app.i18n import Viewer, viewer, viewing
from app.models import Section, Team
from app.rendering import Page, page
from app.repeat_wording import repeat
from app.request import Ctx
from app.understood import facts_of, here

KINDS = {"markdown": "text/markdown", "text": "text/plain"}


@dataclass(frozen=True)
class TextPage(Page, template="texts/show.html"):
    """The text of what is called `name`, with the addresses of its two kinds and of where it is; `cut` is whether there
    are more todos than it has."""

    name: str
    team: Team
    back: str
    address: str
    text: str
    cut: bool

    section = "teams"

    @property
    def paper(self) -> Team:
        """Its team's."""
        return self.team


@dataclass(frozen=True)
class Text:
    """What is to be written: `found` below `roots`, under the headings of these sections, None for no section."""

    name: str
    team: Team
    back: str
    found: Sequence[TodoText]
    sections: Sequence[Section | None]

    @property
    def chapters(self) -> list[Chapter]:
        """The todos under their headings; those above which is none of the text stand by themselves."""
        ids = {one.line.id for one in self.found}
        below: dict[int | None, list[TodoText]] = {}
        for one in self.found:
            below.setdefault(one.parent_id if one.parent_id in ids else None, []).append(one)
        roots = below.get(None, [])
        if not self.sections:
            return [Chapter(None, _written(roots, below))]
        stands = [(one, [root for root in roots if root.line.section_id == (one and one.id)]) for one in self.sections]
        return [Chapter(one.name if one else None, _written(todos, below)) for one, todos in stands if todos]


def answer(ctx: Ctx, text: Text, wanted: str) -> Response:
    """As Markdown or as plain text where that is `wanted`, else the page to copy from."""
    kind = KINDS.get(wanted)
    written = as_words(text.chapters) if wanted == "text" else as_markdown(text.chapters, here())
    if kind is not None:
        return PlainTextResponse(written, media_type=kind)
    address = ctx.request.url.path
    return page(ctx, TextPage(text.name, text.team, text.back, address, written, len(text.found) == MOST))


def _written(todos: Iterable[TodoText], below: dict[int | None, list[TodoText]]) -> list[Written]:
    return [_todo(one, _written(below.get(one.line.id, []), below)) for one in todos]


def _todo(one: TodoText, children: Sequence[Written]) -> Written:
    line = one.line
    at = line.due_at and line.due_at.astimezone(viewer().clock)
    with viewing(Viewer("en")):
        words = repeat(line.recurrence)  # in the words of the grammar
    return Written(
        title=line.title,
        notes=one.notes,
        done=line.done,
        priority=line.priority.value,
        labels=[tag.name for tag in line.labels],
        heroes=one.handles,
        day=line.due_on or (at and at.date()),
        time=at.time() if at else None,
        repeat=words,
        facts=facts_of(line).strip(" ,"),
        children=children,
    )
