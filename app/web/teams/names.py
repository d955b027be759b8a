"""/teams/{id}/names: what a word that begins with @ or # may be going to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access import Access
from app.access.faces import Face
from app.access.rows import Tag
from app.grammar.limits import NAME_MAX
from app.grammar.writing import sign_for
from app.i18n import _, ngettext
from app.models import Team
from app.paths import Id
from app.rendering import Fragment, elsewhere, fragment, wants_parts
from app.request import Ctx, Router

router = Router()


@dataclass(frozen=True)
class Option:
    """A name to choose: what the word becomes (`put`), and the hero or the label."""

    put: str
    face: Face | None = None
    tag: Tag | None = None


@dataclass(frozen=True)
class NameList(Fragment, template="teams/_names.html"):
    """The names to choose from; `said` tells how many there are to whoever does not see them."""

    words: str
    options: Sequence[Option]
    said: str

    @property
    def id(self) -> str:
        """`names`"""
        return "names"


@router.get("/teams/{team_id}/names")
def show(ctx: Ctx, team_id: Id, q: str = "") -> Response:
    """The first names that fit. Without a script: where they all are."""
    team = ctx.access.team(team_id)
    if not wants_parts(ctx.request):
        return elsewhere(ctx.request, f"/teams/{team.id}/{'labels' if q.startswith('#') else 'roster'}")
    return fragment(_list(ctx.access, team, q[:1], q[1:NAME_MAX].strip('"')))


def _list(access: Access, team: Team, sign: str, words: str) -> NameList:
    if sign == "#":
        labels = [Option(sign_for(sign, tag.name), tag=tag) for tag in access.tags_like(team, words)]
        said = ngettext("%(num)d label. Arrow keys choose.", "%(num)d labels. Arrow keys choose.", len(labels))
        return NameList(_("Labels"), labels, said % {"num": len(labels)})
    heroes = [Option(f"@{one.handle}", face=one.face) for one in access.people_like(team, words)]
    said = ngettext("%(num)d hero. Arrow keys choose.", "%(num)d heroes. Arrow keys choose.", len(heroes))
    return NameList(_("Heroes"), heroes, said % {"num": len(heroes)})
