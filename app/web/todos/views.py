"""How a todo looks in a list, and below its parent."""

from dataclasses import dataclass

from app.access.rows import TodoLine
from app.clock import now
from app.i18n import viewer
from app.models import Hero, may
from app.rendering import Fragment
from app.wording import Due, due


@dataclass(frozen=True)
class TodoRow(Fragment, template="todos/_row.html"):
    """A todo as one line of a list. `pop` lets the tick jump: it was just done; `new`: it was just added."""

    line: TodoLine
    due: Due | None
    may_close: bool
    pop: bool = False
    new: bool = False

    @property
    def id(self) -> str:
        """`todo-41`"""
        return f"todo-{self.line.id}"


@dataclass(frozen=True)
class SubRow(TodoRow, template="todos/_sub.html"):
    """A todo as one line below its parent."""

    @property
    def id(self) -> str:
        """`sub-42`"""
        return f"sub-{self.line.id}"


def todo_row(line: TodoLine, hero: Hero, *, pop: bool = False, new: bool = False) -> TodoRow:
    """The row of a line as this hero sees it."""
    return TodoRow(line, due_words(line), may_close(line, hero), pop, new)


def sub_row(line: TodoLine, hero: Hero, *, pop: bool = False, new: bool = False) -> SubRow:
    """The same below its parent."""
    return SubRow(line, due_words(line), may_close(line, hero), pop, new)


def due_words(line: TodoLine) -> Due | None:
    """When it is due, as the viewer says it."""
    return due(line.due_on, line.due_at, line.completed_at, now(), viewer().clock)


def may_close(line: TodoLine, hero: Hero) -> bool:
    """Whether its tick is a button for this hero."""
    return may(hero, "todo.reopen" if line.done else "todo.close", line)
