"""What is lost is noticed: a step without its row in the history, and a todo that is not as its last step says."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.database import WRITES
from app.models import ChangeSet, Team, Todo
from bench.kept import kept, lost
from tests.cast import Cast


def _then(engine: sa.Engine, statement: sa.Executable) -> None:
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(statement)


def test_what_was_accepted_is_there(cast: Cast, engine: sa.Engine, client: Callable[..., TestClient]) -> None:
    before, member = kept(engine), client(cast.deadpond, htmx=True)
    for send in (member.post, member.delete, member.post):
        assert send(f"/todos/{cast.rope}/closure").status_code == 200
    assert lost(engine, before, 3) == 0
    assert lost(engine, before, 4) == 1


@pytest.mark.parametrize(
    "gone",
    [
        lambda cast: sa.update(Todo).where(col(Todo.id) == cast.rope).values(completed_at=None),
        lambda cast: sa.update(Team).where(col(Team.id) == cast.z_force).values(revision=Team.revision - 1),
        lambda _cast: sa.delete(ChangeSet).where(col(ChangeSet.id).in_(sa.select(sa.func.max(ChangeSet.id)))),
    ],
    ids=["tick", "revision", "history"],
)
def test_what_is_gone_is_counted(
    cast: Cast, engine: sa.Engine, client: Callable[..., TestClient], gone: Callable[[Cast], sa.Executable]
) -> None:
    before = kept(engine)
    client(cast.deadpond, htmx=True).post(f"/todos/{cast.rope}/closure")
    _then(engine, gone(cast))
    assert lost(engine, before, 1) == 1
