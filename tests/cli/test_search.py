import sqlalchemy as sa

from app.models import search_index
from tests.cli.conftest import Run


def test_a_lost_index_is_told_by_the_doctor_and_mended(run: Run, ready: sa.Engine) -> None:
    run("seed")
    lost = {"sqlite": "DROP TRIGGER search_comment_gone", "postgresql": "DROP INDEX search_comment_words"}
    with ready.begin() as connection:
        connection.exec_driver_sql(lost[ready.dialect.name])
    told = "WRONG search index, out of step (python -m app search rebuild mends it): 1\n"
    assert told in run("doctor").stdout
    assert run("search", "rebuild").stdout == "The search index is new.\n"
    assert run("doctor").exit_code == 0
    with ready.connect() as connection:
        assert search_index.faults(connection) == 0


def test_without_tables_there_is_nothing_to_rebuild(run: Run) -> None:
    result = run("search", "rebuild")
    assert result.exit_code == 1
    assert "Run: python -m app db upgrade" in result.stderr
