"""/teams: all of them; /teams/new and /teams/{id}/edit: the form; /teams/{id}: a team's list."""

from typing import Annotated

from starlette.responses import Response

from app.forms import Form, bind
from app.models import Team, TeamCreate, TeamUpdate
from app.models.rules import require
from app.paths import Id, id_key, list_key
from app.rendering import append, page, remove, replace, swaps
from app.request import Ctx, Router
from app.web.stale import settle
from app.web.teams.cards import teams_page
from app.web.teams.form import edit_team, new_team
from app.web.teams.list import Group, More, section_group, section_named
from app.web.teams.views import SectionPage, list_page, masthead

router = Router()


@router.get("/teams")
def index(ctx: Ctx, after: str | None = None) -> Response:
    """The teams as cards; with `after`, a further page of those that an admin is not on."""
    return page(ctx, teams_page(ctx.access, id_key(after)))


@router.get("/teams/new")
def new(ctx: Ctx) -> Response:
    """The form for a new team."""
    return page(ctx, new_team(ctx.hero))


@router.post("/teams")
def create(ctx: Ctx, form: Annotated[Form[TeamCreate], bind(TeamCreate)]) -> Response:
    """Make a team; whoever makes it owns it."""
    if form.errors:
        return page(ctx, new_team(ctx.hero, form), 422)
    team = Team.add(form.data, by=ctx.hero)
    ctx.access.add(team)
    return swaps(ctx, otherwise=f"/teams/{team.id}")


@router.get("/teams/{team_id}/edit")
def edit(ctx: Ctx, team_id: Id) -> Response:
    """The form of a team."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.edit", team)
    return page(ctx, edit_team(ctx.access, team))


@router.put("/teams/{team_id}")
def update(ctx: Ctx, team_id: Id, form: Annotated[Form[TeamUpdate], bind(TeamUpdate)]) -> Response:
    """Save it; ask where somebody else changed the same meanwhile."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.edit", team)
    if form.errors:
        return page(ctx, edit_team(ctx.access, team, form), 422)
    values = settle(ctx.access, team, form)
    if form.errors:
        return page(ctx, edit_team(ctx.access, team, form), 409)
    team.edit(values, by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{team.id}")


@router.get("/teams/{team_id}")
def show(
    ctx: Ctx, team_id: Id, done: str = "", into: str = "", section: str = "", after: str | None = None
) -> Response:
    """The list; or, with `section`, a page of that section from behind `after`."""
    team = ctx.access.team(team_id)
    if section:
        place = section_named(ctx.access, team, section)
        return _rest(ctx, team, section_group(ctx.access, team, place, done=bool(done), after=list_key(after)))
    return page(ctx, list_page(ctx.access, team, done=bool(done), into=section_named(ctx.access, team, into)))


def _rest(ctx: Ctx, team: Team, group: Group) -> Response:
    """A page of its own; for htmx more rows, where those that were added in the meantime stand in their order now."""
    return swaps(
        ctx,
        *(remove(row.id) for row in group.rows.rows),
        append(group.rows, f"{group.id}-rows"),
        replace(group.more or More(group.count.section_id, "")),
        otherwise=SectionPage(masthead(ctx.access, team, "list"), group),
    )
