"""The recorder: every flush is written down as one change set per transaction, in that same transaction.

Verbs do nothing for it. The session notes each changed row at flush; `commit` writes the notes and the teams' new
revisions.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import MANYTOONE, UOWTransaction
from sqlalchemy.orm.attributes import get_history, set_committed_value
from sqlmodel import Session, col

from app.clock import exact
from app.models import Change, ChangeSet
from app.models.base import Row
from app.models.change import StepKind, change_set_id
from app.models.trashable import Trashable
from app.revisions import begin_if_ended, ended, ends_epoch, grow_in

BOOKKEEPING = frozenset({"id", "updated_at", "version", "revision", "trashed_by"})
AIMED = frozenset({"moved", "created", "removed"})
"""Kinds of changes that may go somewhere."""
BURIED = frozenset({"trashed", "restored", "archived", "unarchived"})
"""What with a team happens to all that waits for its todos, in whatever team."""
UNBLOCKING = frozenset({"completed_at", "trashed_at", "team_id"})
"""Columns of a todo on which it depends whether another waits for it."""
REPLACED = {"hero": "assignment", "label": "todo_label"}
"""What is put in the place of another by its links to todos."""
SUBJECTS = (
    "hero",
    "team",
    "section",
    "label",
    "savedview",
    "todo",
    "comment",
    "membership",
    "cover",
    "assignment",
    "todo_label",
    "todo_block",
    "todo_relation",
)


class History:
    """What one transaction has changed so far."""

    def __init__(self) -> None:
        self.id = change_set_id()
        self.at = exact()
        self.kind = StepKind.DONE
        self.origin: ChangeSet | None = None
        self.rows: dict[tuple[str, str], dict[str, Any]] = {}
        self.subjects: dict[str, tuple[str, str]] = {}
        self.told: tuple[str, str] | None = None
        self.teams: set[int] = set()
        self.beside_teams = False
        self.unblocking: set[int] = set()

    @property
    def changes(self) -> list[dict[str, Any]]:
        """One entry per changed row, as the table of changes holds it."""
        return list(self.rows.values())

    @property
    def counts(self) -> dict[str, int]:
        """How many of what, such as {"todo.created": 12}."""
        if self.origin is not None:
            return self.origin.counts
        return dict(Counter(f"{change['entity']}.{change['kind']}" for change in self.changes))

    @property
    def subject(self) -> str:
        """The words for the weightiest thing that changed."""
        return self._words[0][:300] if self.origin is None else self.origin.subject

    @property
    def target(self) -> str:
        """The words for where that went, or to whom; of a label or a hero, by which one it was replaced."""
        if self.origin is not None:
            return self.origin.target
        if self.told or self._words[1] or "todo" in self.subjects:
            return self._words[1][:300]
        links = next((link for entity, link in REPLACED.items() if entity in self.subjects), "")
        return self.subjects.get(links, ("", ""))[1][:300]

    @property
    def undone_by(self) -> None:
        """Nobody takes back what is still being done."""

    def tell(self, subject: str, target: str) -> None:
        """Have these words for what it is about, and for where it goes, instead of those of what changed."""
        self.told = subject, target

    @property
    def _words(self) -> tuple[str, str]:
        return self.told or next((self.subjects[entity] for entity in SUBJECTS if entity in self.subjects), ("", ""))

    def take_back(self, step: ChangeSet) -> None:
        """All of this transaction takes that step back, and is told by what it was about."""
        self.kind, self.origin = step.kind.taken_back, step

    def note(self, row: Row, kind: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Write down that a row changed; several flushes of one row become one entry."""
        entity = str(row.__tablename__)
        row_key = ",".join(str(part) for part in sa.inspect(row).mapper.primary_key_from_instance(row))
        teams = list(row.history_teams())
        self.teams.update(teams)
        if entity == "hero" or not teams or (entity == "team" and kind in BURIED):
            self.beside_teams = True
        if entity == "todo" and after.keys() & UNBLOCKING:
            self.unblocking.add(int(row_key))
        target = row.history_target() if kind in AIMED else ""
        subject, common = self.subjects.setdefault(entity, (row.history_subject(), target))
        self.subjects[entity] = (subject, common if common == target else "")
        known = self.rows.get((entity, row_key))
        if known is not None:
            teams += [team for team in (known["team_id"], known["left_team_id"]) if team and team not in teams]
            before, after = before | known["before"], known["after"] | after
            kind = known["kind"] if known["kind"] == "created" else kind
        self.rows[entity, row_key] = {
            "change_set_id": self.id,
            "team_id": teams[0] if teams and entity != "hero" else None,
            "left_team_id": teams[1] if teams[1:] and entity != "hero" else None,
            "entity": entity,
            "row_key": row_key,
            "kind": kind,
            "version": getattr(row, "version", None),
            "before": before,
            "after": after,
        }


def history_of(session: Session) -> History:
    """The notes of the session's transaction."""
    history = session.info.get("history")
    if history is None:
        history = session.info["history"] = History()
    return history


class RecordedSession(Session):
    """A session whose every change to a tracked row is noted.

    `info["actor_id"]` is who acts, `info["sign_in_id"]` in which browser.
    """


@event.listens_for(RecordedSession, "before_flush")
def _stamp(session: RecordedSession, _context: UOWTransaction, _instances: Any) -> None:
    if session.info.get("read_only") and (session.new or session.deleted or _changed(session)):
        raise RuntimeError("A request that only reads has changed something.")
    for row in _changed(session):
        if isinstance(row, Trashable) and (row.trashed_at is None) != (row.trashed_by is None):
            row.trashed_by = None if row.trashed_at is None else history_of(session).id


def _changed(session: RecordedSession) -> list[Row]:
    return [row for row in session.dirty if isinstance(row, Row) and session.is_modified(row)]


@event.listens_for(RecordedSession, "after_flush")
def _record(session: RecordedSession, context: UOWTransaction) -> None:
    for row in _tracked(session.new):
        history_of(session).note(row, "created", {}, _values(row))
    for row in _in_order(_tracked(session.dirty)):
        before, after = _difference(row)
        if after:
            history_of(session).note(row, _kind(after), before, after)
    for row in _in_order(_tracked(_removed(session, context))):
        history_of(session).note(row, "removed", _values(row), {})


def _removed(session: RecordedSession, context: UOWTransaction) -> list[object]:
    # A link that was taken out of a collection goes too, but the session does not count it among its deleted; and it
    # has lost the parent from which its words and teams come.
    rows = [state.obj() for state, (goes, only_listed) in context.states.items() if goes and not only_listed]
    for row in rows:
        for relation in sa.inspect(type(row)).relationships:
            if relation.direction is MANYTOONE and getattr(row, relation.key) is None:
                (column,) = relation.local_columns
                key = getattr(row, sa.inspect(type(row)).get_property_by_column(column).key)
                set_committed_value(row, relation.key, key and session.get(relation.entity.class_, key))
    return rows


def _in_order(rows: list[Row]) -> list[Row]:
    """By table and key, as the session has no order; sub-todos behind: a step is named by what it was done to."""
    ids = {getattr(row, "id", None) for row in rows if hasattr(row, "parent_id")}

    def place(row: Row) -> tuple[bool, str, Any]:
        return getattr(row, "parent_id", None) in ids, str(row.__tablename__), sa.inspect(row).identity

    return sorted(rows, key=place)


def _tracked(rows: Iterable[object]) -> list[Row]:
    return [row for row in rows if isinstance(row, Row) and row.tracked]


def _values(row: Row) -> dict[str, Any]:
    names = sa.inspect(row).mapper.column_attrs.keys()
    return {name: plain(getattr(row, name)) for name in names if name not in BOOKKEEPING}


def _difference(row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    state = sa.inspect(row)
    same = state.unmodified | BOOKKEEPING
    for name in state.mapper.column_attrs.keys():  # noqa: SIM118 - a collection, not a dictionary
        if name in same:
            continue
        change: Any = get_history(row, name)
        if change.has_changes():
            before[name], after[name] = plain(change.deleted[0]), plain(change.added[0])
    return before, after


MOMENTS = (
    ("trashed_at", "trashed", "restored"),
    ("completed_at", "closed", "reopened"),
    ("archived_at", "archived", "unarchived"),
    ("deactivated_at", "deactivated", "reactivated"),
)
"""Columns that say since when, and what it is called that they are filled or emptied."""


def _kind(after: dict[str, Any]) -> str:
    if "is_admin" in after:
        return "appointed" if after["is_admin"] else "dismissed"
    for field, gone, back in MOMENTS:
        if field in after:
            return back if after[field] is None else gone
    return "moved" if after.keys() & {"team_id", "section_id", "parent_id", "rank"} else "changed"


@event.listens_for(RecordedSession, "after_rollback")
def _forget(session: RecordedSession) -> None:
    session.info.pop("history", None)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: instants and dates in ISO 8601, enums by value."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def commit(session: RecordedSession) -> None:
    """End the transaction with its change set, its changes and the teams' new revisions. The only commit there is."""
    session.flush()
    history: History | None = session.info.pop("history", None)
    if history is not None and (history.changes or history.origin):
        _write(session, history)
        if history.beside_teams:
            ends_epoch(session)
        grow_in(session, history.teams, history.unblocking)
    begin_if_ended(session)
    session.commit()


def changes_anything(session: Session) -> bool:
    """Whether the transaction has changed anything so far that people can see."""
    session.flush()
    history: History | None = session.info.get("history")
    return ended(session) or (history is not None and bool(history.changes or history.origin))


_STEP, _CHANGES = sa.insert(ChangeSet), sa.insert(Change)


def _write(session: RecordedSession, history: History) -> None:
    connection = session.connection()
    connection.execute(
        _STEP,
        {
            "id": history.id,
            "actor_id": session.info.get("actor_id"),
            "sign_in_id": session.info.get("sign_in_id"),
            "at": history.at,
            "kind": history.kind,
            "subject": history.subject,
            "target": history.target,
            "counts": history.counts,
        },
    )
    if history.changes:
        connection.execute(_CHANGES, history.changes)
    if history.origin is not None:
        connection.execute(
            sa.update(ChangeSet).where(col(ChangeSet.id) == history.origin.id).values(undone_by=history.id)
        )
