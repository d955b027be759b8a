"""Places in an order: a free one beside a todo, and where one stands."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.reach import Reach
from app.access.rows import shown, wanted
from app.models import Section, Team, Todo
from app.models.order import rank_between


class Standing(NamedTuple):
    """Where a todo stands among those that its list shows: as the `number`th of `total`, between two others (ids)."""

    number: int
    total: int
    previous: int | None
    next: int | None


class Places(Reach):
    """The order of a section, or of what is below a todo. Both must have been reached through this access."""

    def rank_beside(
        self, todo: Todo, section: Section | None, parent: Todo | None, *, after: int | None, before: int | None
    ) -> str | None:
        """A rank right behind the todo `after`, else right ahead of `before`, as far as these still stand in that
        section or below that parent; None where neither does. It is the todo's own where it stands just there."""
        place = _place(todo.team, section.id if section else None, parent.id if parent else None)
        others = sa.and_(place, col(Todo.id) != todo.id)
        ids = [one for one in (after, before) if one is not None]
        found = self._session.execute(
            sa.select(col(Todo.id), col(Todo.rank)).where(others, col(Todo.id).in_(ids), col(Todo.trashed_at).is_(None))
        )
        ranks = {row.id: row.rank for row in found}
        if after in ranks:
            low = ranks[after]
            high = self._session.execute(sa.select(func.min(Todo.rank)).where(others, col(Todo.rank) > low)).scalar()
        elif before in ranks:
            high = ranks[before]
            low = self._session.execute(sa.select(func.max(Todo.rank)).where(others, col(Todo.rank) < high)).scalar()
        else:
            return None
        stays = self._session.execute(sa.select(col(Todo.id)).where(place, col(Todo.id) == todo.id)).scalar()
        there = (low is None or low < todo.rank) and (high is None or todo.rank < high)
        return todo.rank if stays and there else rank_between(low, high)

    def standing(self, todo: Todo, *, done: bool) -> Standing:
        """Where a living todo stands in its section's list, with those `done` long ago or without, or below its parent,
        where all are shown."""
        self._session.flush()
        section = todo.section.id if todo.section is not None and not todo.section.trashed else None
        seen = [_place(todo.team, section, todo.parent_id), col(Todo.trashed_at).is_(None)]
        if todo.parent_id is None:
            seen.append(sa.or_(wanted(done), col(Todo.id) == todo.id))
        key = sa.tuple_(col(Todo.rank), col(Todo.id))
        ahead = key < sa.tuple_(sa.literal(todo.rank, Todo.rank.type), todo.id)  # type: ignore[attr-defined]  # a column at run time
        number, total = self._session.execute(sa.select(func.count().filter(ahead), func.count()).where(*seen)).one()
        behind = sa.and_(sa.not_(ahead), col(Todo.id) != todo.id)
        return Standing(number + 1, total, self._nearest(seen, ahead, last=True), self._nearest(seen, behind))

    def _nearest(self, seen: list[Any], where: Any, *, last: bool = False) -> int | None:
        keys = (col(Todo.rank).desc(), col(Todo.id).desc()) if last else (col(Todo.rank), col(Todo.id))
        found: int | None = self._session.execute(
            sa.select(col(Todo.id)).where(*seen, where).order_by(*keys).limit(1)
        ).scalar()
        return found


def _place(team: Team, section_id: int | None, parent_id: int | None) -> sa.ColumnElement[bool]:
    """Those below a parent, or of a section as the list shows it."""
    if parent_id is not None:
        return col(Todo.parent_id) == parent_id
    return sa.and_(col(Todo.team_id) == team.id, col(Todo.parent_id).is_(None), shown(team, section_id))
