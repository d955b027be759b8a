"""/teams/{id}/sections/{id}/deletion shows what becomes of a section's todos; DELETE puts the section in the trash."""

from starlette.responses import Response

from app.access.fate import Tally
from app.i18n import _, ngettext
from app.models import Section
from app.models.rules import require
from app.paths import Id, address_in
from app.rendering import swaps
from app.request import Ctx, Router
from app.web.deletions.views import Preview, PreviewPage, ask, gone, quoted, undoable

router = Router()


@router.get("/teams/{team_id}/sections/{section_id}/deletion")
def show(ctx: Ctx, team_id: Id, section_id: Id) -> Response:
    """What becomes of the todos."""
    team = ctx.access.team(team_id)
    section = ctx.access.section(team, section_id)
    require(ctx.hero, "section.trash", section)
    view = Preview(
        question=_("Delete the section “%(section)s”?") % {"section": section.name},
        lede=undoable(ctx.settings.trash_days),
        goes=(),
        nothing=_("Nothing but the heading."),
        stays=_stays(ctx.access.section_fate(section)),
        action=f"/teams/{team.id}/sections/{section.id}",
        button=_("Delete this section"),
        keep=f"/teams/{team.id}/sections",
    )
    return ask(ctx, PreviewPage(view, team))


@router.delete("/teams/{team_id}/sections/{section_id}")
def destroy(ctx: Ctx, team_id: Id, section_id: Id) -> Response:
    """Put the section in the trash."""
    ctx.access.with_trash(Section, section_id, team_id=team_id).trash(by=ctx.hero)
    board = f"/teams/{team_id}/board"
    if address_in(ctx.request.headers.get("hx-current-url", "")).path == board:
        return swaps(ctx, otherwise=board)  # its todos are in another column now
    return gone(ctx, f"section-{section_id}", f"/teams/{team_id}/sections")


def _stays(tally: Tally) -> str:
    if not tally.todos:
        return _("All else in the team. No todo stands under this heading.")
    return ngettext(
        "%(n)d todo stays, under “No section”: %(first)s. It stands here again if the section comes back.",
        "%(n)d todos stay, under “No section”: %(first)s. They stand here again if the section comes back.",
        tally.todos,
    ) % {"n": tally.todos, "first": quoted(tally)}
