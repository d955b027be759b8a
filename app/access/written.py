"""Todos with all that their text says: whole branches, in the order of the list."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.access.rows import Rows, TodoLine, wanted
from app.models import Assignment, Hero, Section, Team, Todo

MOST = 2_000
"""Todos of one text."""
_TOP = col(Todo.parent_id).is_(None)


class TodoText(NamedTuple):
    """A todo with its notes, what it is below, and the handles of those who have it."""

    line: TodoLine
    notes: str
    parent_id: int | None
    handles: Sequence[str]


class Texts(Rows):
    """What is to be written of a team, section or todo that was reached through this access; MOST todos of it."""

    def text_of_todo(self, todo: Todo) -> Sequence[TodoText]:
        """A todo and everything below it."""
        return self._texts(col(Todo.id) == todo.id)

    def text_of_team(self, team: Team, *, done: bool) -> Sequence[TodoText]:
        """What the team's list shows, and everything below that; with what is `done` for long only if asked for."""
        return self._texts(sa.and_(col(Todo.team_id) == team.id, _TOP, wanted(done)))

    def text_of_section(self, section: Section, *, done: bool) -> Sequence[TodoText]:
        """The same of one section."""
        return self._texts(sa.and_(col(Todo.section_id) == section.id, _TOP, wanted(done)))

    def _texts(self, roots: sa.ColumnElement[bool]) -> Sequence[TodoText]:
        branch = sa.select(col(Todo.id)).where(roots, col(Todo.trashed_at).is_(None)).cte(recursive=True)
        sub = aliased(Todo)
        living = sa.and_(col(sub.parent_id) == branch.c.id, col(sub.trashed_at).is_(None))
        branch = branch.union(sa.select(col(sub.id)).where(living))
        written = sa.select(col(Todo.id), col(Todo.notes), col(Todo.parent_id))
        written = written.where(col(Todo.id).in_(sa.select(branch.c.id))).order_by(col(Todo.rank), col(Todo.id))
        rows = self._session.execute(written.limit(MOST)).all()
        ids = [row[0] for row in rows]
        lines, handles = {line.id: line for line in self.lines_of(ids)}, self._handles(ids)
        return [TodoText(lines[todo_id], notes, above, handles[todo_id]) for todo_id, notes, above in rows]

    def _handles(self, ids: Sequence[int]) -> defaultdict[int, list[str]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        held = (
            sa.select(col(Assignment.todo_id), col(Hero.handle))
            .join(Hero, col(Hero.id) == Assignment.hero_id)
            .where(col(Assignment.todo_id).in_(ids), col(Hero.trashed_at).is_(None))
            .order_by(col(Assignment.assigned_at), col(Hero.id))
        )
        for todo_id, handle in self._session.execute(held):
            found[todo_id].append(handle)
        return found
