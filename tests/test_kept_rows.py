"""Rows are rendered once, and whatever changes that a row can show is seen in the next one."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from app.access import Access
from app.errors import NotFound
from app.i18n import Viewer, viewing
from app.models import Comment, CommentCreate
from app.rendering import kept
from app.web.todos.views import sub_row, todo_card, todo_row
from tests.access.undo.backwards import acting
from tests.cast import Cast

TABLES = ("todo", "team", "label", "hero", "section", "comment", "assignment", "todo_label", "todo_block", "membership")


def other(value: Any, column: Any) -> Any:
    """Another value for a column that holds this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, datetime | date):
        return value - timedelta(days=3)
    return filled(column)


def filled(column: Any) -> Any:
    """A value for a column that holds none."""
    if column.name.endswith("_at"):
        return datetime.fromisoformat("2026-01-02T03:04+00:00")
    if column.type.python_type is int:
        return 1
    return date(2026, 1, 2) if column.name.endswith("_on") else "FREQ=DAILY"


def rows(engine: sa.Engine, cast: Cast) -> str:
    """All rows as Deadpond sees them, if he still does."""
    looks = (todo_row, todo_card, sub_row)
    with acting(engine, cast.deadpond) as (_, mine), viewing(Viewer("en", "UTC")), suppress(NotFound):
        lines = [*mine.team_lines(mine.team(cast.z_force), done=True), *mine.sub_lines(mine.todo(cast.roof))]
        return "".join(str(look(line, mine.hero).__html__()) for line in lines for look in looks)
    return ""


@pytest.mark.parametrize("table", TABLES)
def test_whatever_changes_of_what_a_row_shows_is_seen(engine: sa.Engine, cast: Cast, table: str) -> None:
    with acting(engine, cast.deadpond) as (_, mine):
        mine.todo(cast.roof).wait_for(mine.todo(cast.rope), by=mine.hero, behind=())
        mine.add(Comment.write(mine.todo(cast.roof), CommentCreate(body="Soon."), by=mine.hero))
        mine.todo(cast.roof).edit({"due_on": date(2030, 1, 1)}, by=mine.hero)
    of, changed = SQLModel.metadata.tables[table], 0
    for column in of.columns:
        before = rows(engine, cast)
        with engine.connect() as connection:
            held = connection.execute(sa.select(of)).mappings().all()
        for row in [row for row in held if column.name != "id"]:
            value = other(row[column.name], column)
            if put(engine, of, dict(row), column.name, value):
                after = rows(engine, cast)
                kept.cache_clear()
                assert after == rows(engine, cast), column
                changed += after != before
                assert put(engine, of, {**row, column.name: value}, column.name, row[column.name])
    assert changed or table in {"section", "membership", "todo_block"}


def put(engine: sa.Engine, table: sa.Table, row: dict[str, Any], column: str, value: Any) -> bool:
    """Write it into this row, if the database takes it."""
    this = sa.and_(*(key == row[key.name] for key in table.primary_key))
    try:
        with engine.begin() as connection:
            connection.execute(sa.update(table).where(this).values({column: value}))
    except IntegrityError:
        return False
    return True


def test_each_row_is_rendered_once(engine: sa.Engine, cast: Cast) -> None:
    kept.cache_clear()
    rows(engine, cast)
    rendered = kept.cache_info().misses
    assert rows(engine, cast)
    assert kept.cache_info().misses == rendered > 0


def test_what_differs_by_the_viewer_is_kept_apart(cast: Cast, access: Callable[[int], Access]) -> None:
    mine = access(cast.deadpond)
    row = todo_row(mine.line(mine.todo(cast.roof)), mine.hero)
    kept.cache_clear()
    for locale in ("en", "pt_BR"):
        with viewing(Viewer(locale)):
            row.__html__()
    assert kept.cache_info().misses == 2
