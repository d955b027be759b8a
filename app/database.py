"""The engine for either database, and the sessions that doors open on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry

from app.grammar.search import fold
from app.history import RecordedSession, commit
from app.settings import Settings

WRITES = "sidekick_writes"
WAIT = 15
"""Seconds that one waits until others have written."""
PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    f"busy_timeout={WAIT * 1000}",
    "cache_size=-1000",  # KB of each connection; what it has not, the system's own cache has
    "temp_store=MEMORY",
)
POSTGRESQL_LIMITS = (
    "-c timezone=UTC -c statement_timeout=15000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000"
)
SERIALIZATION_FAILURE, DEADLOCK = "40001", "40P01"


def make_engine(settings: Settings) -> sa.Engine:
    """The engine for the settings' database; makes the data folder of the embedded one."""
    if settings.sqlalchemy_url.startswith("sqlite"):
        if not settings.database_url:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        return _sqlite(settings)
    return sa.create_engine(
        settings.sqlalchemy_url,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        hide_parameters=True,  # secrets and private words stay out of the logs when a statement fails
        connect_args={"options": POSTGRESQL_LIMITS, "connect_timeout": 5, "keepalives_idle": 30},
    )


def _sqlite(settings: Settings) -> sa.Engine:
    engine = sa.create_engine(
        settings.sqlalchemy_url,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=5,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": WAIT},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    turns = _Turns()
    event.listen(engine, "begin", turns.begin)
    event.listen(engine, "checkin", turns.end)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: Any) -> None:
    # The driver's own transactions begin only at the first write, which loses updates: we begin them ourselves.
    connection.isolation_level = None
    connection.create_function("search_fold", 1, fold, deterministic=True)
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class _Turns:
    """Who writes to SQLite in this process, one after the other.

    The database lets one write at a time anyway, but whoever finds it taken sleeps for ever longer moments and tries
    again. Here the next one goes on as soon as the one before has given its connection back.
    """

    def __init__(self) -> None:
        self._turn = Lock()

    def begin(self, connection: sa.Connection) -> None:
        """Begin a transaction; one that writes waits for its turn."""
        writes = connection.get_execution_options().get(WRITES, False)
        if writes and not connection.info.get(WRITES):
            if not self._turn.acquire(timeout=WAIT):
                raise PoolTimeout(f"Others have been writing for {WAIT} seconds.")
            connection.info[WRITES] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def end(self, _connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        """Let the next one write, if this connection did."""
        if record.info.pop(WRITES, False):
            self._turn.release()


def open_session(engine: sa.Engine, *, writes: bool) -> RecordedSession:
    """A session for one transaction. One that only reads takes no lock, and refuses to write."""
    if writes:
        bind: sa.Engine = engine.execution_options(**{WRITES: True})
    elif engine.dialect.name == "postgresql":
        bind = engine.execution_options(isolation_level="AUTOCOMMIT")
    else:
        bind = engine
    return RecordedSession(bind, expire_on_commit=False, info={"read_only": not writes})


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[RecordedSession]:
    """A session whose work is committed on return and rolled back on raise: what the command line uses."""
    with open_session(engine, writes=True) as session:
        yield session
        commit(session)


def worth_retrying(error: Exception) -> bool:
    """Whether the database asks to run the same transaction again: a lost race, not a mistake."""
    if isinstance(error, StaleDataError):
        return True
    return isinstance(error, DBAPIError) and getattr(error.orig, "pgcode", None) in {SERIALIZATION_FAILURE, DEADLOCK}
