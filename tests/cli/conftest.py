"""Commands, run in this process on a database of their own, on either engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from app.cli import cli
from app.database import make_engine
from app.settings import settings
from tests.services.postgres import create_database, drop_database

Run = Callable[..., Result]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database that the settings name; which engine it is."""
    url = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_url")
        url = create_database(server, "sidekick_cli")
    monkeypatch.setenv("SIDEKICK_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SIDEKICK_DATABASE_URL", url)
    settings.cache_clear()
    yield request.param
    settings.cache_clear()
    if url:
        drop_database(server, "sidekick_cli")


@pytest.fixture
def run(database: str) -> Run:
    """`run("hero", "add", "Ana")` is what `python -m app hero add Ana` does."""

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments, catch_exceptions=False)

    return invoke


@pytest.fixture
def ready(run: Run) -> Iterator[sa.Engine]:
    """The database with its tables."""
    assert run("db", "upgrade").exit_code == 0
    engine = make_engine(settings())
    yield engine
    engine.dispose()
