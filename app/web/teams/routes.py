"""/teams: all of them; /teams/new and /teams/{id}/edit: the form; /teams/{id}: a team's list."""

from typing import Annotated

from starlette.responses import Response

from app.conditional import conditional
from app.forms import Form, bind
from app.models import Team, TeamCreate, TeamUpdate
from app.models.rules import require
from app.paths import Id, id_key, list_key
from app.rendering import append, page, remove, replace, swaps
from app.request import Ctx, Router
from app.web.filtering.asked import Asked, asked_in, resolved
from app.web.filtering.listed import found_group, group_key, list_bar, rest_of
from app.web.stale import settle
from app.web.teams.cards import archived_page, teams_page
from app.web.teams.form import edit_team, new_team
from app.web.teams.list import Group, More, section_group, section_named
from app.web.teams.views import PartPage, SectionPage, list_page, masthead
from app.web.todos.selection_bar import Bar, selection_bar

router = Router()


@router.get("/teams")
@conditional
def index(ctx: Ctx, after: str | None = None, archived: str | None = None) -> Response:
    """The teams as cards; with `after`, a further page of those that an admin is not on; with `archived`, of those."""
    behind = id_key(archived)
    if behind is not None:
        return page(ctx, archived_page(ctx.access, behind))
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
    if form.conflict:
        return page(ctx, edit_team(ctx.access, team, form), 409)
    team.edit(values, by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{team.id}")


@router.get("/teams/{team_id}")
@conditional
def show(ctx: Ctx, team_id: Id, into: str = "", part: str = "", after: str | None = None) -> Response:
    """The list as its address narrows it; or, with `part`, a page of that group from behind `after`."""
    team = ctx.access.team(team_id)
    asked = asked_in(ctx.request, f"/teams/{team.id}")
    if not part:
        asked = resolved(ctx.access, asked, team)
        return page(ctx, list_page(ctx.access, team, asked=asked, into=section_named(ctx.access, team, into)))
    if not asked.plain:
        return _part(ctx, team, asked, part, id_key(after))
    place = section_named(ctx.access, team, part)
    group = section_group(ctx.access, team, place, done=asked.done, after=list_key(after))
    return _rest(ctx, team, group, selection_bar(ctx.access, team, ctx.access.sections(team), done=asked.done))


def _rest(ctx: Ctx, team: Team, group: Group, bar: Bar) -> Response:
    """A page of its own; for htmx more rows, where those that were added in the meantime stand in their order now."""
    return swaps(
        ctx,
        *(remove(row.id) for row in group.rows.rows),
        append(group.rows, f"{group.id}-rows"),
        replace(group.more or More(group.count.section_id, "")),
        otherwise=SectionPage(masthead(ctx.access, team, "list"), group, bar),
    )


def _part(ctx: Ctx, team: Team, asked: Asked, part: str, after: int | None) -> Response:
    listing = ctx.access.listing(ctx.access.narrowing(asked.told, team), team)
    group = found_group(ctx.access, asked, listing, group_key(part), after)
    bar = list_bar(ctx.access, listing, ctx.access.sections(team))
    return swaps(
        ctx,
        *rest_of(group),
        otherwise=PartPage(masthead(ctx.access, team, "list"), group, bar, asked.url()),
    )
