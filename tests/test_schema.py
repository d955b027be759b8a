"""A start on another schema is refused with what to run, and no upgrade begins without a copy."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app import schema
from app.database import make_engine, transaction
from app.main import create_app
from app.settings import Settings
from tests.cast import build
from tests.services.postgres import create_database, drop_database


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path, database_url="")
        return
    server = request.getfixturevalue("postgres_url")
    yield Settings(data_dir=tmp_path, database_url=create_database(server, "sidekick_schema"))
    drop_database(server, "sidekick_schema")


@pytest.fixture
def database(settings: Settings) -> Iterator[sa.Engine]:
    engine = make_engine(settings)
    schema.upgrade(engine, settings.data_dir / "backups")
    yield engine
    engine.dispose()


def pretend(engine: sa.Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def test_the_newest_schema_is_welcome(database: sa.Engine) -> None:
    schema.check(database)


def test_a_newer_schema_is_refused(database: sa.Engine) -> None:
    pretend(database, "tomorrow")
    with pytest.raises(schema.WrongSchema, match="newer than this Sidekick"):
        schema.check(database)


def test_an_older_schema_is_refused_with_what_to_run(database: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "newest", lambda: "tomorrow")
    with pytest.raises(schema.WrongSchema, match=r"older than this Sidekick\. Run: python -m app db upgrade"):
        schema.check(database)


def test_an_application_on_duty_does_not_start_on_it(settings: Settings, database: sa.Engine) -> None:
    pretend(database, "tomorrow")
    with pytest.raises(schema.WrongSchema), TestClient(create_app(settings, on_duty=True)):
        pass


def test_an_application_on_duty_starts_and_stops_with_its_upkeep(settings: Settings, database: sa.Engine) -> None:
    with TestClient(create_app(settings, on_duty=True)):
        assert "upkeep" in running()
    assert "upkeep" not in running()


def running() -> list[str]:
    return [thread.name for thread in threading.enumerate()]


def test_a_copy_holds_everything_and_the_last_five_are_kept(tmp_path: Path) -> None:
    engine = make_engine(Settings(data_dir=tmp_path, database_url=""))
    assert schema.upgrade(engine, tmp_path / "backups") is None
    with transaction(engine) as session:
        cast = build(session)
    copies = [schema.copy_first(engine, tmp_path / "backups") for _ in range(7)]
    engine.dispose()
    kept = sorted((tmp_path / "backups").iterdir())
    assert kept == copies[2:]
    copied = sa.create_engine(f"sqlite:///{kept[-1]}", poolclass=sa.NullPool)
    with copied.connect() as connection:
        assert connection.exec_driver_sql("SELECT title FROM todo WHERE id = ?", (cast.roof,)).scalar_one()
    assert kept[-1].stat().st_mode & 0o077 == 0
