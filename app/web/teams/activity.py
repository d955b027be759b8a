"""/teams/{id}/activity: what was done in a team, by person and stretch of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from app.access.activity import SORTS
from app.access.paging import PAGE
from app.i18n import N_, _
from app.paths import Id, id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.changes.steps import Day, days_of
from app.web.teams.views import TeamPage, masthead

router = Router()

SORT_WORDS = {
    "added": N_("Added"),
    "changed": N_("Changed"),
    "done": N_("Done and reopened"),
    "moved": N_("Moved"),
    "people": N_("People"),
    "deleted": N_("Deleted and restored"),
    "undone": N_("Undone and redone"),
}


@dataclass(frozen=True)
class ActivityPage(TeamPage, template="teams/activity.html"):
    """A page of what was done, narrowed to one hero and to one kind; `heroes` and `sorts` are there to choose from, by
    value and words."""

    days: Sequence[Day]
    heroes: Sequence[tuple[str, str]]
    sorts: Sequence[tuple[str, str]]
    hero: str
    sort: str
    more: str


@router.get("/teams/{team_id}/activity")
def index(ctx: Ctx, team_id: Id, hero: str = "", kind: str = "", before: str = "") -> Response:
    """The steps from behind the step `before`, of the hero with this id, of this kind."""
    team = ctx.access.team(team_id)
    hero_id, sort = id_key(hero), kind if kind in SORTS else ""
    steps = ctx.access.team_steps(team, id_key(before), hero_id, sort)
    chosen = {"hero": str(hero_id or ""), "kind": sort}
    further = urlencode(
        {name: value for name, value in chosen.items() if value} | {"before": steps[-1].id if steps else 0}
    )
    crew = {str(line.face.id): line.face.name for line in ctx.access.roster_lines(team)}
    if hero_id and chosen["hero"] not in crew:
        crew |= {str(step.actor.id): step.actor.name for step in steps[:1] if step.actor}
    view = ActivityPage(
        masthead=masthead(ctx.access, team, "activity"),
        days=days_of(steps, ctx.hero),
        heroes=[("", _("Everybody")), *crew.items()],
        sorts=[("", _("Everything")), *((name, _(words)) for name, words in SORT_WORDS.items())],
        hero=chosen["hero"],
        sort=sort,
        more=f"/teams/{team.id}/activity?{further}" if len(steps) == PAGE else "",
    )
    return page(ctx, view)
