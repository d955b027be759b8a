"""How migrations run, the same way on both databases: in one transaction, by one process at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import MigrationScript
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from app.database import WRITES, make_engine
from app.models import hands, search_index
from app.schema import in_models
from app.settings import settings

ONE_AT_A_TIME = 7433_5431
"""The advisory lock that migrations hold on PostgreSQL."""


def plain_types(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write SQLModel's types as SQLAlchemy's, so that a migration outlives the library."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def only_when_changed(
    _context: MigrationContext, _revision: str | Iterable[str | None] | Iterable[str], scripts: list[MigrationScript]
) -> None:
    """Write no file when the models are what the migrations make."""
    if all(operations.is_empty() for operations in scripts[0].upgrade_ops_list):
        scripts.clear()


@contextmanager
def without_foreign_keys(connection: sa.Connection) -> Iterator[None]:
    """On SQLite a batch replaces its table; with foreign keys on, dropping the old one would delete every child row.

    They can only be switched outside of a transaction, so this goes around it.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def wait_for_others(connection: sa.Connection) -> None:
    """Let no two processes migrate at once, and nobody queue for long behind a lock that we wait for."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '4s'")


def keep_in_step(ctx: MigrationContext, *_step: Any, **_more: Any) -> None:
    """After each revision: on SQLite a batch that replaced a table has taken the triggers of the search index along."""
    if ctx.connection is not None:
        search_index.put_triggers_back(ctx.connection)


def refuse_dangling_rows(connection: sa.Connection) -> None:
    """What SQLite did not check meanwhile. Raises RuntimeError, which takes everything back."""
    if connection.dialect.name == "sqlite":
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        if dangling:
            raise RuntimeError(f"The migration leaves rows that point to nothing, such as {dangling}.")


def migrate(connection: sa.Connection) -> None:
    """Run the migrations that the command asks for."""
    connection = connection.execution_options(**{WRITES: True})
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=plain_types,
        render_as_batch=context.get_head_revision() is not None,  # in the first one no table is there to alter
        process_revision_directives=only_when_changed,
        compare_type=True,
        include_name=in_models,
        on_version_apply=keep_in_step,
        transactional_ddl=True,  # app.database sends BEGIN itself, so on SQLite too
    )
    with without_foreign_keys(connection), context.begin_transaction():
        wait_for_others(connection)
        hands.put_aside(connection)
        context.run_migrations()
        hands.put_back(connection)
        refuse_dangling_rows(connection)


if (handed_in := context.config.attributes.get("connection")) is not None:
    migrate(handed_in)
else:
    with make_engine(settings()).connect() as opened:
        migrate(opened)
