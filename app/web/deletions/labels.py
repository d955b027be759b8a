"""/teams/{id}/labels/{id}/deletion shows which todos lose a label; DELETE puts the label in the trash."""

from starlette.responses import Response

from app.access.fate import Tally
from app.i18n import _, ngettext
from app.models import Label
from app.models.rules import require
from app.paths import Id
from app.request import Ctx, Router
from app.web.deletions.views import Line, Preview, PreviewPage, ask, gone, lines, quoted, undoable

router = Router()


@router.get("/teams/{team_id}/labels/{label_id}/deletion")
def show(ctx: Ctx, team_id: Id, label_id: Id) -> Response:
    """Which todos lose the label."""
    team = ctx.access.team(team_id)
    label = ctx.access.label(team, label_id)
    require(ctx.hero, "label.trash", label)
    tally = ctx.access.label_fate(label)
    view = Preview(
        question=_("Delete the label “%(label)s”?") % {"label": label.name},
        lede=undoable(ctx.settings.trash_days),
        goes=lines(_line(tally)),
        nothing=_("Nothing but the label: no todo carries it."),
        stays=_("All todos. They carry it again if the label comes back."),
        action=f"/teams/{team.id}/labels/{label.id}",
        button=_("Delete this label"),
        keep=f"/teams/{team.id}/labels",
    )
    return ask(ctx, PreviewPage(view, team))


@router.delete("/teams/{team_id}/labels/{label_id}")
def destroy(ctx: Ctx, team_id: Id, label_id: Id) -> Response:
    """Put the label in the trash."""
    ctx.access.with_trash(Label, label_id, team_id=team_id).trash(by=ctx.hero)
    return gone(ctx, f"label-{label_id}", f"/teams/{team_id}/labels")


def _line(tally: Tally) -> Line:
    words = ngettext("todo loses this label", "todos lose this label", tally.todos)
    return Line(tally.todos, words, first=quoted(tally))
