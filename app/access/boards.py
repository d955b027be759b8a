"""What the columns of boards hold: as many statements for many columns as for one."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, func

from app.access.counting import counted
from app.access.paging import PAGE
from app.access.reach import team_awake
from app.access.rows import Conditions, TodoLine, due_order
from app.access.section_rows import SectionRows
from app.models import Membership, Section, Team, Todo


class Boards(SectionRows):
    """The cards of boards. A team must have been reached through this access."""

    def teams_board_lines(self, where: Conditions) -> Sequence[TodoLine]:
        """The first page of each column of a board with one for each of the hero's own teams, the soonest due first."""
        mine = col(Todo.team_id).in_(self._own_teams())
        return self._first_of_each(col(Todo.team_id), (due_order(Todo), col(Todo.id)), (mine, *where))

    def teams_board_counts(self, where: Conditions) -> dict[int, int]:
        """How many todos the column of each team has, of which `teams_board_lines` are the first."""
        rows = sa.select(sa.literal(1)).where(col(Todo.team_id) == col(Team.id), _TOP, _LIVING, *where).correlate(Team)
        found = self._session.execute(self._own_teams().add_columns(counted(rows)))
        return {row[0]: row[1] for row in found}

    def _own_teams(self) -> sa.Select[Any]:
        own = sa.select(col(Team.id)).join(Membership, col(Membership.team_id) == col(Team.id))
        return own.where(col(Membership.hero_id) == self.hero.id, team_awake(self.hero))

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
