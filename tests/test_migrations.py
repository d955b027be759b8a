"""The migrations make what the models say, on both databases, and lose no row on the way."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from app.access import Access
from app.database import make_engine, transaction
from app.grammar.search import read_query
from app.history import RecordedSession
from app.models import Hero, search_index
from app.schema import configuration, in_models
from app.settings import ROOT, Settings
from tests.cast import build
from tests.services.postgres import create_database, drop_database

REVISIONS = [script.revision for script in ScriptDirectory(str(ROOT / "alembic")).walk_revisions()][::-1]
BEFORE_THE_SEARCH = "598decc8fb49"
MakeEngine = Callable[[str], sa.Engine]
# SQLite's are compared by their own words.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*expression-based index:UserWarning", "ignore:.*expression-based index:sqlalchemy.exc.SAWarning"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeEngine]:
    """Empty databases by name, on either engine."""
    made: list[sa.Engine] = []

    def make(name: str) -> sa.Engine:
        if request.param == "sqlite":
            settings = Settings(data_dir=tmp_path / name, database_url="")
        else:
            settings = Settings(database_url=create_database(request.getfixturevalue("postgres_url"), name))
        made.append(make_engine(settings))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()
        if engine.dialect.name == "postgresql":
            drop_database(request.getfixturevalue("postgres_url"), str(engine.url.database))


@pytest.fixture
def migrated(empty: MakeEngine) -> sa.Engine:
    """A database that the migrations have made."""
    engine = empty("migrated")
    go(engine, command.upgrade, "head")
    return engine


def go(engine: sa.Engine, direction: Callable[..., None], revision: str) -> None:
    with engine.connect() as connection:
        direction(configuration(connection), revision)


def described(engine: sa.Engine) -> set[str]:
    """Everything that the database knows about its tables, columns, constraints and indexes."""
    with engine.connect() as connection:
        found = set(_sqlite(connection) if engine.dialect.name == "sqlite" else _postgresql(connection))
    return {line for line in found if "alembic_version" not in line}


def _sqlite(connection: sa.Connection) -> Iterator[str]:
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        columns = [str(column[1:]) for column in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        checks, uniques = inspector.get_check_constraints(table), inspector.get_unique_constraints(table)
        keys, primary = inspector.get_foreign_keys(table), inspector.get_pk_constraint(table)
        for part in (*columns, *checks, *uniques, *keys, primary):
            yield f"{table}: {sorted(part.items(), key=str) if isinstance(part, dict) else part}"
    for (made,) in connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql <> ''"):
        yield " ".join(made.replace('"', "").replace("IF NOT EXISTS ", "").split())


def _postgresql(connection: sa.Connection) -> Iterator[str]:
    for query in POSTGRESQL:
        yield from (str(tuple(row)) for row in connection.exec_driver_sql(query))


def models() -> sa.MetaData:
    """The models' tables, copied: those that went to PostgreSQL once lose the key that it takes later, everywhere."""
    copy = sa.MetaData(naming_convention=SQLModel.metadata.naming_convention)
    for table in SQLModel.metadata.tables.values():
        table.to_metadata(copy)
    return copy


POSTGRESQL = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, collation_name, "
    "generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def rows(engine: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All that the tables hold."""
    return rows_without(engine, "")


def rows_without(engine: sa.Engine, left_out: str) -> dict[str, list[tuple[Any, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in SQLModel.metadata.tables.values()
            if table.name != left_out
        }


def test_the_migrations_make_what_the_models_say(migrated: sa.Engine, empty: MakeEngine) -> None:
    created = empty("created")
    models().create_all(created)
    assert described(migrated) == described(created)
    assert len(described(created)) > 100


def test_nothing_is_left_to_write_a_migration_for(migrated: sa.Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": in_models})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_revision_goes_down_and_up_again_and_keeps_every_row(migrated: sa.Engine) -> None:
    with transaction(migrated) as session:
        build(session)
    before = rows_without(migrated, "epoch")  # a counter, which begins anew
    for revision in reversed(REVISIONS):
        go(migrated, command.downgrade, revision)
    for revision in REVISIONS:
        go(migrated, command.upgrade, revision)
    assert rows_without(migrated, "epoch") == before


def test_the_way_back_to_nothing_leaves_nothing_and_can_be_gone_again(migrated: sa.Engine, empty: MakeEngine) -> None:
    whole = described(migrated)
    go(migrated, command.downgrade, "base")
    assert described(migrated) == set()
    go(migrated, command.upgrade, "head")
    assert described(migrated) == whole


def written(folder: Path, body: str) -> Callable[[sa.Engine], None]:
    """A migration that only this test knows."""
    (folder / "written.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\nrevision = 'written'\ndown_revision = '{REVISIONS[-1]}'\n"
        f"def upgrade():\n    {body}\n"
    )

    def run(engine: sa.Engine) -> None:
        with engine.connect() as connection:
            config = configuration(connection)
            config.set_main_option("version_locations", f"{ROOT / 'alembic' / 'versions'}{os.pathsep}{folder}")
            command.upgrade(config, "head")

    return run


def test_a_table_that_a_batch_replaces_keeps_the_rows_below_it(migrated: sa.Engine, tmp_path: Path) -> None:
    with transaction(migrated) as session:
        build(session)
    before = rows(migrated)
    written(tmp_path, "with op.batch_alter_table('team') as batch: batch.drop_column('version')")(migrated)
    after = rows_without(migrated, "team")
    assert after == {name: held for name, held in before.items() if name != "team"}
    with pytest.raises(sa.exc.IntegrityError), migrated.begin() as connection:
        connection.exec_driver_sql("UPDATE todo SET team_id = 999999")


def looked_for(engine: sa.Engine, words: str) -> list[int]:
    with RecordedSession(engine) as session:
        return [hit.id for hit in Access(session, session.get_one(Hero, 1)).search(read_query(words)).todos]


def faults(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return search_index.faults(connection)


def test_what_was_there_before_the_search_is_found_after_the_upgrade(migrated: sa.Engine) -> None:
    with transaction(migrated) as session:
        cast = build(session)
    go(migrated, command.downgrade, BEFORE_THE_SEARCH)
    with migrated.begin() as connection:
        connection.exec_driver_sql(f"UPDATE todo SET title = 'Comprar pão' WHERE id = {cast.rope}")
    go(migrated, command.upgrade, "head")
    assert looked_for(migrated, "pao") == [cast.rope]
    assert faults(migrated) == 0


def test_a_table_that_a_batch_replaces_is_searched_on(migrated: sa.Engine, tmp_path: Path) -> None:
    with transaction(migrated) as session:
        cast = build(session)
    change = "with op.batch_alter_table('{}') as batch: batch.drop_column('{}')"
    columns = (("todo", "version"), ("comment", "version"))
    written(tmp_path, "\n    ".join(change.format(*column) for column in columns))(migrated)
    with migrated.begin() as connection:
        connection.exec_driver_sql(f"UPDATE todo SET title = 'Slates' WHERE id = {cast.rope}")
    assert looked_for(migrated, "slates") == [cast.rope]
    assert looked_for(migrated, "rope") == []
    assert faults(migrated) == 0


def test_a_migration_that_leaves_rows_pointing_to_nothing_is_taken_back(migrated: sa.Engine, tmp_path: Path) -> None:
    with transaction(migrated) as session:
        build(session)
    before = rows(migrated)
    with pytest.raises((RuntimeError, sa.exc.IntegrityError)):
        written(tmp_path, "op.execute('UPDATE todo SET team_id = 999999')")(migrated)
    assert rows(migrated) == before


def test_migrations_know_nothing_of_the_application() -> None:
    for file in (ROOT / "alembic" / "versions").glob("*.py"):
        assert not re.search(r"\b(sqlmodel|app)\b", file.read_text().split('"""', 2)[2]), file.name


def test_the_folder_of_migrations_is_no_package_or_it_would_hide_the_library() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()
