"""/teams/{id}/history: who changed what of a team, its crew, its sections and its labels."""

from starlette.responses import Response

from app.i18n import _
from app.models import Team
from app.paths import Id, id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.changes.history_page import history_page
from app.web.changes.in_trash import restorable

router = Router()


@router.get("/teams/{team_id}/history")
def index(ctx: Ctx, team_id: Id, before: str = "") -> Response:
    """A page of it, from behind the change `before`; of a team in the trash for whoever may restore it."""
    team = restorable(ctx.access, ctx.access.with_trash(Team, team_id))
    past = ctx.access.past_of_team(team, id_key(before))
    title = _("History of %(team)s") % {"team": team.name}
    return page(ctx, history_page(ctx, team, past, title=title, name=team.name, team=team))
