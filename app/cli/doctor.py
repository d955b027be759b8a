"""`doctor`: is everything as it should be?"""

import typer

from app import __version__, checkup
from app.checkup import Finding
from app.cli.parts import database, plainly
from app.i18n import _


@plainly
def doctor() -> None:
    """Look for what is wrong: settings, disk, mail server, database, clock, data. The status is 1 if something is."""
    with database() as (settings, engine):
        set_so = [
            Finding(one.variable, f"{one.words} ({_('environment') if one.chosen else _('default')})")
            for one in checkup.in_force(settings)
        ]
        findings = [Finding("Sidekick", __version__), *set_so, *checkup.around(settings), *checkup.whole(engine)]
    for finding in findings:
        typer.echo(f"{_('WRONG') if finding.fault else _('ok'):<6}{finding.what}: {finding.words}")
    faults = sum(finding.fault for finding in findings)
    typer.echo(_("Everything is fine.") if not faults else _("Wrong: %(count)s") % {"count": faults})
    if faults:
        raise typer.Exit(1)
