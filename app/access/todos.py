"""The todos that a hero reaches: single ones as records, lists as rows of columns."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from app.access.reach import Reach, team_living
from app.models import Section, Team, Todo


class Todos(Reach):
    """Todos, one and many."""

    def todo(self, todo_id: int) -> Todo:
        """One todo that is not in the trash, nor its team. Raises NotFound."""
        todo: Todo = self._one(
            select(Todo)
            .join(Team, col(Team.id) == Todo.team_id)
            .where(Todo.id == todo_id, col(Todo.trashed_at).is_(None), team_living(self.hero))
        )
        return todo

    def branch(self, todo: Todo) -> Sequence[Todo]:
        """Everything below a todo that is at hand, whatever its depth, parents first."""
        below = select(Todo.id).where(Todo.parent_id == todo.id, col(Todo.trashed_at).is_(None)).cte(recursive=True)
        deeper = aliased(Todo)
        below = below.union_all(
            select(deeper.id).where(deeper.parent_id == below.c.id, col(deeper.trashed_at).is_(None))
        )
        return self._all(select(Todo).where(col(Todo.id).in_(select(below.c.id))).order_by(col(Todo.id)))

    def ancestors(self, todo: Todo) -> Sequence[Todo]:
        """The todos above one that is at hand, the topmost first; those in the trash too."""
        above = select(Todo.id, Todo.parent_id).where(Todo.id == todo.parent_id).cte(recursive=True)
        higher = aliased(Todo)
        above = above.union_all(select(higher.id, higher.parent_id).where(higher.id == above.c.parent_id))
        found = {one.id: one for one in self._all(select(Todo).where(col(Todo.id).in_(select(above.c.id))))}
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

    def first_rank(self, team: Team, section: Section | None) -> str | None:
        """The rank of the first todo of a section, trashed ones included."""
        rank: str | None = self._session.exec(select(func.min(Todo.rank)).where(self._in_section(team, section))).one()
        return rank

    @staticmethod
    def _in_section(team: Team, section: Section | None) -> sa.ColumnElement[bool]:
        where = col(Todo.section_id).is_(None) if section is None else col(Todo.section_id) == section.id
        return sa.and_(col(Todo.team_id) == team.id, col(Todo.parent_id).is_(None), where)
