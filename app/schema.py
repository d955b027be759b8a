"""The database's schema: whether it is the one that this Sidekick wants, and the way there and back."""

import io
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.clock import now
from app.i18n import _
from app.models import search_index
from app.settings import ROOT

COPIES_KEPT = 5
START = "base"


class WrongSchema(RuntimeError):
    """The database is not as this Sidekick wants it; the sentence says what to run."""


def in_models(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether a table, column or index is one that the models describe; the search index is not."""
    return not (name or "").startswith(search_index.PREFIX)


def configuration(connection: sa.Connection) -> Config:
    """Alembic's configuration, to work on this connection."""
    config = Config(ROOT / "alembic.ini", stdout=io.StringIO())
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that this Sidekick wants."""
    return str(ScriptDirectory(str(ROOT / "alembic")).get_current_head())


def current(engine: sa.Engine) -> str | None:
    """The revision that the database has; None before the first one."""
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: sa.Connection) -> str | None:
    """The same, seen from a connection."""
    return MigrationContext.configure(connection).get_current_revision()


def check(engine: sa.Engine) -> None:
    """Raise WrongSchema unless the database has the newest revision."""
    judge(current(engine))


def judge(revision: str | None) -> None:
    """Raise WrongSchema unless it is the newest revision."""
    if revision == newest():
        return
    if revision is None:
        raise WrongSchema(_("The database has no tables yet. Run: python -m app db upgrade"))
    if revision in _known():
        raise WrongSchema(_("The database is older than this Sidekick. Run: python -m app db upgrade"))
    raise WrongSchema(
        _(
            "The database is newer than this Sidekick (schema %(revision)s). "
            "Start the newer Sidekick, or bring back the copy that it made before its upgrade."
        )
        % {"revision": revision}
    )


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory(str(ROOT / "alembic")).walk_revisions()}


def upgrade(engine: sa.Engine, copies: Path, to: str = "head") -> Path | None:
    """Bring the database to a revision. Returns the copy that was made first, if there was anything to copy."""
    if to in {"head", newest()} and current(engine) == newest():
        return None
    copy = copy_first(engine, copies)
    with engine.connect() as connection:
        command.upgrade(configuration(connection), to)
    return copy


def downgrade(engine: sa.Engine, copies: Path, to: str) -> Path | None:
    """Take the database back to a revision, or to "base": no tables. Returns the copy that was made first."""
    copy = copy_first(engine, copies)
    with engine.connect() as connection:
        command.downgrade(configuration(connection), to)
    return copy


def copy_first(engine: sa.Engine, copies: Path) -> Path | None:
    """Copy an embedded database that has a schema into the folder, and keep the newest five copies there.

    None where there is nothing to copy, and for PostgreSQL, which has pg_dump for it.
    """
    revision = current(engine)
    if engine.dialect.name != "sqlite" or revision is None:
        return None
    copies.mkdir(parents=True, exist_ok=True)
    copy = copies / f"before-{revision}-{now():%Y%m%dT%H%M%S%f}.db"
    # VACUUM does not run inside a transaction, and the engine begins one for everything else.
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("VACUUM INTO ?", (str(copy),))
    copy.chmod(0o600)
    for old in sorted(copies.glob("before-*.db"), key=lambda path: path.stat().st_mtime)[:-COPIES_KEPT]:
        old.unlink()
    return copy
