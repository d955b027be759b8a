"""The todos that a hero reaches: single ones as records, lists as rows of columns."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import col, func, or_, select

from app.access.reach import Reach, SomeViewer, related, team_living
from app.models import Assignment, Section, Team, Todo, TodoLabel
from app.models.order import rank_between

WITH_LINKS = (
    selectinload(related(Todo.assignments)).joinedload(related(Assignment.hero)),
    selectinload(related(Todo.label_links)).joinedload(related(TodoLabel.label)),
)
"""What decides who may do what with todos, and what a move of them takes along, at hand for all of them at once."""

_sub = aliased(Todo)
_HAS_SUBS = sa.exists().where(col(_sub.parent_id) == Todo.id, col(_sub.trashed_at).is_(None))


@cache
def _one_todo(is_admin: bool) -> Any:
    reached = team_living(SomeViewer(is_admin))
    of_team = sa.select(Todo, _HAS_SUBS).join(Team, col(Team.id) == Todo.team_id)
    return of_team.where(col(Todo.id) == sa.bindparam("wanted"), col(Todo.trashed_at).is_(None), reached)


def _living(todo: type[Todo], trashed: bool) -> sa.ColumnElement[bool]:
    """Todos that are not in the trash, or all."""
    return sa.true() if trashed else col(todo.trashed_at).is_(None)


class Todos(Reach):
    """Todos, one and many."""

    def todo(self, todo_id: int) -> Todo:
        """One todo that is not in the trash, nor its team. Raises NotFound."""
        todo: Todo = self._reached(todo_id)[0]
        return todo

    def todo_with_links(self, todo_id: int) -> Todo:
        """The same, with who has it and its labels at hand."""
        todo: Todo = self._reached(todo_id, *WITH_LINKS)[0]
        return todo

    def _reached(self, todo_id: int, *options: ExecutableOption) -> Any:
        """The todo, and whether anything is below it."""
        one = _one_todo(self.hero.is_admin)
        wanted = one.options(*options) if options else one
        return self._first(self._session.execute(wanted, {"wanted": todo_id, "viewer": self.hero.id}))

    def todo_with_open_branch(self, todo_id: int) -> tuple[Todo, Sequence[Todo]]:
        """The same, and of an open one all below it that is open."""
        todo, has_subs = self._reached(todo_id)
        branch = self.branch(todo) if has_subs and not todo.closed else []
        return todo, [sub for sub in branch if not sub.closed]

    def hold_tree(self, *todo_ids: int, into: int | None = None) -> None:
        """Let nobody else add, move, assign, label, delete or restore todos of these todos' teams, nor of the team
        `into` which one goes, until this request ends.

        To be called before the todos are loaded. Without it two moves at the same moment could put two todos below each
        other, and what is added below a todo while that goes to the trash would stay behind.
        """
        teams = select(Todo.team_id).where(col(Todo.id).in_(todo_ids))
        held = select(Team.id).where(or_(col(Team.id).in_(teams), col(Team.id) == into)).order_by(col(Team.id))
        self._session.execute(held.with_for_update(key_share=True))

    def branch(self, *todos: Todo, trashed: bool = False) -> Sequence[Todo]:
        """Everything below todos that are at hand, whatever its depth, with who has it and its labels; what lies in the
        trash only if asked for."""
        return self.branches([todo.id for todo in todos], trashed=trashed)

    def branches(self, todo_ids: Sequence[int], *, trashed: bool = False) -> Sequence[Todo]:
        """The same below any of these todos."""
        below = select(Todo.id).where(col(Todo.parent_id).in_(todo_ids), _living(Todo, trashed)).cte(recursive=True)
        deeper = aliased(Todo)
        below = below.union(select(deeper.id).where(deeper.parent_id == below.c.id, _living(deeper, trashed)))
        return self._all(
            select(Todo).where(col(Todo.id).in_(select(below.c.id))).options(*WITH_LINKS).order_by(col(Todo.id))
        )

    def possible_parents(self, todo: Todo, words: str, limit: int) -> Sequence[Todo]:
        """Open todos of the same team whose title has the words, but for itself, the newest first."""
        found = select(Todo.id).where(
            Todo.team_id == todo.team_id,
            Todo.id != todo.id,
            col(Todo.trashed_at).is_(None),
            col(Todo.completed_at).is_(None),
        )
        if words:
            found = found.where(func.lower(Todo.title).contains(words.lower(), autoescape=True))
        newest = found.order_by(col(Todo.id).desc()).limit(limit)
        return self._all(select(Todo).where(col(Todo.id).in_(newest)).order_by(col(Todo.id).desc()))

    def ancestors(self, todo: Todo) -> Sequence[Todo]:
        """The todos above one that is at hand, the topmost first, up to one in the trash."""
        if todo.parent_id is None:
            return []
        above = select(Todo.id, Todo.parent_id).where(Todo.id == todo.parent_id).cte(recursive=True)
        higher = aliased(Todo)
        above = above.union_all(select(higher.id, higher.parent_id).where(higher.id == above.c.parent_id))
        living = select(Todo).where(col(Todo.id).in_(select(above.c.id)), col(Todo.trashed_at).is_(None))
        found = {one.id: one for one in self._all(living)}
        path: list[Todo] = []
        below = todo
        while below.parent_id in found:
            below = found[below.parent_id]
            path.insert(0, below)
        return path

    def last_rank(self, team: Team, section: Section | None, parent: Todo | None = None) -> str | None:
        """The rank of the last todo of a section or below a parent, trashed ones included."""
        place = Todo.parent_id == parent.id if parent else self._in_section(team, section)
        rank: str | None = self._session.exec(select(func.max(Todo.rank)).where(place)).one()
        return rank

    def first_rank(self, team: Team, section: Section | None, parent: Todo | None = None) -> str | None:
        """The rank of the first todo of a section or below a parent, trashed ones included."""
        place = Todo.parent_id == parent.id if parent else self._in_section(team, section)
        rank: str | None = self._session.exec(select(func.min(Todo.rank)).where(place)).one()
        return rank

    def rank_behind(self, todo: Todo) -> str:
        """A free rank right behind a todo, trashed siblings included."""
        place = Todo.parent_id == todo.parent_id if todo.parent_id else self._in_section(todo.team, todo.section)
        following = select(func.min(Todo.rank)).where(place, col(Todo.rank) > todo.rank)
        return rank_between(todo.rank, self._session.exec(following).one())

    @staticmethod
    def _in_section(team: Team, section: Section | None) -> sa.ColumnElement[bool]:
        where = col(Todo.section_id).is_(None) if section is None else col(Todo.section_id) == section.id
        return sa.and_(col(Todo.team_id) == team.id, col(Todo.parent_id).is_(None), where)
