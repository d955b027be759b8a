"""/teams/{id}/deletion shows what goes with a team; DELETE /teams/{id} puts it in the trash."""

from collections.abc import Sequence

from starlette.responses import Response

from app.access.faces import Face
from app.access.fate import Listed, TeamFate
from app.i18n import _, ngettext
from app.models import Hero, Team
from app.models.naming import first_name_of
from app.models.rules import require
from app.paths import Id
from app.request import Ctx, Router
from app.web.deletions.views import (
    Line,
    Preview,
    PreviewPage,
    ask,
    assignment_line,
    comment_line,
    gone,
    lines,
    named,
    tie_line,
    todo_line,
    undoable,
)

router = Router()


@router.get("/teams/{team_id}/deletion")
def show(ctx: Ctx, team_id: Id) -> Response:
    """What goes with the team."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.trash", team)
    fate = ctx.access.team_fate(team)
    view = Preview(
        question=_("Delete %(team)s?") % {"team": team.name},
        lede=undoable(ctx.settings.trash_days),
        goes=goes(fate),
        nothing=_("There is nothing in it yet."),
        touches=_touches(fate, ctx.hero),
        faces=fate.alone.first,
        stays=_("The heroes, their other teams and all that is in those."),
        action=f"/teams/{team.id}",
        button=_("Delete %(team)s") % {"team": team.name},
        keep=f"/teams/{team.id}",
        held=_("“%(team)s” belongs to you alone and stays.") % {"team": team.name} if team.is_private else "",
    )
    return ask(ctx, PreviewPage(view, team))


@router.delete("/teams/{team_id}")
def destroy(ctx: Ctx, team_id: Id) -> Response:
    """Put the team in the trash."""
    ctx.access.with_trash(Team, team_id).trash(by=ctx.hero)
    return gone(ctx, f"team-{team_id}", "/teams")


def goes(fate: TeamFate) -> list[Line]:
    """What goes with a team, line by line."""
    return lines(
        todo_line(fate.tally),
        Line(fate.sections.total, ngettext("section", "sections", fate.sections.total), first=named(fate.sections)),
        comment_line(fate),
        Line(fate.labels.total, ngettext("label", "labels", fate.labels.total), labels=fate.labels.first),
        Line(fate.views.total, ngettext("saved view", "saved views", fate.views.total), first=named(fate.views)),
        assignment_line(fate),
        tie_line(fate),
    )


def _touches(fate: TeamFate, hero: Hero) -> Sequence[str]:
    lose = ngettext("%(n)d hero loses this team.", "%(n)d heroes lose this team.", fate.members)
    return [lose % {"n": fate.members}, *([_alone(fate.alone, hero)] if fate.alone.total else [])]


def _alone(alone: Listed[Face], hero: Hero) -> str:
    if alone.total == 1 and alone.first[0].id == hero.id:
        return _("You will then be on no team but your own.")
    names = named(alone, first_name_of)
    return ngettext(
        "%(names)s will then be on no team, and stays here as a hero.",
        "%(names)s will then be on no team, and stay here as heroes.",
        alone.total,
    ) % {"names": names}
