"""What people can see of a database: the living rows, without what keeps house for itself."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from app.history import BOOKKEEPING, plain
from tests.dump import dump

UNSEEN = {
    "attempt",
    "change",
    "change_set",
    "epoch",
    "form_key",
    "invitation",
    "login",
    "one_time_link",
    "picture",
    "sign_in",
    "sign_in_try",
}
KEEPING = BOOKKEEPING - {"id"} | {"trashed_at"}
"""Columns that nobody typed. When a thing went to the trash is the trash's own clock."""
ABOVE = {
    "hero_id": "hero",
    "team_id": "team",
    "todo_id": "todo",
    "label_id": "label",
    "blocker_id": "todo",
    "other_id": "todo",
    "stand_in_id": "hero",
    "private_to": "hero",
}
"""What hides a row while it lies in the trash itself."""

Seen = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


def visible(engine: sa.Engine) -> Seen:
    """The visible rows of each table by primary key, as the history writes their values."""
    tables: dict[str, Any] = dump(engine, UNSEEN)
    shown: Seen = {}
    for name, hides in _in_order(tables):
        shown[name] = {
            key: {column: plain(value) for column, value in row.items() if column not in KEEPING}
            for key, row in tables[name].items()
            if row.get("trashed_at") is None and not hides(row, shown)
        }
    return shown


def _in_order(tables: dict[str, Any]) -> list[tuple[str, Callable[[dict[str, Any], Seen], bool]]]:
    first = [name for name in ("hero", "team", "todo", "label") if name in tables]
    return [(name, _hides(name)) for name in (*first, *(other for other in tables if other not in first))]


def _hides(name: str) -> Callable[[dict[str, Any], Seen], bool]:
    def hidden(row: dict[str, Any], shown: Seen) -> bool:
        return any(
            row.get(column) is not None and table != name and (row[column],) not in shown[table]
            for column, table in ABOVE.items()
            if column in row
        )

    return hidden
