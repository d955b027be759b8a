"""Todos and what hangs on them, by number: the same world each time, but for the dates, which go by today."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.clock import now
from app.history import BOOKKEEPING, plain
from app.models import Assignment, Change, ChangeSet, Comment, Todo, TodoLabel
from app.models.change import StepKind
from app.models.order import ranks_after
from app.models.todo import Priority

VERBS = ("Call", "Order", "Check", "Write", "Repair", "Plan", "Paint", "Collect", "Compare", "Thank", "Measure")
THINGS = ("the roof", "two ropes", "the siren", "a leaflet", "the van", "new keys", "the lamps", "a map", "the radio")
PLACES = ("in Porto", "for the open day", "at the station", "before winter", "with the neighbours", "by the river")
NOTES = "The leak is behind the **third** bed. Ask at the town hall, they have the plan."
STEP = 200
"""Todos of one step of the history."""
TEN = (None, 0, 1, 1, 0, None, None, None, None, None)
"""Below which of ten todos that follow each other each one is: three levels, six tenths at the top."""
Row = dict[str, Any]


class Place(NamedTuple):
    """A team to fill, by the ids of what is in it; the last of its sections is for what is done."""

    team: int
    heroes: list[int]
    sections: list[int]
    labels: list[int]


class Writer:
    """What fills one team, a chunk of todos after the other."""

    def __init__(self, connection: sa.Connection, place: Place) -> None:
        self._connection, self._place = connection, place
        self._rank: str | None = None
        self._now = now()

    def write(self, ids: range) -> None:
        """Todos of these ids, in one transaction with their links, their comments and their history."""
        ranks = ranks_after(self._rank, len(ids))
        self._rank = ranks[-1]
        todos = [self._todo(n, ids, rank) for n, rank in zip(ids, ranks, strict=True)]
        with self._connection.begin():
            self._store(ids, todos)

    def _store(self, ids: range, todos: list[Row]) -> None:
        self._insert(Todo, todos)
        self._insert(Assignment, (row for n in ids for row in self._assignments(n)))
        self._insert(TodoLabel, (self._label(n) for n in ids if n % 3 == 0))
        self._insert(Comment, (self._comment(n, k) for n in ids[::10] for k in range(5)))
        steps = [todos[at : at + STEP] for at in range(0, len(todos), STEP)]
        self._insert(ChangeSet, (self._step(step) for step in steps))
        self._insert(Change, (self._change(step, todo) for step in steps for todo in step))

    def _insert(self, table: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
        if listed := list(rows):
            self._connection.execute(sa.insert(table), listed)

    def _todo(self, n: int, ids: range, rank: str) -> Row:
        at, mixed = self._at(n), n * 2_654_435_761 % 2**32 * 1000 >> 32
        tenth = (n - ids[0]) % 10
        above = TEN[tenth]
        done = mixed % 10 >= 6
        section = self._place.sections[-1 if done and mixed % 4 == 0 else n // 10 % 4]
        return {
            "id": n,
            "created_at": at,
            "updated_at": at,
            "version": 1,
            "title": f"{VERBS[n % 11]} {THINGS[n // 11 % 9]} {PLACES[n // 99 % 6]}, {n}",
            "notes": NOTES if n % 5 == 0 else "",
            "priority": list(Priority)[mixed // 10 % 4] if n % 4 == 0 else Priority.NORMAL,
            "due_on": (self._now + timedelta(days=mixed - 500)).date() if n % 3 == 1 else None,
            "due_at": None,
            "completed_at": at + timedelta(hours=1) if done else None,
            "completed_by": self._hero(n) if done else None,
            "team_id": self._place.team,
            "section_id": section if above is None else None,
            "parent_id": None if above is None else n - tenth + above,
            "rank": rank,
            "created_by": self._hero(n),
            "recurrence": "FREQ=WEEKLY" if n % 97 == 0 and not done else None,
        }

    def _at(self, n: int) -> datetime:
        """When it was written: over the last year, in the order of the ids, a step at one moment."""
        return self._now - timedelta(days=365) + timedelta(seconds=31 * (n // STEP))

    def _hero(self, n: int) -> int:
        return self._place.heroes[n * 31 % len(self._place.heroes)]

    def _assignments(self, n: int) -> Iterable[Row]:
        """Half of all todos are in one hero's hands, a tenth in two."""
        holders = {self._hero(n // 2), self._hero(n // 3)} if n % 10 == 4 else {self._hero(n // 2)} if n % 2 else set()
        return ({"todo_id": n, "hero_id": hero, "assigned_by": hero, "assigned_at": self._at(n)} for hero in holders)

    def _label(self, n: int) -> Row:
        return {"todo_id": n, "label_id": self._place.labels[n // 3 % len(self._place.labels)]}

    def _comment(self, n: int, k: int) -> Row:
        at = self._at(n) + timedelta(minutes=k)
        body = f"{VERBS[(n + k) % 11]} {THINGS[k]} first."
        stamps = {"created_at": at, "updated_at": at, "version": 1}
        return stamps | {"body": body, "todo_id": n, "author_id": self._hero(n + k)}

    def _step(self, todos: list[Row]) -> Row:
        first = todos[0]
        return {
            "id": self._step_id(first),
            "actor_id": first["created_by"],
            "at": first["created_at"],
            "kind": StepKind.DONE,
            "subject": first["title"],
            "target": "",
            "counts": {"todo.created": len(todos)},
        }

    def _step_id(self, first: Row) -> int:
        milliseconds = int(first["created_at"].timestamp() * 1000)
        return (milliseconds << 22) | (int(first["id"]) & 0x3FFFFF)

    def _change(self, step: list[Row], todo: Row) -> Row:
        stored = {name: plain(value) for name, value in todo.items() if name not in BOOKKEEPING}
        absent = {"external_source": None, "external_id": None, "trashed_at": None}
        return {
            "change_set_id": self._step_id(step[0]),
            "team_id": self._place.team,
            "left_team_id": None,
            "entity": "todo",
            "row_key": str(todo["id"]),
            "kind": "created",
            "version": 1,
            "before": {},
            "after": stored | absent,
        }
