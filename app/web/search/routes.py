"""/search: what the words in the address find."""

from starlette.responses import Response

from app.conditional import conditional
from app.filtering.address import from_pairs
from app.filtering.text import as_text
from app.rendering import page
from app.request import Ctx, Router
from app.web.search.asked import Words, asked
from app.web.search.views import search_page

router = Router()


@router.get("/search")
@conditional
def show(ctx: Ctx, q: Words = "", state: str = "", team: str = "", kind: str = "", after: str = "") -> Response:
    """The first of each kind; with `kind`, a page of that kind from behind `after`."""
    own = {"q", "state", "team"}
    besides = as_text(from_pairs(pair for pair in ctx.request.query_params.multi_items() if pair[0] not in own))
    words = f"{q} {besides}" if besides else q
    return page(ctx, search_page(ctx.access, asked(ctx.access, words, state, team, kind), after))
