"""/admin/heroes: everybody there is, and how they come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from app.access.overseeing import HeroState
from app.access.paging import PAGE
from app.i18n import _, ngettext
from app.paths import id_key, search_words
from app.rendering import page
from app.request import Ctx, Router
from app.web.admin.views import AdminPage, tabs
from app.wording import moment

router = Router()


@dataclass(frozen=True)
class HeroLine:
    """A hero in words; `is_me`: the one who looks."""

    state: HeroState
    way_in: str
    seen: str
    teams: str
    is_me: bool


@dataclass(frozen=True)
class AdminHeroesPage(AdminPage, template="admin/heroes.html"):
    """A page of those found by `q`."""

    lines: Sequence[HeroLine]
    q: str
    more: str


@router.get("/admin/heroes")
def index(ctx: Ctx, q: str = "", after: str | None = None) -> Response:
    """All heroes, or those found."""
    words = search_words(q)
    states = ctx.access.hero_states(words, id_key(after))
    rest = {"q": words} if words else {}
    more = f"/admin/heroes?{urlencode(rest | {'after': states[-1].face.id})}" if len(states) == PAGE else ""
    lines = [_line(state, is_me=state.face.id == ctx.hero.id) for state in states]
    return page(ctx, AdminHeroesPage(tabs("heroes"), lines, words, more))


def _line(state: HeroState, *, is_me: bool) -> HeroLine:
    teams = ngettext("%(n)d team", "%(n)d teams", state.teams) % {"n": state.teams}
    seen = moment(state.seen_at) if state.seen_at else _("Never")
    return HeroLine(state, _way_in(state), seen, teams, is_me)


def _way_in(state: HeroState) -> str:
    if state.can_sign_in:
        return state.email or ""
    return _("Invited: %(email)s") % {"email": state.email} if state.email else _("No way to sign in yet")
