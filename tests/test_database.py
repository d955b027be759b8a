"""Writers of one process take turns on SQLite: nobody sleeps beside a database that is free."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import database
from app.database import make_engine, open_session, transaction
from app.settings import Settings


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[sa.Engine]:
    """An engine of a new database of SQLite."""
    engine = make_engine(Settings(database_url=f"sqlite:///{tmp_path / 'turns.db'}"))
    yield engine
    engine.dispose()


@pytest.fixture
def begun(embedded: sa.Engine) -> list[str]:
    """The transactions that were begun, and those that were tried to."""
    sent: list[str] = []
    event.listen(embedded, "before_cursor_execute", lambda *given: sent.append(given[2]))
    return sent


def test_who_writes_next_asks_the_database_only_once_it_is_free(embedded: sa.Engine, begun: list[str]) -> None:
    waiting = Event()

    def write() -> None:
        with open_session(embedded, writes=True) as session:
            waiting.set()
            session.connection().rollback()

    with ThreadPoolExecutor(1) as other:
        with open_session(embedded, writes=True) as first:
            first.connection()
            second = other.submit(write)
            assert waiting.wait(30)
            assert begun == ["BEGIN IMMEDIATE"]
            assert not second.done()
        second.result(30)
    assert begun == ["BEGIN IMMEDIATE"] * 2


def test_who_reads_waits_for_nobody(embedded: sa.Engine) -> None:
    with open_session(embedded, writes=True) as writer, open_session(embedded, writes=False) as reader:
        writer.connection()
        assert reader.connection().scalar(sa.text("SELECT 1")) == 1


def test_a_turn_ends_whatever_happens_in_it(embedded: sa.Engine, begun: list[str]) -> None:
    def fail() -> None:
        with transaction(embedded) as session:
            session.connection().invalidate()
            raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            fail()
    with transaction(embedded) as session:
        session.connection()
    assert begun == ["BEGIN IMMEDIATE"] * 3


def test_a_second_transaction_of_one_connection_keeps_the_turn(embedded: sa.Engine, begun: list[str]) -> None:
    with embedded.execution_options(**{database.WRITES: True}).connect() as connection:
        for _ in range(2):
            with connection.begin():
                connection.execute(sa.text("SELECT 1"))
    assert begun.count("BEGIN IMMEDIATE") == 2


def test_nobody_waits_for_ever(embedded: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT", 0.01)
    with open_session(embedded, writes=True) as first, open_session(embedded, writes=True) as second:
        first.connection()
        with pytest.raises(PoolTimeout):
            second.connection()
