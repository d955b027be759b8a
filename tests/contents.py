"""The contents of the tests' databases: emptied after each test, and the cast put back as rows instead of built again.

Both are most of what a small test costs, so both send few statements and touch only what is there.
"""

from dataclasses import dataclass
from typing import Any, Self

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import transaction
from tests.cast import Cast, build


def empty(engine: sa.Engine) -> None:
    """Delete every row; ids begin at 1 again."""
    deletions = [f"DELETE FROM {table.name}" for table in reversed(SQLModel.metadata.sorted_tables)]
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # TRUNCATE would give each table and index a new file: some hundred times the work for a handful of rows.
            restarts = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
            connection.exec_driver_sql("; ".join([*deletions, restarts]))
            return
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for deletion in deletions:
            connection.exec_driver_sql(deletion)


@dataclass(frozen=True)
class Snapshot:
    """The cast as it was built once, through the verbs, and all rows that this wrote."""

    cast: Cast
    rows: list[tuple[sa.Table, list[dict[str, Any]]]]

    @classmethod
    def take(cls, engine: sa.Engine) -> Self:
        """Build the cast in an empty database, and leave it there."""
        with transaction(engine) as session:
            cast = build(session)
        with engine.connect() as connection:
            tables = [
                (table, [dict(row) for row in connection.execute(sa.select(table)).mappings()])
                for table in SQLModel.metadata.sorted_tables
            ]
        return cls(cast, [(table, rows) for table, rows in tables if rows])

    def put_back(self, engine: sa.Engine) -> None:
        """Write the rows into an empty database, with ids that go on behind them."""
        with engine.begin() as connection:
            for table, rows in self.rows:
                connection.execute(sa.insert(table), rows)
            if engine.dialect.name == "postgresql":
                counted = [table for table, _rows in self.rows if table.autoincrement_column is not None]
                connection.exec_driver_sql("; ".join(map(_counts_on, counted)))


def _counts_on(table: sa.Table) -> str:
    return f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
