"""Dropping rows past the session, and what the history says of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from app.models import Change, ChangeSet, Comment, Hero, Label, SavedView, Section, Team, Todo

KINDS = (Team, Hero, Section, Label, Todo, Comment, SavedView)
"""What may lie in the trash."""
Clause: TypeAlias = sa.ColumnElement[bool]


def run(session: Session, statement: sa.Executable) -> sa.CursorResult[Any]:
    """Do it at once, past the session."""
    # What it has at hand of these rows is of no use to anybody any more.
    return session.connection().execute(statement)


def trashed(kind: type[Any], change_set_ids: Collection[int]) -> Clause:
    """That it lies in the trash by these steps."""
    clause: Clause = col(kind.trashed_by).in_(change_set_ids)
    return clause


def drop(session: Session, doomed: Mapping[type[Any], Sequence[int]]) -> int:
    """Drop rows, and what the history says of them. Returns how many went."""
    there = {kind: ids for kind, ids in doomed.items() if ids}
    rows = sum(run(session, sa.delete(kind).where(kind.id.in_(ids))).rowcount for kind, ids in there.items())
    about = [
        sa.and_(col(Change.entity) == kind.__tablename__, col(Change.row_key).in_([str(row_id) for row_id in ids]))
        for kind, ids in there.items()
    ]
    return rows + drop_changes(session, sa.or_(*about))


def drop_changes(session: Session, *where: Clause) -> int:
    """Drop changes, and the steps of which nothing is left. Returns how many changes went."""
    steps = list(run(session, sa.delete(Change).where(*where).returning(col(Change.change_set_id))).scalars())
    drop_empty_steps(session, set(steps))
    return len(steps)


def drop_empty_steps(session: Session, steps: Collection[int]) -> None:
    """Drop change sets of which nothing is left, unless something else still names them."""
    while steps:
        dropped = session.connection().execute(_EMPTY, {"steps": list(steps)})
        steps = {undone_by for undone_by in dropped.scalars() if undone_by is not None}


_other = aliased(ChangeSet)


def unused() -> list[Clause]:
    """That nothing in the trash names the change set."""
    return [~sa.exists().where(col(kind.trashed_by) == col(ChangeSet.id)) for kind in KINDS]


_EMPTY = (
    sa.delete(ChangeSet)
    .where(
        col(ChangeSet.id).in_(sa.bindparam("steps", expanding=True)),
        ~sa.exists().where(col(Change.change_set_id) == col(ChangeSet.id)),
        ~sa.exists().where(col(_other.undone_by) == col(ChangeSet.id)),
        *unused(),
    )
    .returning(col(ChangeSet.undone_by))
)


def drops_of_row(session: Session, kind: Any, row_id: int, some: int) -> Iterator[int]:
    """A row, and first all that hangs on it, so that ON DELETE finds nothing more to do."""
    for column in _hanging_on(kind):
        table, keys = column.table, list(column.table.primary_key)
        batch = sa.tuple_(*keys).in_(sa.select(*keys).where(column == row_id).limit(some))
        while rows := run(session, _cut(table, column).where(batch)).rowcount:
            yield rows
    yield drop(session, {kind: [row_id]})


def _hanging_on(kind: Any) -> list[sa.Column[Any]]:
    """Columns that lead to it. Who is on a team is among those who go last: till then it is they who have its todos."""
    columns = [
        key.parent
        for table in SQLModel.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is kind.__table__ and key.ondelete in {"CASCADE", "SET NULL"}
    ]
    return sorted(columns, key=lambda column: column.table.name == "membership")


def _cut(table: sa.Table, column: sa.Column[Any]) -> Any:
    """As ON DELETE does it."""
    (key,) = column.foreign_keys
    if key.ondelete == "CASCADE":
        return sa.delete(table)
    same = {"updated_at": table.c.updated_at} if "updated_at" in table.c else {}
    return sa.update(table).values({column.name: None, **same})
