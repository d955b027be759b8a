"""`search`: the index that the search looks into."""

import typer

from app.cli.parts import database, new_cli, plainly
from app.database import WRITES
from app.i18n import _
from app.models import hands, search_index
from app.schema import check

cli = new_cli("The index that the search looks into.")


@cli.callback()
def group() -> None:
    """The index that the search looks into."""


@cli.command()
@plainly
def rebuild() -> None:
    """Make the search index, and what heroes have in hand, anew from what is there. Until it is done, whoever writes
    waits."""
    with database() as (_settings, engine):
        check(engine)
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            search_index.rebuild(connection)
            hands.put_back(connection)
    typer.echo(_("The search index is new."))
