"""The labels of a team as its page of labels shows them."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import col, func, select

from app.access.paging import PAGE, behind, by_name
from app.access.reach import Reach, related
from app.models import Hue, Label, Team, Todo, TodoLabel


class LabelLine(NamedTuple):
    """A label and how many todos carry it, done ones too."""

    id: int
    name: str
    colour: Hue
    todos: int


_todos = (
    sa.select(func.count())
    .select_from(TodoLabel)
    .join(Todo, col(Todo.id) == TodoLabel.todo_id)
    .where(col(TodoLabel.label_id) == Label.id, col(Todo.trashed_at).is_(None))
    .correlate(Label)
    .scalar_subquery()
)
_LABELS = sa.select(col(Label.id), col(Label.name), col(Label.colour), _todos).where(col(Label.trashed_at).is_(None))


class Labels(Reach):
    """Selects over labels. The team or label given must have been reached through this access."""

    def label_lines(self, team: Team, after: int | None = None) -> Sequence[LabelLine]:
        """A page of the team's labels by name, from behind the one with the id `after`."""
        rows = self._session.execute(
            _LABELS.where(col(Label.team_id) == team.id)
            .where(behind(Label, after, by_name, lambda label: label.team_id == team.id))
            .order_by(by_name(Label), col(Label.id))
            .limit(PAGE)
        )
        return [LabelLine(*row) for row in rows]

    def label_line(self, label: Label) -> LabelLine:
        """One label."""
        self._session.flush()
        return LabelLine(*self._session.execute(_LABELS.where(col(Label.id) == label.id)).one())

    def label_count(self, team: Team) -> int:
        """How many labels the team has."""
        count: int = self._session.execute(
            sa.select(func.count()).where(col(Label.team_id) == team.id, col(Label.trashed_at).is_(None))
        ).scalar_one()
        return count

    def wearing(self, label: Label) -> Sequence[Todo]:
        """All todos that wear a label, done ones and those in the trash too, with all their labels."""
        worn = sa.select(col(TodoLabel.todo_id)).where(col(TodoLabel.label_id) == label.id)
        return self._all(
            select(Todo)
            .where(col(Todo.id).in_(worn))
            .options(selectinload(related(Todo.label_links)), selectinload(related(Todo.assignments)))
            .order_by(col(Todo.id))
        )

    def label_name_is_free(self, team: Team, name: str, label: Label | None = None) -> bool:
        """Whether a label of the team, a new one or `label`, may have this name, whatever its case."""
        rows = self._session.execute(
            sa.select(col(Label.id), col(Label.name)).where(
                col(Label.team_id) == team.id, col(Label.trashed_at).is_(None)
            )
        )
        own = None if label is None else label.id
        return all(taken.casefold() != name.casefold() or label_id == own for label_id, taken in rows)
