"""/reading: how a line for the box of My day is understood."""

from starlette.responses import Response

from app.forms import empty
from app.models.rules import require
from app.rendering import fragment, page, wants_parts
from app.request import Ctx, Router
from app.web.home.adding import day_box, day_reading, team_chosen
from app.web.home.page import day_page
from app.web.teams.reading import LINE_MAX
from app.web.teams.shapes import AddText

router = Router()


@router.get("/reading")
def show(ctx: Ctx, text: str = "", team: str = "") -> Response:
    """The line below the box; without a script My day with the text in its box. Nothing is added."""
    chosen = team_chosen(ctx.access, team)
    require(ctx.hero, "todo.create", chosen)
    beginning = text[:LINE_MAX].replace("\0", "")
    if wants_parts(ctx.request):
        return fragment(day_reading(ctx.access, chosen, beginning))
    box = day_box(ctx.access, chosen, empty(AddText, text=beginning))
    return page(ctx, day_page(ctx.access, box))
