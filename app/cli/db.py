"""`db`: the database's schema."""

from pathlib import Path
from typing import Annotated

import typer

from app import schema
from app.cli.parts import database, new_cli, plainly
from app.i18n import _

cli = new_cli("Bring the database's schema up to date, or back.")


@cli.command()
@plainly
def upgrade(
    revision: Annotated[str, typer.Argument(help="Where to go; “head” is the newest.")] = "head",
) -> None:
    """Bring the schema up to date. An embedded database is copied to data/backups first."""
    with database() as (settings, engine):
        _say_copy(schema.upgrade(engine, settings.data_dir / "backups", revision))
        typer.echo(_("The database has the schema %(revision)s.") % {"revision": schema.current(engine)})


@cli.command()
@plainly
def downgrade(
    revision: Annotated[str, typer.Argument(help="Where to go back to; “base” removes every table.")],
) -> None:
    """Take the schema back to an older one. An embedded database is copied to data/backups first."""
    with database() as (settings, engine):
        _say_copy(schema.downgrade(engine, settings.data_dir / "backups", revision))
        typer.echo(
            _("The database has the schema %(revision)s.") % {"revision": schema.current(engine) or schema.START}
        )


@cli.command()
@plainly
def check() -> None:
    """Say whether the schema is up to date. If not, the status is 1."""
    with database() as (_settings, engine):
        schema.check(engine)
        typer.echo(_("The database has the newest schema, %(revision)s.") % {"revision": schema.newest()})


def _say_copy(copy: Path | None) -> None:
    if copy is not None:
        typer.echo(_("The database was copied to %(path)s first.") % {"path": copy})
