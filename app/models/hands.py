"""What heroes have in hand, in the order in which they look at it: kept by the database itself beside the tables.

`hand_todo` has for each hero the open todos that are theirs by when they are due, those that are done by when that was,
and the open ones that others have from them. Triggers keep it in step with todos and assignments, so that a page of it
costs what it shows, however much somebody has.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from app.models.todo import Assignment
from app.models.types import ByteOrdered

PREFIX = "hand_"
OPEN, DONE, WAS, GIVEN = "open", "done", "was", "given"
"""Parts of what is in a hand: open todos by their due time, done ones by when that was and, as they were, by their due
time, and what others have from the hero by its due time."""
UNDATED = "no"
"""The time of what has no date: behind all others."""

hand = sa.table(
    "hand_todo",
    sa.column("hero_id", sa.Integer),
    sa.column("part", sa.String),
    sa.column("at", ByteOrdered),
    sa.column("todo_id", sa.Integer),
    sa.column("team_id", sa.Integer),
)

_TABLE = """CREATE TABLE hand_todo (hero_id {id} NOT NULL, part VARCHAR(5) NOT NULL, at VARCHAR(26){bytewise} NOT NULL,
    todo_id {id} NOT NULL, team_id {id} NOT NULL, PRIMARY KEY (hero_id, part, at, todo_id)){rowless}"""
_INDEX = "CREATE INDEX hand_todo_todo_id ON hand_todo (todo_id)"
_FOR = {
    "sqlite": {"id": "INTEGER", "bytewise": "", "rowless": " WITHOUT ROWID"},
    "postgresql": {"id": "INTEGER", "bytewise": ' COLLATE "C"', "rowless": ""},
}
_TIMES = {
    "sqlite": ("todo.completed_at", "coalesce(todo.due_on, todo.due_at)"),
    "postgresql": (
        "to_char(todo.completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
        "coalesce(to_char(todo.due_on, 'YYYY-MM-DD'),"
        " to_char(todo.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))",
    ),
}


def _rows(dialect: str, which: str) -> str:
    """The rows that some todos have."""
    done, due = _TIMES[dialect]
    living = f"todo JOIN assignment ON assignment.todo_id = todo.id WHERE {which} AND todo.trashed_at IS NULL"
    is_open, is_done = "todo.completed_at IS NULL", "todo.completed_at IS NOT NULL"
    parts = (
        ("assignment.hero_id", OPEN, f"coalesce({due}, '{UNDATED}')", is_open),
        ("assignment.hero_id", DONE, done, is_done),
        ("assignment.hero_id", WAS, due, f"{is_done} AND coalesce(todo.due_on, todo.due_at) IS NOT NULL"),
        *(
            (giver, GIVEN, f"coalesce({due}, '{UNDATED}')", f"{is_open} AND {giver} <> assignment.hero_id")
            for giver in ("assignment.assigned_by", "todo.created_by")
        ),
    )
    each = (
        f"SELECT {hero}, '{part}', {at}, todo.id, todo.team_id FROM {living} AND {wanted}"
        for hero, part, at, wanted in parts
    )
    return " UNION ".join(each)


def _renew(dialect: str, todo_id: str) -> str:
    added = f"INSERT INTO hand_todo (hero_id, part, at, todo_id, team_id) {_rows(dialect, f'todo.id = {todo_id}')};"
    return f"DELETE FROM hand_todo WHERE todo_id = {todo_id}; {added}"


def _renew_if_there(todo_id: str) -> str:
    """The same for PostgreSQL, which takes long to find nothing: a todo that is dropped is gone before its links."""
    gone, added = _renew("postgresql", todo_id).split("; ")
    return f"{gone}; IF EXISTS (SELECT FROM todo WHERE id = {todo_id}) THEN {added} END IF;"


_COLUMNS = ("completed_at", "trashed_at", "due_on", "due_at", "team_id", "created_by")
_CHANGED = " OR ".join(f"old.{column} IS {{0}} new.{column}" for column in _COLUMNS)
_EVENTS = (
    ("given", "INSERT ON assignment", "new.todo_id"),
    ("taken", "DELETE ON assignment", "old.todo_id"),
    ("passed", "UPDATE ON assignment", "new.todo_id"),
    ("changed", f"UPDATE OF {', '.join(_COLUMNS)} ON todo", "new.id"),
)


def _triggers_of_sqlite() -> Iterator[str]:
    for name, what, todo_id in _EVENTS:
        when = f" WHEN {_CHANGED.format('NOT')}" if name == "changed" else ""
        yield f"CREATE TRIGGER hand_todo_{name} AFTER {what}{when} BEGIN {_renew('sqlite', todo_id)} END"


def _triggers_of_postgresql() -> Iterator[str]:
    for name, what, todo_id in _EVENTS:
        when = f" WHEN ({_CHANGED.format('DISTINCT FROM')})" if name == "changed" else ""
        body = f"BEGIN {_renew_if_there(todo_id)} RETURN NULL; END"
        yield f"CREATE FUNCTION hand_todo_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
        yield (f"CREATE TRIGGER hand_todo_{name} AFTER {what} FOR EACH ROW{when} EXECUTE FUNCTION hand_todo_{name}()")


_TRIGGERS = {"sqlite": tuple(_triggers_of_sqlite()), "postgresql": tuple(_triggers_of_postgresql())}
_NO_TRIGGERS = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS hand_todo_{name}" for name, _what, _id in _EVENTS),
    "postgresql": tuple(f"DROP FUNCTION IF EXISTS hand_todo_{name}() CASCADE" for name, _what, _id in _EVENTS),
}


def _make_with_the_tables() -> None:
    """Let `create_all` make it too, also of copies of the tables."""
    ddl: Any = sa.DDL
    for dialect, triggers in _TRIGGERS.items():
        for statement in (_TABLE.format(**_FOR[dialect]), _INDEX, *triggers):
            made = ddl(statement.replace("%", "%%")).execute_if(dialect=dialect)
            event.listen(sa.inspect(Assignment).local_table, "after_create", made, propagate=True)


_make_with_the_tables()


def key_of(when: date | datetime) -> str:
    """A day or an instant as it stands there."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if isinstance(when, datetime) else when.isoformat()


def put_aside(connection: sa.Connection) -> None:
    """Drop the triggers while tables change."""
    for statement in _NO_TRIGGERS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def put_back(connection: sa.Connection) -> None:
    """Make the triggers again and write all rows anew, where the table is there."""
    if not sa.inspect(connection).has_table("hand_todo"):
        return
    put_aside(connection)
    dialect = connection.dialect.name
    everything = f"INSERT INTO hand_todo (hero_id, part, at, todo_id, team_id) {_rows(dialect, '1 = 1')}"
    for statement in ("DELETE FROM hand_todo", everything, *_TRIGGERS[dialect]):
        connection.exec_driver_sql(statement)


def faults(connection: sa.Connection) -> int:
    """How many parts of it are missing, or how many rows differ from what todos and assignments say."""
    if gone := missing(connection):
        return gone
    rows, held = _rows(connection.dialect.name, "1 = 1"), "SELECT hero_id, part, at, todo_id, team_id FROM hand_todo"
    asked = "SELECT count(*) FROM (SELECT * FROM ({}) one EXCEPT SELECT * FROM ({}) other) differs"
    return sum(_counted(connection, asked.format(*pair)) for pair in ((rows, held), (held, rows)))


def missing(connection: sa.Connection) -> int:
    """How many of its triggers are not there."""
    return len(_EVENTS) - _counted(connection, _THERE[connection.dialect.name])


_THERE = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'hand_todo_*'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'hand!_todo!_%%' ESCAPE '!'"
    " AND tgrelid IN (to_regclass('todo'), to_regclass('assignment'))",
}


def _counted(connection: sa.Connection, question: str) -> int:
    return int(connection.exec_driver_sql(question).scalar_one())
