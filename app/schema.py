"""The database's schema: whether it is the one that this Sidekick wants, and the way there and back.

Only the way takes Alembic: who serves compares two names, and does without its ten megabytes.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from app.clock import now
from app.i18n import _
from app.models import hands, search_index
from app.settings import ROOT

if TYPE_CHECKING:
    from alembic.config import Config

COPIES_KEPT = 5
START = "base"
_NAMED = re.compile(r'^(down_)?revision(?:: [\w| ]+)? = "(\w+)"', re.MULTILINE)


class WrongSchema(RuntimeError):
    """The database is not as this Sidekick wants it; the sentence says what to run."""


def in_models(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether a table, column or index is one that the models describe; what the database keeps by itself is not."""
    return not (name or "").startswith((search_index.PREFIX, hands.PREFIX))


def configuration(connection: sa.Connection) -> "Config":
    """Alembic's configuration, to work on this connection."""
    from alembic.config import Config

    config = Config(ROOT / "alembic.ini", stdout=io.StringIO())
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that this Sidekick wants."""
    named = list(_named())
    (head,) = {revision for down, revision in named if not down} - {revision for down, revision in named if down}
    return head


def _named() -> Iterator[tuple[str, str]]:
    """Each revision that a migration is, or goes on from, which is marked."""
    for migration in (ROOT / "alembic" / "versions").glob("*.py"):
        yield from _NAMED.findall(migration.read_text("utf-8"))


def current(engine: sa.Engine) -> str | None:
    """The revision that the database has; None before the first one."""
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: sa.Connection) -> str | None:
    """The same, seen from a connection."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision


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
    return {revision for down, revision in _named() if not down}


def upgrade(engine: sa.Engine, copies: Path, to: str = "head") -> Path | None:
    """Bring the database to a revision. Returns the copy that was made first, if there was anything to copy."""
    from alembic import command

    if to in {"head", newest()} and current(engine) == newest():
        return None
    copy = copy_first(engine, copies)
    with engine.connect() as connection:
        command.upgrade(configuration(connection), to)
    return copy


def downgrade(engine: sa.Engine, copies: Path, to: str) -> Path | None:
    """Take the database back to a revision, or to "base": no tables. Returns the copy that was made first."""
    from alembic import command

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
