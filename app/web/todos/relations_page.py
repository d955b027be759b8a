"""The page that ties a todo to others."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.related import Tied
from app.access.rows import TodoLine
from app.forms import Form, empty
from app.grammar.search import read_query
from app.models import Todo, may
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.shapes import TieForm, TieKind
from app.web.todos.ties import TieGroup, tie_groups

MOST = 20


@dataclass(frozen=True)
class RelationsPage(PageOfTodo, template="todos/relations.html"):
    """What is tied, what can be untied (`loose`: kinds and ids), and the todos found for `words` to tie next."""

    groups: Sequence[TieGroup]
    loose: set[tuple[TieKind, int]]
    form: Form[TieForm]
    found: Sequence[TodoLine]
    words: str


def relations_page(access: Access, todo: Todo, form: Form[TieForm], words: str) -> RelationsPage:
    """The page as this hero sees it."""
    ties = access.ties(todo)
    mine = may(access.hero, "todo.relate", todo)
    kinds = zip(TieKind, ties, strict=True)
    loose = {(kind, one.id) for kind, tied in kinds for one in tied if _may_untie(access, kind, one, mine=mine)}
    return RelationsPage(
        todo=todo,
        team=todo.team,
        section_of=shown_section(todo),
        groups=tie_groups(ties),
        loose=loose,
        form=form,
        found=_found(access, todo, words),
        words=words,
    )


def blank_tie(kind: TieKind) -> Form[TieForm]:
    """The form as it opens."""
    return empty(TieForm, kind=kind.value)


def _may_untie(access: Access, kind: TieKind, tied: Tied, *, mine: bool) -> bool:
    """Who waits decides; what relates may be parted from either side."""
    return may(access.hero, "todo.relate", tied) if kind is TieKind.BLOCKS else mine


def _found(access: Access, todo: Todo, words: str) -> Sequence[TodoLine]:
    """Todos that have the words or the number; without any the newest open ones of the same team."""
    if words:
        lines = access.find_todos(read_query(words), MOST + 1)
    else:
        lines = access.lines(access.possible_parents(todo, "", MOST))
    return [line for line in lines if line.id != todo.id][:MOST]
