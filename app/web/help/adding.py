"""/help/adding: what the add box understands, by example."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from starlette.responses import Response

from app.access.understanding import Understood
from app.grammar.examples import CHAPTERS, HERE, Example
from app.grammar.reading import read_line
from app.grammar.signs import Kind
from app.i18n import Viewer, _, viewer, viewing
from app.rendering import Page, page
from app.repeat_wording import repeat
from app.request import Ctx, Router
from app.understood import doubts_of, due_words
from app.wording import long_date

router = Router()


@dataclass(frozen=True)
class Row:
    """A line and how it is read."""

    line: str
    title: str
    when: str
    repeat: str
    labels: Sequence[str]
    priority: str
    heroes: Sequence[str]
    section: str
    doubts: Sequence[str]


@dataclass(frozen=True)
class Part:
    """A chapter."""

    title: str
    words: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class AddingPage(Page, template="help/adding.html"):
    """The page. `day` is the one on which the examples are read."""

    day: str
    parts: Sequence[Part]

    section = "help"


@router.get("/help/adding")
def show(ctx: Ctx) -> Response:
    """The examples."""
    parts = [Part(_(one.title), _(one.words), [_row(example) for example in one.examples]) for one in CHAPTERS]
    return page(ctx, AddingPage(long_date(HERE.today), parts))


def _row(example: Example) -> Row:
    reading = read_line(example.line, HERE)
    on, at = reading.due
    with viewing(Viewer(viewer().locale, "Europe/Lisbon")):  # the clock of the examples
        when = due_words(on, at and at.astimezone(UTC))
    return Row(
        line=example.line,
        title=reading.title,
        when=when,
        repeat=repeat(reading.recurrence.rrule if reading.recurrence else None),
        labels=reading.values(Kind.LABEL),
        priority=reading.priority or "normal",
        heroes=reading.values(Kind.HERO),
        section=next(iter(reading.values(Kind.SECTION)), ""),
        doubts=doubts_of(Understood(reading), ""),
    )
