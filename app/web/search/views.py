"""The page of what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.access import Access
from app.access.faces import Face
from app.access.paging import PAGE
from app.access.rows import TodoLine
from app.access.search import MOST, Found, Hit, Said, TeamFound
from app.grammar.search import Piece, pieces, snippet
from app.i18n import N_, _, ngettext
from app.rendering import Page
from app.web.filtering.sentences import doubts_in
from app.web.search.asked import KINDS, Asked, behind, of_kind
from app.web.todos.views import TodoRow, todo_row
from app.wording import moment, number

FEW = {"todos": 10, "comments": 5, "heroes": 5, "teams": 5}
"""Of each kind where all kinds stand on one page."""
NAMES = {"todos": N_("Todos"), "comments": N_("Comments"), "heroes": N_("Heroes"), "teams": N_("Teams")}
ICONS = {"todos": "check", "comments": "balloon", "heroes": "people", "teams": "teams"}


@dataclass(frozen=True)
class CommentFound:
    """A comment with its words marked, in its todo."""

    said: Said
    text: Sequence[Piece]
    when: str


@dataclass(frozen=True)
class Tab:
    """The way to one kind of results."""

    words: str
    url: str
    icon: str
    current: bool
    count: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind: rows of todos, comments, heroes or teams. `more` is where the rest is."""

    kind: str
    name: str
    count: str
    more: str
    todos: Sequence[TodoRow] = ()
    comments: Sequence[CommentFound] = ()
    heroes: Sequence[tuple[Face, Sequence[Piece]]] = ()
    teams: Sequence[tuple[TeamFound, Sequence[Piece]]] = ()


@dataclass(frozen=True)
class SearchPage(Page, template="search/show.html"):
    """What was found, or what may have been meant."""

    asked: Asked
    counted: str
    tabs: Sequence[Tab]
    groups: Sequence[Group]
    teams: Sequence[tuple[int, str]]
    meant: str
    meant_url: str
    everywhere: str
    doubts: Sequence[str]

    section = "search"


def search_page(access: Access, asked: Asked, after: str = "") -> SearchPage:
    """The first of each kind, or a page of one kind from behind `after`."""
    found = asked.find(access)
    wanted = [asked.kind] if asked.kind else [kind for kind in KINDS if hits_of(found, kind)]
    meant = (
        ""
        if found.total or asked.told.conditions
        else access.near_miss(asked.query, state=asked.state, team=asked.team)
    )
    return SearchPage(
        asked=asked,
        counted=_counted(found) if asked else "",
        tabs=[_tab(asked, kind, found) for kind in ("", *KINDS)] if found.total else [],
        groups=[_group(access, asked, found, kind, after) for kind in wanted] if found.total else [],
        teams=_teams(access, asked),
        meant=meant,
        meant_url=Asked(meant, asked.state, asked.team).url(),
        everywhere=Asked(asked.q).url(),
        doubts=_doubts(access, asked),
    )


def _doubts(access: Access, asked: Asked) -> Sequence[str]:
    """What of a filter says nothing here."""
    told = asked.told
    doubts = doubts_in(asked.narrowing(access), asked.team.name if asked.team else _("your teams"))
    arranged = [_("What is found stands in its own order: sort and group are for lists.")]
    return [*doubts, *(arranged if told.sort or told.group else [])]


def hits_of(found: Found, kind: str) -> list[Hit]:
    """What was found of a kind."""
    return list({"todos": found.todos, "comments": found.comments, "heroes": found.heroes, "teams": found.teams}[kind])


def counted(hits: Sequence[Hit]) -> str:
    """How many, as far as they are counted: "5", "1,000+"."""
    return number(len(hits)) if len(hits) < MOST else _("%(count)s+") % {"count": number(MOST)}


def _counted(found: Found) -> str:
    """ "10 found in 3 teams" """
    if not found.total:
        return _("Nothing found")
    if max(len(hits_of(found, kind)) for kind in KINDS) >= MOST:
        return _("More than %(count)s found; one more word helps") % {"count": number(MOST)}
    if not found.team_count:
        return ngettext("%(count)s found", "%(count)s found", found.total) % {"count": number(found.total)}
    words = ngettext("%(count)s found in %(teams)s team", "%(count)s found in %(teams)s teams", found.team_count)
    return words % {"count": number(found.total), "teams": number(found.team_count)}


def _tab(asked: Asked, kind: str, found: Found) -> Tab:
    count = counted(hits_of(found, kind)) if kind else number(found.total)
    name, icon = (_(NAMES[kind]), ICONS[kind]) if kind else (_("All"), "search")
    return Tab(name, of_kind(asked, kind).url(), icon, kind == asked.kind, count)


def _teams(access: Access, asked: Asked) -> list[tuple[int, str]]:
    """The teams to choose from: the hero's own, and the chosen one."""
    own = [(link.id, link.name) for link in access.sidebar()]
    other = asked.team is not None and all(team_id != asked.team.id for team_id, _name in own)
    return [*own, (asked.team.id, asked.team.name)] if other and asked.team else own


def _group(access: Access, asked: Asked, found: Found, kind: str, after: str) -> Group:
    hits = hits_of(found, kind)
    rest = behind(hits, after) if asked.kind else hits
    shown = rest[: PAGE if asked.kind else FEW[kind]]
    last = f"{shown[-1].rank},{shown[-1].id}" if asked.kind and shown else ""
    more = of_kind(asked, kind).url(after=last) if len(rest) > len(shown) else ""
    group, words = Group(kind, _(NAMES[kind]), counted(hits), more), asked.query.folded
    match kind:
        case "todos":
            return replace(group, todos=[_todo(access, *hit, words) for hit in access.todo_hits(shown)])
        case "comments":
            return replace(group, comments=[_comment(said, words) for said in access.comment_hits(shown)])
        case "heroes":
            return replace(group, heroes=[(face, pieces(face.name, words)) for face in access.hero_hits(shown)])
    return replace(group, teams=[(team, pieces(team.name, words)) for team in access.team_hits(shown)])


def _todo(access: Access, line: TodoLine, notes: str, words: Sequence[str]) -> TodoRow:
    """Its row with the words marked, and where they stand in its notes."""
    row = todo_row(line, access.hero)
    title, found = pieces(line.title, words), snippet(notes, words)
    return replace(row, marked=tuple(title), found=tuple(found) if any(piece.found for piece in found) else ())


def _comment(said: Said, words: Sequence[str]) -> CommentFound:
    return CommentFound(said, snippet(said.body, words), moment(said.created_at))
