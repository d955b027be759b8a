"""How a deletion is previewed, as a page or as a dialog, and how it is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from starlette.responses import Response

from app.access.fate import Listed, Tally
from app.access.rows import Face, Tag
from app.i18n import ngettext
from app.models import Team
from app.paths import address_in
from app.rendering import Fragment, Page, Part, is_beside, over_the_page, remove, swaps
from app.request import Ctx
from app.wording import listing

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """A figure, what it counts, something about it; and the first few, by name or as labels."""

    count: int
    words: str
    detail: str = ""
    first: str = ""
    labels: Sequence[Tag] = ()


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


def quoted(tally: Tally) -> str:
    """The first titles, and how many more."""
    return named(Listed(tally.todos, tally.first), "“{}”".format)


def still_open(tally: Tally) -> str:
    """How many of them are open; empty where none is."""
    return ngettext("%(n)d of them open", "%(n)d of them open", tally.open) % {"n": tally.open} if tally.open else ""


def lines(*lines: Line) -> list[Line]:
    """The lines that count anything."""
    return [line for line in lines if line.count]


def todo_line(tally: Tally) -> Line:
    """So many todos, open ones and sub-todos among them."""
    n = tally.todos
    subs = ngettext("%(n)d of them a sub-todo", "%(n)d of them sub-todos", tally.subs) % {"n": tally.subs}
    parts = (still_open(tally), subs if tally.subs else "")
    return Line(n, ngettext("todo", "todos", n), ", ".join(filter(None, parts)), quoted(tally))


def comment_line(n: int, writers: int) -> Line:
    """So many comments, and by how many heroes."""
    by = ngettext("by %(n)d hero", "by %(n)d heroes", writers) % {"n": writers}
    return Line(n, ngettext("comment", "comments", n), by if writers else "")


def tie_line(n: int) -> Line:
    """So many ties to todos that stay."""
    return Line(n, ngettext("tie to a todo that stays", "ties to todos that stay", n))


def assignment_line(n: int, heroes: int) -> Line:
    """So many assignments, and to how many heroes."""
    to = ngettext("to %(n)d hero", "to %(n)d heroes", heroes) % {"n": heroes}
    return Line(n, ngettext("assignment", "assignments", n), to)
