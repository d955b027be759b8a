"""What the columns of boards hold: as many statements for many columns as for one."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.paging import PAGE
from app.access.reach import team_awake
from app.access.rows import Conditions, Rows, TodoLine, due_order, shown_section, wanted
from app.models import Membership, Section, Team, Todo


def open_todos() -> sa.ColumnElement[bool]:
    """Those that are not done."""
    return col(Todo.completed_at).is_(None)


class Boards(Rows):
    """The cards of boards. A team must have been reached through this access."""

    def board_lines(self, team: Team, *, done: bool, where: Conditions = ()) -> Sequence[TodoLine]:
        """The first page of each of the team's columns, each in its order; `where` narrows them."""
        mine = (col(Todo.team_id) == team.id, wanted(done), *where)
        return self._first_of_each(shown_section, (col(Todo.rank), col(Todo.id)), mine)

    def teams_board_lines(self, where: Conditions) -> Sequence[TodoLine]:
        """The same of a board with one column a team, over the hero's own teams, the soonest due first."""
        return self._first_of_each(col(Todo.team_id), (due_order(Todo), col(Todo.id)), (self._on_own_teams(), *where))

    def teams_board_counts(self, where: Conditions) -> dict[int, int]:
        """How many todos the column of each team has, of which `teams_board_lines` are the first."""
        counted = sa.select(col(Todo.team_id), func.count()).where(self._on_own_teams(), _TOP, _LIVING, *where)
        return {row[0]: row[1] for row in self._session.execute(counted.group_by(col(Todo.team_id)))}

    def _on_own_teams(self) -> sa.ColumnElement[bool]:
        own = sa.select(col(Team.id)).join(Membership, col(Membership.team_id) == col(Team.id))
        return col(Todo.team_id).in_(own.where(col(Membership.hero_id) == self.hero.id, team_awake(self.hero)))

    def _first_of_each(self, column: Any, order: Sequence[Any], where: Conditions) -> Sequence[TodoLine]:
        number = func.row_number().over(partition_by=column, order_by=order)
        numbered = (
            sa.select(col(Todo.id).label("id"), number.label("number"))
            .select_from(sa.outerjoin(Todo, Section, col(Section.id) == Todo.section_id))
            .where(_TOP, _LIVING, *where)
            .subquery()
        )
        return self._in_order(
            sa.select(numbered.c.id).where(numbered.c.number <= PAGE).order_by(numbered.c.number, numbered.c.id)
        )

    def _in_order(self, ids: Any) -> Sequence[TodoLine]:
        self._session.flush()
        found = list(self._session.scalars(ids))
        lines = {line.id: line for line in self.lines_of(found)}
        return [lines[one] for one in found]


_TOP = col(Todo.parent_id).is_(None)
_LIVING = col(Todo.trashed_at).is_(None)
