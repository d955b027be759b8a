"""/search/palette: what the palette offers while somebody types; without a script, the page of what was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.access import Access
from app.access.faces import Face
from app.access.rows import Shield
from app.access.search import Found
from app.grammar.search import Piece, pieces, snippet
from app.i18n import _
from app.rendering import Fragment, replace, swaps, wants_parts
from app.request import Ctx, Router
from app.web.search.asked import Asked, Words, asked
from app.web.search.commands import Command, commands_for
from app.web.search.views import search_page
from app.web.todos.views import due_words
from app.wording import moment, number

router = Router()
TODOS, COMMENTS, OTHERS = 5, 2, 3
"""Of each kind that are offered."""


@dataclass(frozen=True)
class Option:
    """A line of the palette: what it says, its picture, and where it leads. A `form` is sent instead of a link."""

    words: Sequence[Piece]
    url: str
    icon: str = ""
    face: Face | None = None
    badge: Shield | None = None
    team: Shield | None = None
    end: str = ""
    keys: Sequence[str] = ()
    form: str = ""


@dataclass(frozen=True)
class PaletteHits(Fragment, template="search/_hits.html"):
    """What can be gone to, and what can be done. `nothing` says that nothing was found."""

    places: Sequence[Option]
    deeds: Sequence[Option]
    nothing: str

    @property
    def id(self) -> str:
        """`palette-hits`"""
        return "palette-hits"


@router.get("/search/palette")
def show(ctx: Ctx, q: Words = "") -> Response:
    """The first of what was found, and the commands that answer to the words."""
    one = asked(ctx.access, q)
    if not wants_parts(ctx.request):
        return swaps(ctx, otherwise=search_page(ctx.access, one))
    return swaps(ctx, replace(palette_hits(ctx.access, one)), otherwise=one.url())


def palette_hits(access: Access, one: Asked) -> PaletteHits:
    """The lines of the palette; where nothing is asked yet, the hero's teams and every command."""
    found = one.find(access)
    places = _found(access, one, found) if one.q else _own_teams(access)
    answering = commands_for(one.query, is_admin=access.hero.is_admin) if one.query.words or not one.q else []
    deeds = [_deed(command, one) for command in answering]
    nothing = _("Nothing for “%(words)s”. Enter looks further.") % {"words": one.q}
    return PaletteHits(places, deeds, "" if places or deeds else nothing)


def _own_teams(access: Access) -> list[Option]:
    return [
        Option([Piece(link.name, False)], f"/teams/{link.id}", badge=Shield(link.name, link.colour))
        for link in access.sidebar()
    ]


def _found(access: Access, one: Asked, found: Found) -> list[Option]:
    places = [*_teams(access, one, found), *_todos(access, one, found), *_comments(access, one, found)]
    places += _heroes(access, one, found)
    if found.total > len(places):
        words = _("Show all %(count)s") % {"count": number(found.total)}
        places.append(Option([Piece(words, False)], one.url(), "search"))
    return places


def _teams(access: Access, one: Asked, found: Found) -> list[Option]:
    return [
        Option(
            pieces(team.name, one.query.folded),
            f"/teams/{team.id}",
            badge=Shield(team.name, team.colour),
            end=_("archived") if team.archived else "",
        )
        for team in access.team_hits(found.teams[:OTHERS])
    ]


def _heroes(access: Access, one: Asked, found: Found) -> list[Option]:
    return [
        Option(pieces(face.name, one.query.folded), f"/heroes/{face.id}", face=face)
        for face in access.hero_hits(found.heroes[:OTHERS])
    ]


def _todos(access: Access, one: Asked, found: Found) -> list[Option]:
    options = []
    for line, _notes in access.todo_hits(found.todos[:TODOS]):
        due = due_words(line)
        end = _("archived") if line.team.archived else due.words if due else ""
        words = pieces(line.title, one.query.folded)
        options.append(Option(words, f"/todos/{line.id}", "check", team=line.team, end=end))
    return options


def _comments(access: Access, one: Asked, found: Found) -> list[Option]:
    options = []
    for said in access.comment_hits(found.comments[:COMMENTS]):
        who = said.author.first_name if said.author else _("A former hero")
        words = [Piece(f"{who}: ", False), *snippet(said.body, one.query.folded)]
        url = f"/todos/{said.todo_id}#comment-{said.id}"
        options.append(Option(words, url, "balloon", team=said.team, end=moment(said.created_at)))
    return options


def _deed(command: Command, one: Asked) -> Option:
    words = pieces(_(command.name), one.query.folded)
    form = "" if command.method == "GET" else command.method
    return Option(words, command.url, command.icon, keys=command.key.split(), form=form)
