"""/teams/{id}/load: how the work of a team lies on its heroes; each number leads to the todos that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access.faces import Face
from app.access.filtering import here_in
from app.access.paging import PAGE
from app.access.team_load import DONE_DAYS, TeamLoad
from app.filtering.address import to_query
from app.filtering.model import Condition, Field, Filter
from app.filtering.words import NOBODY, OPEN
from app.grammar.here import Here
from app.i18n import _
from app.models import Team
from app.paths import Id, id_key
from app.rendering import View, page
from app.request import Ctx, Router
from app.web.teams.views import TeamPage, masthead

router = Router()


@dataclass(frozen=True)
class Number:
    """How many, of what, and the way to them."""

    count: int
    words: str
    url: str
    kind: str = ""


@dataclass(frozen=True)
class LoadRow(View, template="teams/_load_row.html"):
    """What somebody has, or nobody (`face` is None)."""

    face: Face | None
    numbers: Sequence[Number]


@dataclass(frozen=True)
class LoadPage(TeamPage, template="teams/load.html"):
    """A row for nobody, and one for each hero of the team."""

    rows: Sequence[LoadRow]
    titles: Sequence[str]
    more: str


@router.get("/teams/{team_id}/load")
def show(ctx: Ctx, team_id: Id, after: str | None = None) -> Response:
    """A page of the heroes by name, from behind the hero `after`; what is in nobody's hands stands first of all."""
    team = ctx.access.team(team_id)
    start = id_key(after)
    faces = [line.face for line in ctx.access.roster_lines(team, start)]
    loads = ctx.access.team_loads(team, [face.id for face in faces])
    here = here_in(team)
    shown: list[Face | None] = [*([None] if start is None else []), *faces]
    rows = [_row(team, face, loads.get(face.id if face else None, TeamLoad()), here) for face in shown]
    more = f"/teams/{team.id}/load?after={faces[-1].id}" if len(faces) == PAGE else ""
    return page(ctx, LoadPage(masthead(ctx.access, team, "load"), rows, _titles(), more))


def _titles() -> list[str]:
    done = _("Done in %(days)s days") % {"days": DONE_DAYS}
    return [_("Late"), _("This week"), _("Later"), _("No date"), done]


def _row(team: Team, face: Face | None, load: TeamLoad, here: Here) -> LoadRow:
    who = Condition(Field.ASSIGNEE, (f"#{face.id}" if face else NOBODY,))
    urls = [f"/teams/{team.id}?{to_query(Filter((who, *asked)))}" for asked in _asked(here)]
    numbers = [
        Number(count, words, url, "late" if place == 0 and count else "")
        for place, (count, words, url) in enumerate(zip(load, _titles(), urls, strict=True))
    ]
    return LoadRow(face, numbers)


def _asked(here: Here) -> Sequence[Sequence[Condition]]:
    """What a filter asks for to show what each number of a TeamLoad counts."""
    is_open = Condition(Field.STATE, (OPEN,))
    next_week = here.week(1).isoformat()
    return (
        [Condition(Field.DUE, ("late",))],
        [Condition(Field.DUE, ("week",)), Condition(Field.DUE, ("late",), negated=True), is_open],
        [Condition(Field.DUE, (f">={next_week}",)), is_open],
        [Condition(Field.DUE, ("none",)), is_open],
        [Condition(Field.CLOSED, (f"{DONE_DAYS}d",))],
    )
