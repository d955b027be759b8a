"""/teams: all of them; /teams/{id}: a team's list."""

from starlette.responses import Response

from app.models import Team
from app.paths import Id, id_key, list_key
from app.rendering import append, page, remove, replace, swaps
from app.request import Ctx, Router
from app.web.teams.cards import teams_page
from app.web.teams.list import Group, section_group, section_named
from app.web.teams.views import SectionPage, list_page, masthead

router = Router()


@router.get("/teams")
def index(ctx: Ctx, after: str | None = None) -> Response:
    """The teams as cards; with `after`, a further page of those that an admin is not on."""
    return page(ctx.request, ctx.access, teams_page(ctx.access, id_key(after)))


@router.get("/teams/{team_id}")
def show(
    ctx: Ctx, team_id: Id, done: str = "", into: str = "", section: str = "", after: str | None = None
) -> Response:
    """The list; or, with `section`, a page of that section from behind `after`."""
    team = ctx.access.team(team_id)
    if section:
        place = section_named(ctx.access, team, section)
        return _rest(ctx, team, section_group(ctx.access, team, place, done=bool(done), after=list_key(after)))
    return page(
        ctx.request,
        ctx.access,
        list_page(ctx.access, team, done=bool(done), into=section_named(ctx.access, team, into)),
    )


def _rest(ctx: Ctx, team: Team, group: Group) -> Response:
    """A page of its own; for htmx more rows, where those that were added in the meantime stand in their order now."""
    more = f"{group.id}-more"
    return swaps(
        ctx.request,
        ctx.access,
        *(remove(row.id) for row in group.rows.rows),
        append(group.rows, f"{group.id}-rows"),
        replace(group.more) if group.more else remove(more),
        otherwise=SectionPage(masthead(ctx.access, team, "list"), group),
    )
