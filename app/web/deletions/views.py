"""How a deletion is previewed, as a page or as a dialog, and how it is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from starlette.responses import Response

from app.access.faces import Face
from app.access.fate import Fate, Listed, Tally
from app.access.rows import Tag
from app.i18n import ngettext
from app.models import Team
from app.paths import address_in
from app.rendering import Fragment, Page, Part, is_beside, over_the_page, remove, swaps
from app.request import Ctx
from app.wording import listing, number

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """A figure, what it counts, something about it; and the first few, by name or as labels. There may be `more` than
    were counted."""

    count: int
    words: str
    detail: str = ""
    first: str = ""
    labels: Sequence[Tag] = ()
    more: bool = False

    @property
    def figure(self) -> str:
        """`14`, or `5,000+`"""
        return figure(self.count, more=self.more)


@dataclass(frozen=True)
class WayOut:
    """What to do instead, and where."""

    words: str
    url: str


@dataclass(frozen=True)
class Preview:
    """Everything that is said before a deletion. `held` is why it cannot be: then there is no button.

    `keep` is where the harmless way out leads, `keep_words` its words where "Keep it" does not fit. `fields` go along
    with the button, by name.
    """

    question: str
    lede: str
    goes: Sequence[Line]
    nothing: str
    stays: str
    action: str
    button: str
    keep: str
    touches: Sequence[str] = ()
    faces: Sequence[Face] = ()
    held: str = ""
    ways_out: Sequence[WayOut] = ()
    keep_words: str = ""
    fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class PreviewDialog(Fragment, template="deletions/_dialog.html"):
    """The preview over the page that asked."""

    preview: Preview

    @property
    def id(self) -> str:
        """`deletion`"""
        return "deletion"


@dataclass(frozen=True)
class PreviewPage(Page, template="deletions/show.html"):
    """The preview as a page of its own."""

    preview: Preview
    team: Team | None = None

    section = "teams"

    @property
    def paper(self) -> Team | None:
        """The team's, if it is about one or something of one."""
        return self.team


def ask(ctx: Ctx, view: PreviewPage) -> Response:
    """Show the preview: for htmx a dialog, else the page."""
    return swaps(ctx, over_the_page(PreviewDialog(view.preview)), otherwise=view)


def gone(ctx: Ctx, row: str, index: str, *along: Part) -> Response:
    """The answer to a deletion: on the list at `index`, or the one beside which it was open, its row leaves, and
    what is `along` changes too; from anywhere else we go there."""
    here = address_in(ctx.request.headers.get("hx-current-url", "")).path
    rows = [remove(row), *along] if here == index or is_beside(ctx.request) else []
    return swaps(ctx, *rows, otherwise=index)


def undoable(days: int, things: int = 1) -> str:
    """How long there is a way back from a deletion of so many things."""
    if things > 1:
        return ngettext(
            "Here is everything that goes with them. You can undo this for %(n)d day.",
            "Here is everything that goes with them. You can undo this for %(n)d days.",
            days,
        ) % {"n": days}
    return ngettext(
        "Here is everything that goes with it. You can undo this for %(n)d day.",
        "Here is everything that goes with it. You can undo this for %(n)d days.",
        days,
    ) % {"n": days}


def named(listed: Listed[T], name: Callable[[T], str] = str) -> str:
    """The first few by name, and how many more."""
    return listing([*map(name, listed.first), *[""] * (listed.total - len(listed.first))])


def figure(n: int, *, more: bool) -> str:
    """So many, or so many and more."""
    return f"{number(n)}+" if more else number(n)


def quoted(tally: Tally) -> str:
    """The first titles, and how many more."""
    if tally.more:
        return ", ".join(map("“{}”".format, tally.first)) + " …"
    return named(Listed(tally.todos, tally.first), "“{}”".format)


def still_open(tally: Tally) -> str:
    """How many of them are open; empty where none is, or not all were counted."""
    if tally.more or not tally.open:
        return ""
    return ngettext("%(n)d of them open", "%(n)d of them open", tally.open) % {"n": tally.open}


def lines(*lines: Line) -> list[Line]:
    """The lines that count anything."""
    return [line for line in lines if line.count]


def todo_line(tally: Tally) -> Line:
    """So many todos, open ones and sub-todos among them."""
    n = tally.todos
    subs = ngettext("%(n)d of them a sub-todo", "%(n)d of them sub-todos", tally.subs) % {"n": tally.subs}
    parts = (still_open(tally), subs if tally.subs and not tally.more else "")
    return Line(n, ngettext("todo", "todos", n), ", ".join(filter(None, parts)), quoted(tally), more=tally.more)


def comment_line(fate: Fate) -> Line:
    """The comments, and by how many heroes they are."""
    n, writers = fate.comments, 0 if fate.more else fate.writers
    by = ngettext("by %(n)d hero", "by %(n)d heroes", writers) % {"n": writers}
    return Line(n, ngettext("comment", "comments", n), by if writers else "", more=fate.more)


def tie_line(fate: Fate) -> Line:
    """The ties to todos that stay."""
    return Line(fate.ties, ngettext("tie to a todo that stays", "ties to todos that stay", fate.ties), more=fate.more)


def assignment_line(fate: Fate) -> Line:
    """The assignments, and to how many heroes."""
    n, heroes = fate.assignments, fate.assignees.total
    to = ngettext("to %(n)d hero", "to %(n)d heroes", heroes) % {"n": heroes}
    return Line(n, ngettext("assignment", "assignments", n), "" if fate.more else to, more=fate.more)
