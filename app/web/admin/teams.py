"""/admin/teams: all teams, how many are on them and how much is in them; not what."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from app.access.faces import Face
from app.access.overseeing_teams import COUNTED, TeamState
from app.access.paging import PAGE
from app.i18n import _
from app.paths import id_key, search_words
from app.rendering import page
from app.request import Ctx, Router
from app.web.admin.views import AdminPage, tabs
from app.wording import number

router = Router()


@dataclass(frozen=True)
class TeamLine:
    """A team in words, with its first owners."""

    state: TeamState
    owners: Sequence[Face]
    heroes: str
    todos: str


@dataclass(frozen=True)
class AdminTeamsPage(AdminPage, template="admin/teams.html"):
    """A page of those found by `q`."""

    lines: Sequence[TeamLine]
    q: str
    more: str


@router.get("/admin/teams")
def index(ctx: Ctx, q: str = "", after: str | None = None) -> Response:
    """All teams but private ones, or those found."""
    words = search_words(q)
    states = ctx.access.team_states(words, id_key(after))
    owners = ctx.access.first_owners([state.id for state in states])
    rest = {"q": words} if words else {}
    more = f"/admin/teams?{urlencode(rest | {'after': states[-1].id})}" if len(states) == PAGE else ""
    lines = [TeamLine(state, owners.get(state.id, ()), number(state.heroes), _todos(state)) for state in states]
    return page(ctx, AdminTeamsPage(tabs("teams"), lines, words, more))


def _todos(state: TeamState) -> str:
    return _("%(open)s of %(all)s") % {"open": _count(state.open), "all": _count(state.todos)}


def _count(n: int) -> str:
    return number(n) if n <= COUNTED else _("more than %(n)s") % {"n": number(COUNTED)}
