"""How a todo looks in a list, and below its parent."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.rows import TodoLine
from app.clock import exact
from app.grammar.search import Piece
from app.i18n import viewer
from app.models import Hero, may
from app.rendering import KeptFragment
from app.repeat_wording import repeat
from app.wording import Due, due


@dataclass(frozen=True)
class _Row(KeptFragment):
    """A todo as one line. `pop` lets the tick jump: it was just done; `new`: it was just added."""

    line: TodoLine
    due: Due | None
    repeat: str
    may_close: bool
    may_move: bool
    pop: bool = False
    new: bool = False


@dataclass(frozen=True)
class TodoRow(_Row, template="todos/_row.html"):
    """A todo as one line of a list.

    Where somebody looked for it, `marked` is its title with their words set apart, and `found` a line of its notes.
    `cover` is for whom the viewer does it.
    """

    marked: Sequence[Piece] = ()
    cover: str = ""
    found: Sequence[Piece] = ()

    @property
    def id(self) -> str:
        """`todo-41`"""
        return f"todo-{self.line.id}"


@dataclass(frozen=True)
class TodoCard(_Row, template="todos/_card.html"):
    """A todo as a card of a board."""

    @property
    def id(self) -> str:
        """`card-41`"""
        return f"card-{self.line.id}"


@dataclass(frozen=True)
class SubRow(_Row, template="todos/_sub.html"):
    """A todo as one line below its parent."""

    @property
    def id(self) -> str:
        """`sub-42`"""
        return f"sub-{self.line.id}"


def todo_row(line: TodoLine, hero: Hero, *, pop: bool = False, new: bool = False, cover: str = "") -> TodoRow:
    """The row of a line as this hero sees it."""
    return TodoRow(*_looks(line, hero), pop, new, cover=cover)


def todo_card(line: TodoLine, hero: Hero, *, pop: bool = False, new: bool = False) -> TodoCard:
    """The same on a board."""
    return TodoCard(*_looks(line, hero), pop, new)


def sub_row(line: TodoLine, hero: Hero, *, pop: bool = False, new: bool = False) -> SubRow:
    """The same below its parent."""
    return SubRow(*_looks(line, hero), pop, new)


def _looks(line: TodoLine, hero: Hero) -> tuple[TodoLine, Due | None, str, bool, bool]:
    return line, due_words(line), repeat(line.recurrence), may_close(line, hero), may(hero, "todo.move", line)


def due_words(line: TodoLine) -> Due | None:
    """When it is due, as the viewer says it."""
    return due(line.due_on, line.due_at, line.completed_at, exact(), viewer().clock)


def may_close(line: TodoLine, hero: Hero) -> bool:
    """Whether its tick is a button for this hero."""
    return may(hero, "todo.reopen" if line.done else "todo.close", line)
