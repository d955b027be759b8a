"""`purge`: the trash, emptied now instead of within the hour."""

import typer

from app.cli.parts import database, plainly
from app.i18n import ngettext
from app.upkeep import tidy


@plainly
def purge() -> None:
    """Empty the trash of what is old enough. Sign-ins and links that have expired go too."""
    with database() as (settings, engine):
        count = tidy(engine, settings)
        typer.echo(
            ngettext(
                "%(count)s deletion can no longer be undone.", "%(count)s deletions can no longer be undone.", count
            )
            % {"count": count}
        )
