"""Everything that is in the database, to see what a step did to it."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import SQLModel

Rows = dict[tuple[object, ...], dict[str, object]]

SELVES = frozenset({"attempt", "epoch", "form_key", "sign_in", "sign_in_try"})
"""Tables that keep house for themselves: nothing in them is what a person wrote."""


def dump(engine: sa.Engine, without: Iterable[str] = SELVES) -> dict[str, Rows]:
    """The rows of each table by primary key, with their values by column."""
    with engine.connect() as connection:
        return {
            table.name: {
                tuple(row[column.name] for column in table.primary_key): dict(row)
                for row in connection.execute(sa.select(table)).mappings()
            }
            for table in SQLModel.metadata.sorted_tables
            if table.name not in without
        }
