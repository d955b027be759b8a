"""Revisions, of which ETags are made: each team has one, and what belongs to no team has that of the epoch.

That an epoch ends is noticed here, not told: only tables that no page with an ETag shows are left out.
"""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session, col

from app.models import Epoch, Team, Todo, TodoBlock
from app.models.base import Row
from app.models.epoch import ONLY

QUIET = frozenset(
    {
        "attempt",
        "change",
        "change_set",
        "form_key",
        "half_sign_in",
        "known_browser",
        "passkey_challenge",
        "sign_in",
        "sign_in_try",
    }
)
"""Tables that keep house for themselves, or grow with a change that is noticed anyway."""
NOTICED = "epoch"
AT_ONCE = 1000
"""So many ids go into one statement."""
_these = col(Team.id).in_(sa.bindparam("grown", expanding=True))
_tied = (
    sa.select(col(Todo.team_id))
    .join(TodoBlock, col(TodoBlock.todo_id) == col(Todo.id))
    .where(col(TodoBlock.blocker_id).in_(sa.bindparam("unblocking", expanding=True)))
)
_GROW = sa.update(Team).where(_these).values({"revision": Team.revision + 1})
_GROW_WITH_TIED = sa.update(Team).where(sa.or_(_these, col(Team.id).in_(_tied))).values({"revision": Team.revision + 1})


def grow_in(session: Session, team_ids: Collection[int], todo_ids: Collection[int]) -> None:
    """Give these teams a new revision, and those in which something waits for one of the todos; for many of these all
    of them, by ending the epoch."""
    if len(todo_ids) > AT_ONCE:
        ends_epoch(session)
    if team_ids and 0 < len(todo_ids) <= AT_ONCE:
        session.connection().execute(_GROW_WITH_TIED, {"grown": list(team_ids), "unblocking": list(todo_ids)})
    elif team_ids:
        session.connection().execute(_GROW, {"grown": list(team_ids)})


def ends_epoch(session: Session) -> None:
    """Note that this transaction changes something that is no team's alone."""
    session.info[NOTICED] = True


def ended(session: Session) -> bool:
    """Whether that has been noted."""
    return NOTICED in session.info


def begin_if_ended(session: Session) -> None:
    """Begin a new epoch where this transaction ends one. As late as possible: whoever does the same waits for it."""
    if session.info.pop(NOTICED, False):
        insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        table: Any = Epoch
        session.connection().execute(
            insert(Epoch)
            .values(id=ONLY, revision=1)
            .on_conflict_do_update(index_elements=[table.id], set_={"revision": table.revision + 1})
        )


@event.listens_for(Session, "after_flush")
def _rows(session: Session, _context: Any) -> None:
    rows = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(row, Row) and not row.tracked and row.__tablename__ not in QUIET for row in rows):
        ends_epoch(session)


@event.listens_for(Session, "do_orm_execute")
def _statements(state: ORMExecuteState) -> None:
    statement = state.statement
    if isinstance(statement, sa.UpdateBase) and getattr(statement.table, "name", "") not in QUIET:
        ends_epoch(state.session)  # type: ignore[arg-type]  # every session is one of SQLModel


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(NOTICED, None)
