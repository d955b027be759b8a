import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import schema
from app.settings import ROOT, settings
from tests.cli.conftest import Run


def test_a_database_comes_up_to_date_and_says_so(run: Run) -> None:
    refused = run("db", "check")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "The database has no tables yet. Run: python -m app db upgrade\n",
    )
    assert schema.newest() in run("db", "upgrade").stdout
    assert run("db", "check").exit_code == 0


def test_nothing_is_copied_when_there_is_nothing_to_do(run: Run, ready: sa.Engine, tmp_path: Path) -> None:
    assert "copied" not in run("db", "upgrade").stdout
    assert not (tmp_path / "backups").exists()


def test_the_way_back_copies_an_embedded_database_first_and_says_where(
    run: Run, ready: sa.Engine, database: str, tmp_path: Path
) -> None:
    assert run("hero", "add", "Ana").exit_code == 0
    output = run("db", "downgrade", "base").stdout
    copies = list((tmp_path / "backups").glob(f"before-{schema.newest()}-*.db"))
    assert [str(copy) in output for copy in copies] == ([True] if database == "sqlite" else [])
    assert sa.inspect(ready).get_table_names() == ["alembic_version"]
    for copy in copies:
        assert sa.create_engine(f"sqlite:///{copy}").connect().exec_driver_sql("SELECT name FROM hero").all() == [
            ("Ana",)
        ]


@pytest.mark.parametrize("command", [("serve",), ("seed",), ("hero", "add", "Ana")])
def test_no_command_works_on_a_database_without_tables(run: Run, command: tuple[str, ...]) -> None:
    refused = run(*command)
    assert (refused.exit_code, refused.stderr) == (
        1,
        "The database has no tables yet. Run: python -m app db upgrade\n",
    )


def test_a_database_that_does_not_answer_is_said_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDEKICK_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    settings.cache_clear()
    refused = run("db", "upgrade")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("The database does not answer: ")


def test_a_setting_that_makes_no_sense_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDEKICK_PORT", "eighty")
    settings.cache_clear()
    refused = run("db", "upgrade")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("port: ")


def test_processes_that_start_at_the_same_time_migrate_once(ready: sa.Engine, run: Run) -> None:
    run("db", "downgrade", "base")
    command = [sys.executable, "-m", "app", "db", "upgrade"]
    started = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3
    schema.check(ready)
