from collections.abc import Iterator

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.services import postgres
from tests.services.postgres import NoPostgres, Postgres, create_database, drop_database, running


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running() as server:
        yield server


def ask(url: str, question: str) -> object:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        result = connection.execute(text(question))
        return result.scalar() if result.returns_rows else None


def test_the_server_is_a_postgresql_and_says_where_it_comes_from(server: Postgres) -> None:
    assert str(ask(server.url, "SELECT version()")).startswith("PostgreSQL")
    assert server.origin


def test_a_database_is_a_copy_of_its_template(server: Postgres) -> None:
    template = create_database(server.url, "services_template")
    ask(template, "CREATE TABLE todo AS SELECT 'Buy milk' AS title")

    copy = create_database(server.url, "services_copy", template="services_template")

    assert ask(copy, "SELECT title FROM todo") == "Buy milk"
    for name in ("services_copy", "services_template"):
        drop_database(server.url, name)


def test_creating_a_database_again_starts_from_empty(server: Postgres) -> None:
    url = create_database(server.url, "services_again")
    ask(url, "CREATE TABLE todo (id int)")

    create_database(server.url, "services_again")

    assert ask(url, "SELECT count(*) FROM pg_tables WHERE tablename = 'todo'") == 0
    drop_database(server.url, "services_again")


def test_a_dropped_database_is_gone_and_dropping_it_twice_is_fine(server: Postgres) -> None:
    url = create_database(server.url, "services_dropped")
    drop_database(server.url, "services_dropped")
    drop_database(server.url, "services_dropped")
    with pytest.raises(OperationalError, match="does not exist"):
        ask(url, "SELECT 1")


def test_a_given_server_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://me:secret@db.example/postgres")
    with running() as server:
        assert server == Postgres("postgresql+psycopg2://me:secret@db.example/postgres", "TEST_DATABASE_URL")


def test_without_any_postgresql_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "_places", lambda: iter([]))
    with pytest.raises(NoPostgres, match="set TEST_DATABASE_URL"), running():
        pass


def test_a_server_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "SETTINGS", "no_such_setting = 1\n")
    with pytest.raises(NoPostgres, match="no_such_setting"), running():
        pass
