"""How a todo looks in a list."""

from dataclasses import dataclass

from app.access.rows import TodoLine
from app.clock import now
from app.i18n import viewer
from app.models import Hero, may
from app.rendering import Fragment
from app.wording import Due, due


@dataclass(frozen=True)
class TodoRow(Fragment, template="todos/_row.html"):
    """A todo as one line of a list. `pop` lets the tick jump: it was just done."""

    line: TodoLine
    due: Due | None
    may_close: bool
    pop: bool = False

    @property
    def id(self) -> str:
        """`todo-41`"""
        return f"todo-{self.line.id}"


def todo_row(line: TodoLine, hero: Hero, *, pop: bool = False) -> TodoRow:
    """The row of a line as this hero sees it."""
    words = due(line.due_on, line.due_at, line.completed_at, now(), viewer().clock)
    return TodoRow(line, words, may(hero, "todo.reopen" if line.done else "todo.close", line), pop)
