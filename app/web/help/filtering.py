"""/help/filtering: what the filter of a list understands, by example."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.filtering.examples import CHAPTERS, Chapter
from app.rendering import Page, page
from app.request import Ctx, Router

router = Router()


@dataclass(frozen=True)
class FilteringPage(Page, template="help/filtering.html"):
    """The examples."""

    chapters: Sequence[Chapter]

    section = "help"


@router.get("/help/filtering")
def show(ctx: Ctx) -> Response:
    """The examples."""
    return page(ctx, FilteringPage(CHAPTERS))
