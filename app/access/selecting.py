"""Many todos at once: those that somebody has picked in a list."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload
from sqlmodel import col, func, select

from app.access.reach import related, team_living
from app.access.todos import WITH_LINKS, Todos
from app.models import Section, Team, Todo


class Selecting(Todos):
    """Selects over picked todos; as many statements for hundreds as for one."""

    def picked(self, todo_ids: Sequence[int]) -> Sequence[Todo]:
        """Those of these todos that the hero reaches, in the order of the list, with who has them and their labels;
        also those in the trash."""
        return self._all(
            select(Todo)
            .join(Team, col(Team.id) == Todo.team_id)
            .outerjoin(Section, sa.and_(col(Section.id) == Todo.section_id, col(Section.trashed_at).is_(None)))
            .where(col(Todo.id).in_(todo_ids), team_living(self.hero))
            .options(*WITH_LINKS, joinedload(related(Todo.section)), joinedload(related(Todo.team)))
            .order_by(func.coalesce(col(Section.rank), ""), col(Todo.rank), col(Todo.id))
        )

    def with_open_subs(self, todos: Sequence[Todo]) -> int:
        """How many of these todos have something open below them, whatever its depth."""
        living = col(Todo.trashed_at).is_(None)
        roots: Any = sa.select(col(Todo.id).label("root"), col(Todo.id).label("id"))
        below = roots.where(col(Todo.id).in_([todo.id for todo in todos])).cte(recursive=True)
        deeper = aliased(Todo)
        below = below.union_all(
            sa.select(below.c.root, col(deeper.id)).where(
                col(deeper.parent_id) == below.c.id, col(deeper.trashed_at).is_(None)
            )
        )
        count: int = self._session.execute(
            sa.select(func.count(sa.distinct(below.c.root)))
            .join(Todo, col(Todo.id) == below.c.id)
            .where(below.c.root != below.c.id, living, col(Todo.completed_at).is_(None))
        ).scalar_one()
        return count
