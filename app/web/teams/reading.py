"""/teams/{id}/reading: how a line for the add box is understood."""

from starlette.responses import Response

from app.forms import empty
from app.models.rules import require
from app.paths import Id
from app.rendering import fragment, page, wants_parts
from app.request import Ctx, Router
from app.web.teams.adding import box_with, reading_line
from app.web.teams.list import section_named
from app.web.teams.shapes import AddText
from app.web.teams.views import list_page

router = Router()
LINE_MAX = 2_000
"""Characters; of a longer text the beginning is read."""


@router.get("/teams/{team_id}/reading")
def show(ctx: Ctx, team_id: Id, text: str = "", into: str = "", board: str = "") -> Response:
    """The line below the box; without a script the list with the text in its box. Nothing is added."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "todo.create", team)
    section = section_named(ctx.access, team, into)
    beginning = text[:LINE_MAX].replace("\0", "")
    if wants_parts(ctx.request):
        return fragment(reading_line(ctx.access, team, beginning, section, board=bool(board)))
    box = box_with(ctx.access, team, section, empty(AddText, text=beginning))
    return page(ctx, list_page(ctx.access, team, box=box))
