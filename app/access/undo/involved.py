"""The rows that a step has changed and those that its values name, as they are now: one select per table."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from app.access.reach import not_gone, related, team_living, team_reached
from app.models import (
    Assignment,
    Change,
    ChangeSet,
    Comment,
    Cover,
    Hero,
    Label,
    Membership,
    SavedView,
    Section,
    Team,
    Todo,
    TodoBlock,
    TodoLabel,
    TodoRelation,
)

TABLES: dict[str, Any] = {
    str(table.__tablename__): table
    for table in (
        *(Hero, Team, Section, Label, SavedView, Todo, Comment),
        *(Membership, Cover, Assignment, TodoLabel, TodoBlock, TodoRelation),
    )
}
RECORDS = ("hero", "team", "section", "label", "savedview", "todo", "comment")
LINKS: dict[str, tuple[str, ...]] = {
    "membership": ("hero", "team"),
    "cover": ("hero", "team", "hero"),
    "assignment": ("todo", "hero"),
    "todo_label": ("todo", "label"),
    "todo_block": ("todo", "todo"),
    "todo_relation": ("todo", "todo"),
}
"""The records that a link ties together, in the order of its key."""
PAIRS = frozenset({"todo_block", "todo_relation"})
"""Links between two of a kind, which may be in two teams: the hero may reach one of them alone."""
NAMED = {
    "team_id": "team",
    "section_id": "section",
    "parent_id": "todo",
    "todo_id": "todo",
    "blocker_id": "todo",
    "other_id": "todo",
    "hero_id": "hero",
    "stand_in_id": "hero",
    "label_id": "label",
    "list_id": "team",
    "completed_by": "hero",
    "assigned_by": "hero",
}
"""Columns whose values are ids, and of what."""


def keys_of(change: Change) -> tuple[int, ...]:
    """The primary key of the row that changed."""
    return tuple(int(part) for part in change.row_key.split(","))


class Involved:
    """The rows at hand. What the hero does not reach is not among them, unless it is one of the teams `given_up`."""

    def __init__(self, session: Session, hero: Hero, changes: Sequence[Change], given_up: Collection[int]) -> None:
        self._session, self._hero, self._given_up = session, hero, given_up
        # A team that the step put in the trash comes back with it, and what is in it is needed before.
        self._back = [int(one.row_key) for one in changes if one.entity == "team" and "trashed_at" in one.after]
        wanted = _ids(changes)
        self._records = {entity: self._load(entity, wanted[entity]) for entity in RECORDS}
        self._links = {entity: self._load_links(entity, changes) for entity in LINKS}

    def record(self, entity: str, record_id: int | None) -> Any:
        """One record, in the trash or not; None if it is not at hand."""
        return None if record_id is None else self._records[entity].get(record_id)

    def link(self, entity: str, key: tuple[int, ...]) -> Any:
        """One link, if it is there."""
        return self._links[entity].get(key)

    def ends(self, change: Change) -> list[Any]:
        """The records that a link ties together, None for those not at hand."""
        pairs = zip(LINKS[change.entity], keys_of(change), strict=True)
        return [self.record(entity, key) for entity, key in pairs]

    def lies_as_after(self, record: Any, step_id: int) -> bool:
        """Whether a record that is in the trash lay there after this step, and whatever brought it back since, or put
        it there again, was taken back itself."""
        if record.trashed_by <= step_id:
            return True
        told = (
            sa.select(col(ChangeSet.id), col(ChangeSet.undone_by))
            .join(Change, col(ChangeSet.id) == Change.change_set_id)
            .where(
                col(Change.entity) == record.__tablename__,
                col(Change.row_key) == str(record.id),
                col(Change.kind).in_(("restored", "trashed")),
                col(Change.change_set_id) > step_id,
            )
        )
        since = dict(self._session.execute(told).all())
        return bool(since) and not any(_in_force(one, since) for one in since.keys() - set(since.values()))

    def _load(self, entity: str, ids: Collection[int]) -> dict[int, Any]:
        if not ids:
            return {}
        table = TABLES[entity]
        rows = self._session.exec(self._scope(entity).where(col(table.id).in_(ids))).unique().all()
        return {row.id: row for row in rows}

    def _scope(self, entity: str) -> Any:
        table = TABLES[entity]
        if entity == "hero":
            return select(Hero).where(
                not_gone(Hero)
            )  # whoever left may be known no more; what changes a hero asks for a right to it
        if entity == "team":
            return select(Team).where(sa.or_(team_reached(self._hero), col(Team.id).in_(self._given_up)))
        if entity == "comment":
            above = select(Comment).join(Todo, col(Todo.id) == Comment.todo_id).where(col(Todo.trashed_at).is_(None))
            return above.join(Team, col(Team.id) == Todo.team_id).where(self._within(), not_gone(Comment))
        rows = select(table).join(Team, col(Team.id) == table.team_id).where(self._within(), not_gone(table))
        if entity == "todo":
            return rows.options(
                selectinload(related(Todo.assignments)).joinedload(related(Assignment.hero)),
                selectinload(related(Todo.label_links)).joinedload(related(TodoLabel.label)),
            )
        return rows

    def _within(self) -> sa.ColumnElement[bool]:
        given_up = sa.and_(col(Team.id).in_(self._given_up), col(Team.trashed_at).is_(None))
        back = sa.and_(col(Team.id).in_(self._back), team_reached(self._hero))
        return sa.or_(team_living(self._hero), given_up, back)

    def _load_links(self, entity: str, changes: Sequence[Change]) -> dict[tuple[int, ...], Any]:
        keys = [keys_of(change) for change in changes if change.entity == entity]
        if not keys:
            return {}
        table = TABLES[entity]
        columns = sa.inspect(table).primary_key
        # SQLite looks for one column in its index, and for several at once through the whole table.
        near = columns[0].in_({key[0] for key in keys})
        rows = self._session.exec(select(table).where(near, sa.tuple_(*columns).in_(keys))).all()
        return {tuple(sa.inspect(row).identity): row for row in rows}


def _in_force(step_id: int, undone_by: Mapping[int, int | None]) -> bool:
    """Whether it stands: it was not taken back, or what took it back was taken back itself."""
    undone = undone_by.get(step_id)
    return undone is None or not _in_force(undone, undone_by)


def _ids(changes: Sequence[Change]) -> defaultdict[str, set[int]]:
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for change in changes:
        for entity, key in mentioned(change):
            wanted[entity].add(key)
    return wanted


def mentioned(change: Change) -> Iterator[tuple[str, int]]:
    """Every record that a change is about or names, by table and id."""
    yield from zip(LINKS.get(change.entity, (change.entity,)), keys_of(change), strict=True)
    values: Iterable[tuple[str, Any]] = (*change.before.items(), *change.after.items())
    for name, value in values:
        if name in NAMED and value is not None:
            yield NAMED[name], value
