"""/teams/{id}/text: a team's list as text, each section under its heading."""

from starlette.responses import Response

from app.paths import Id
from app.request import Ctx, Router
from app.web.texts import Text, answer

router = Router()


@router.get("/teams/{team_id}/text")
def show(ctx: Ctx, team_id: Id, done: str = "") -> Response:
    """A page to copy it from; with `as` markdown or text the text alone. `done`: with what is done for long."""
    team = ctx.access.team(team_id)
    found = ctx.access.text_of_team(team, done=bool(done))
    text = Text(team.name, team, f"/teams/{team.id}", found, [None, *ctx.access.sections(team)])
    return answer(ctx, text, ctx.request.query_params.get("as", ""))
