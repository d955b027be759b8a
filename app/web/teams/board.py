"""/teams/{id}/board: a team's sections as columns."""

from starlette.responses import Response

from app.conditional import conditional
from app.paths import Id, list_key
from app.rendering import append, page, remove, replace, swaps
from app.request import Ctx, Router
from app.web.filtering.asked import asked_in
from app.web.teams.board_views import BoardPage, ColumnMore, board_filters, board_page, one_column, shown_by
from app.web.teams.list import section_named
from app.web.teams.views import masthead

router = Router()


@router.get("/teams/{team_id}/board")
@conditional
def show(ctx: Ctx, team_id: Id, into: str = "", column: str = "", after: str | None = None) -> Response:
    """The board as its address narrows it; or, with `column`, a page of that section from behind `after`."""
    team = ctx.access.team(team_id)
    shown = shown_by(ctx.access, team, asked_in(ctx.request, f"/teams/{team.id}/board"))
    if not column:
        return page(ctx, board_page(ctx.access, team, shown=shown, into=section_named(ctx.access, team, into)))
    place = section_named(ctx.access, team, column)
    board = one_column(ctx.access, team, place, shown, after=list_key(after))
    (found,) = board.columns
    return swaps(
        ctx,
        *(remove(card.id) for card in found.cards.cards),
        append(found.cards, f"{found.id}-cards"),
        replace(found.more or ColumnMore(found.count.section_id, "")),
        otherwise=BoardPage(masthead(ctx.access, team, "board"), board, board_filters(ctx.access, team, shown), None),
    )
