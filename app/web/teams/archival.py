"""/teams/{id}/archival: what it means to archive a team; POST archives it, DELETE brings it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access.cards import Crowd
from app.i18n import _, ngettext
from app.models import Team
from app.models.rules import require
from app.paths import Id
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.deletions.views import todo_line

router = Router()


@dataclass(frozen=True)
class ArchivalPage(Page, template="teams/archival.html"):
    """What it means, before it is done. `held` is why it cannot be."""

    team: Team
    means: Sequence[str]
    members: str
    crowd: Crowd
    held: str

    section = "teams"

    @property
    def paper(self) -> Team:
        """Its own."""
        return self.team


@router.get("/teams/{team_id}/archival")
def show(ctx: Ctx, team_id: Id) -> Response:
    """What becomes of the team, and for whom."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.archive", team)
    fate = ctx.access.team_fate(team)
    todos = todo_line(fate.tally)
    counted = f"{todos.figure} {todos.words} ({todos.detail})" if todos.detail else f"{todos.figure} {todos.words}"
    keep = ngettext("%(n)d hero stays on it.", "%(n)d heroes stay on it.", fate.members) % {"n": fate.members}
    return page(
        ctx,
        ArchivalPage(
            team=team,
            means=_means(counted if todos.count else ""),
            members=keep,
            crowd=ctx.access.crowds([team.id]).get(team.id, Crowd()),
            held=_held(team),
        ),
    )


@router.post("/teams/{team_id}/archival")
def create(ctx: Ctx, team_id: Id) -> Response:
    """Archive it; a second time does nothing."""
    team = ctx.access.team(team_id)
    team.archive(by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{team.id}")


@router.delete("/teams/{team_id}/archival")
def destroy(ctx: Ctx, team_id: Id) -> Response:
    """Bring it back; a second time does nothing."""
    team = ctx.access.team(team_id)
    team.unarchive(by=ctx.hero)
    return swaps(ctx, otherwise=f"/teams/{team.id}")


def _held(team: Team) -> str:
    if team.is_private:
        return _("“%(team)s” belongs to you alone and is always at hand.") % {"team": team.name}
    return "" if team.awake else _("“%(team)s” is archived already.") % {"team": team.name}


def _means(todos: str) -> list[str]:
    return [
        _("Everybody on it can still read it, and nobody can change it: %(todos)s, comments, labels, roster.")
        % {"todos": todos}
        if todos
        else _("Everybody on it can still read it, and nobody can change it."),
        _("It leaves the menus, My day, the calendar, the lists of all your teams, and what heroes carry."),
        _("Its invitation links let nobody in. Its trash is out of sight until it is back, and is emptied as ever."),
        _("Search still finds what is in it, marked “archived”."),
    ]
