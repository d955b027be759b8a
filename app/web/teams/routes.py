"""/teams/{id}: a team's list."""

from starlette.responses import Response

from app.models import Section, Team
from app.paths import Id, list_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.teams.list import section_group
from app.web.teams.views import SectionPage, list_page, masthead

router = Router()


@router.get("/teams/{team_id}")
def show(
    ctx: Ctx, team_id: Id, done: str = "", into: str = "", section: str = "", after: str | None = None
) -> Response:
    """The list; or, with `section`, a page of that section from behind `after`."""
    team = ctx.access.team(team_id)
    if section:
        place = _section(ctx, team, section)
        group = section_group(ctx.access, team, place, done=bool(done), after=list_key(after))
        return page(ctx.request, ctx.access, SectionPage(masthead(ctx.access, team, "list"), group))
    return page(
        ctx.request, ctx.access, list_page(ctx.access, team, done=bool(done), into=_section(ctx, team, into))
    )


def _section(ctx: Ctx, team: Team, text: str) -> Section | None:
    known = text.isascii() and text.isdigit() and len(text) < 19
    return ctx.access.section(team, int(text)) if known else None
