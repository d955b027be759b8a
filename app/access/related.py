"""What todos have to do with one another, as far as the hero sees it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.access.paging import PAGE
from app.access.reach import Reach, team_living
from app.models import Hero, Team, Todo, TodoBlock, TodoRelation
from app.models.rules import Capacity

ONE_AT_A_TIME = 7433_5433
"""The advisory lock of whoever makes a todo wait for another, on PostgreSQL; on SQLite writers take turns anyway."""

_blocker, _blockers_team = aliased(Todo), aliased(Team)
_open_blockers = (
    sa.select(sa.literal(1))
    .select_from(TodoBlock)
    .join(_blocker, col(_blocker.id) == TodoBlock.blocker_id)
    .join(_blockers_team, col(_blockers_team.id) == _blocker.team_id)
    .where(
        col(TodoBlock.todo_id) == col(Todo.id),
        col(_blocker.completed_at).is_(None),
        col(_blocker.trashed_at).is_(None),
        col(_blockers_team.trashed_at).is_(None),
        col(_blockers_team.archived_at).is_(None),
    )
    .correlate(Todo)
)


def is_blocked() -> sa.ColumnElement[bool]:
    """That a todo waits for another which is open and not in the trash, in whatever team that is; but for one that is
    in the trash or archived, where nobody can do it."""
    return _open_blockers.exists()


def blocker_count() -> sa.ScalarSelect[Any]:
    """For how many such a todo waits."""
    return _open_blockers.with_only_columns(sa.func.count(), maintain_column_froms=True).scalar_subquery()


def waiting_ids() -> sa.Select[Any]:
    """Ids of the todos of the bound `team` that wait for the bound `todo`, a page at most."""
    waiting = aliased(Todo)
    found = (
        sa.select(col(TodoBlock.todo_id))
        .join(waiting, col(waiting.id) == col(TodoBlock.todo_id))
        .where(col(TodoBlock.blocker_id) == sa.bindparam("todo"), col(waiting.team_id) == sa.bindparam("team"))
        .where(col(waiting.trashed_at).is_(None))
        .limit(PAGE)
    )
    return sa.select(found.subquery().c.todo_id)


def hold_ties(session: Session) -> None:
    """Let nobody else make a todo wait for another until this request ends: two at the same moment could close a circle
    that neither sees."""
    if session.connection().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def waited_for(session: Session, todo: Todo) -> set[int]:
    """Ids of all for which a todo waits, straight or by way of others, in any team and even in the trash."""
    session.flush()
    ahead = select(TodoBlock.blocker_id).where(TodoBlock.todo_id == todo.id).cte(recursive=True)
    # UNION leaves out what was found before: it ends even where there were a circle.
    ahead = ahead.union(select(TodoBlock.blocker_id).where(col(TodoBlock.todo_id) == ahead.c.blocker_id))
    return set(session.scalars(sa.select(ahead.c.blocker_id)))


class Tied(NamedTuple):
    """A todo that another has to do with; `team` is its team's name where that is another one. Of one that the hero
    cannot reach only the id is known."""

    id: int
    title: str = ""
    done: bool = False
    due_on: date | None = None
    due_at: datetime | None = None
    team_id: int | None = None
    is_archived: bool = False
    team: str = ""

    @property
    def hidden(self) -> bool:
        """Whether the hero cannot see it."""
        return not self.title

    @property
    def rank_team_id(self) -> int | None:
        """Its team's roles count, as for the record itself."""
        return self.team_id

    def special_capacities(self, by: Hero) -> frozenset[Capacity]:  # noqa: ARG002 - roles alone count for ties
        """None that would matter here."""
        return frozenset()


class Ties(NamedTuple):
    """What a todo is blocked by, what it blocks, and what it relates to: open ones first, a page of each."""

    blockers: Sequence[Tied] = ()
    blocks: Sequence[Tied] = ()
    related: Sequence[Tied] = ()


class RelatedTodos(Reach):
    """Selects over what todos have to do with one another. The todos given must have been reached."""

    def hold_ties(self) -> None:
        """Let nobody else make a todo wait for another until this request ends. To be called before any other lock."""
        hold_ties(self._session)

    def waited_for(self, todo: Todo) -> set[int]:
        """Ids of all for which a todo waits, whatever lies between."""
        return waited_for(self._session, todo)

    def tied(self, todo: Todo, other_id: int) -> Todo | None:
        """The todo with this id to which another is tied, even where the hero cannot reach it; None without a tie."""
        pairs = _pairs(todo)
        tie = sa.exists().where(pairs.c.other == col(Todo.id))
        return self._session.exec(select(Todo).where(Todo.id == other_id, tie)).first()

    def ties(self, todo: Todo) -> Ties:
        """All that a todo has to do with. What lies in the trash is left out; what is in a team that the hero cannot
        reach is there without its title."""
        self._session.flush()
        pairs = _pairs(todo)
        order = (col(Todo.completed_at).is_not(None), col(Todo.id))
        nth = sa.func.row_number().over(partition_by=pairs.c.kind, order_by=order)
        found = (
            sa.select(
                pairs.c.kind,
                sa.case((team_living(self.hero), 1), else_=0).label("reached"),
                nth.label("nth"),
                col(Todo.id),
                col(Todo.title),
                col(Todo.completed_at).is_not(None).label("done"),
                col(Todo.due_on),
                col(Todo.due_at),
                col(Todo.team_id),
                col(Team.archived_at).is_not(None).label("archived"),
                sa.case((col(Todo.team_id) != todo.team_id, col(Team.name)), else_="").label("team"),
            )
            .select_from(pairs)
            .join(Todo, col(Todo.id) == pairs.c.other)
            .join(Team, col(Team.id) == Todo.team_id)
            .where(col(Todo.trashed_at).is_(None), col(Team.trashed_at).is_(None))
            .subquery()
        )
        rows = self._session.execute(sa.select(found).where(found.c.nth <= PAGE).order_by(found.c.kind, found.c.nth))
        groups: tuple[list[Tied], ...] = ([], [], [])
        for kind, reached, _nth, *values in rows:
            groups[kind].append(Tied(*values) if reached else Tied(values[0]))
        return Ties(*groups)


def _pairs(todo: Todo) -> sa.Subquery:
    """The `other` of each tie of a todo, and of what `kind` it is: 0 blocks it, 1 is blocked by it, 2 relates to it."""
    other, kind = "other", "kind"
    waits: Any = sa.select(col(TodoBlock.blocker_id).label(other), sa.literal(0).label(kind))
    blocks = sa.select(col(TodoBlock.todo_id), sa.literal(1)).where(col(TodoBlock.blocker_id) == todo.id)
    newer = sa.select(col(TodoRelation.other_id), sa.literal(2)).where(col(TodoRelation.todo_id) == todo.id)
    older = sa.select(col(TodoRelation.todo_id), sa.literal(2)).where(col(TodoRelation.other_id) == todo.id)
    return sa.union_all(waits.where(col(TodoBlock.todo_id) == todo.id), blocks, newer, older).subquery()
