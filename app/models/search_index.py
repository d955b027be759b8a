"""The search index: what each database keeps beside the tables, in step by itself, so that words are found fast.

SQLite has a full-text table beside each table, which triggers keep in step; PostgreSQL a column that it computes.
Everything of it is called `search_…`, and only the database's own statements know it.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from app.models.comment import Comment
from app.models.todo import Todo

PREFIX = "search_"

_TABLES = {"todo": (Todo, ("title", "notes")), "comment": (Comment, ("body",))}

# SQLite. Each letter of whoever finds without accents is found with them, and the other way round.
_FTS = "tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3'"
_EVENTS = ("added", "gone", "changed")


def _full_text_table(table: str, columns: tuple[str, ...]) -> tuple[str, str]:
    names = ", ".join(columns)
    return (
        f"CREATE VIRTUAL TABLE search_{table} USING fts5({names}, content='{table}', content_rowid='id', {_FTS})",
        f"INSERT INTO search_{table}(search_{table}) VALUES ('rebuild')",
    )


def _triggers(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    add = f"INSERT INTO search_{table}(rowid, {names}) VALUES (new.id, {new});"
    drop = f"INSERT INTO search_{table}(search_{table}, rowid, {names}) VALUES ('delete', old.id, {old});"
    done = (("INSERT", add), ("DELETE", drop), (f"UPDATE OF id, {names}", f"{drop} {add}"))
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS search_{table}_{name} AFTER {what} ON {table} BEGIN {then} END"
        for name, (what, then) in zip(_EVENTS, done, strict=True)
    )


# PostgreSQL. Each function's body stands alone: a dump is read back without a search path, so one could not find the
# other. Signs become spaces, as its parser would make words of their own of "roof.tile" and "on/off".
_FOLDED = r"lower(normalize(regexp_replace(normalize($1, NFD), '[\u0300-\u036f]+', '', 'g'), NFC))"
_SIGNS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20]+"
)
_WEIGHED = "setweight(to_tsvector('simple', search_plain({})), '{}')"
_WORDS = {
    "todo": f"{_WEIGHED.format('title', 'A')} || {_WEIGHED.format('notes', 'B')}",
    "comment": "to_tsvector('simple', search_plain(body))",
}


def _function(name: str, body: str) -> str:
    kind = "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
    return f"CREATE OR REPLACE FUNCTION {name}(text) RETURNS text {kind} AS $$ SELECT {body} $$"


_FUNCTIONS = (
    _function("search_fold", _FOLDED),
    _function("search_plain", f"regexp_replace({_FOLDED}, '{_SIGNS}', ' ', 'g')"),
)


def _column(table: str) -> tuple[str, str]:
    return (
        f"ALTER TABLE {table} ADD COLUMN search_words tsvector GENERATED ALWAYS AS ({_WORDS[table]}) STORED",
        f"CREATE INDEX search_{table}_words ON {table} USING gin (search_words)",
    )


_SQLITE = {
    name: (*_full_text_table(name, columns), *_triggers(name, columns)) for name, (_, columns) in _TABLES.items()
}
_POSTGRESQL: dict[str, tuple[str, ...]] = {name: (*_FUNCTIONS, *_column(name)) for name in _TABLES}
_MAKE: dict[str, dict[str, tuple[str, ...]]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_DROP = {
    "sqlite": (
        *(f"DROP TRIGGER IF EXISTS search_{table}_{name}" for table in _TABLES for name in _EVENTS),
        *(f"DROP TABLE IF EXISTS search_{table}" for table in _TABLES),
    ),
    "postgresql": (
        *(f"ALTER TABLE {table} DROP COLUMN IF EXISTS search_words" for table in _TABLES),
        "DROP FUNCTION IF EXISTS search_plain(text), search_fold(text)",
    ),
}


def _make_with_the_tables() -> None:
    """Let `create_all` make it too, also of copies of the tables."""
    ddl: Any = sa.DDL
    for dialect, by_table in _MAKE.items():
        for name, statements in by_table.items():
            for statement in statements:
                made = ddl(statement).execute_if(dialect=dialect)
                event.listen(sa.inspect(_TABLES[name][0]).local_table, "after_create", made, propagate=True)


_make_with_the_tables()


def rebuild(connection: sa.Connection) -> None:
    """Make the whole index anew from the tables."""
    made = _MAKE[connection.dialect.name].values()
    for statement in (*_DROP[connection.dialect.name], *(one for statements in made for one in statements)):
        connection.exec_driver_sql(statement)


def put_triggers_back(connection: sa.Connection) -> None:
    """Make again what SQLite forgot: a migration that copies a table loses its triggers."""
    if connection.dialect.name == "sqlite" and sa.inspect(connection).has_table("search_todo"):
        for name, (_model, columns) in _TABLES.items():
            for statement in _triggers(name, columns):
                connection.exec_driver_sql(statement)


def missing(connection: sa.Connection) -> int:
    """How many parts of the index are not there."""
    if connection.dialect.name == "sqlite":
        return len(_DROP["sqlite"]) - _counted(connection, _THERE_IN_SQLITE)
    return sum(_counted(connection, question) for question in _MISSING_IN_POSTGRESQL)


def faults(connection: sa.Connection) -> int:
    """How many parts of the index are missing, or how many rows (on SQLite: tables) it knows as they are not."""
    if gone := missing(connection):
        return gone
    if connection.dialect.name == "sqlite":
        return sum(_disagrees(connection, check) for check in _AGREE)
    return sum(_counted(connection, question) for question in _DIFFER)


_THERE_IN_SQLITE = """SELECT count(*) FROM sqlite_master WHERE name IN ('search_todo', 'search_comment')
    OR type = 'trigger' AND (name GLOB 'search_todo_*' OR name GLOB 'search_comment_*')"""
_AGREE = [f"INSERT INTO search_{table}(search_{table}, rank) VALUES ('integrity-check', 1)" for table in _TABLES]
_MISSING_IN_POSTGRESQL = [f"SELECT count(*) WHERE to_regclass('search_{table}_words') IS NULL" for table in _TABLES]
_DIFFER = [
    f"SELECT count(*) FROM {table} WHERE search_words IS DISTINCT FROM {words}" for table, words in _WORDS.items()
]


def _counted(connection: sa.Connection, question: str) -> int:
    return int(connection.exec_driver_sql(question).scalar_one())


def _disagrees(connection: sa.Connection, check: str) -> bool:
    try:
        connection.exec_driver_sql(check)
    except sa.exc.OperationalError:
        raise  # somebody else is writing, which says nothing of the index
    except sa.exc.DatabaseError:
        return True
    return False
