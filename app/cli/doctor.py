"""`doctor`: is everything as it should be?"""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

import sqlalchemy as sa
import typer
from sqlalchemy import make_url
from sqlmodel import col

from app import __version__, schema
from app.cli.parts import database, plainly
from app.clock import now
from app.i18n import _
from app.invariants import broken
from app.mail import reach
from app.models import ChangeSet
from app.purge import KINDS
from app.settings import Settings

ROOM = 200_000_000
"""Bytes that should be free on the data folder's disk."""
PATIENCE = timedelta(seconds=10)
SECRETS = frozenset({"password", "sslpassword", "passfile"})
"""Parts of the query of a database address that are not shown."""


class Finding(NamedTuple):
    """One line of the report; `fault` is what to do something about."""

    what: str
    words: str
    fault: bool = False


@plainly
def doctor() -> None:
    """Look for what is wrong: settings, disk, mail server, database, clock, data. The status is 1 if something is."""
    with database() as (settings, engine):
        findings = [*_settings(settings), *_disk(settings), *_mail(settings), *_database(engine)]
    for finding in findings:
        typer.echo(f"{_('WRONG') if finding.fault else _('ok'):<6}{finding.what}: {finding.words}")
    faults = sum(finding.fault for finding in findings)
    typer.echo(_("Everything is fine.") if not faults else _("Wrong: %(count)s") % {"count": faults})
    if faults:
        raise typer.Exit(1)


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding("Sidekick", __version__)
    for name, value in settings:
        variable = f"SIDEKICK_{name.upper()}"
        origin = _("environment") if variable in os.environ else _("default")
        yield Finding(variable, f"{_shown(name, value)} ({origin})")


def _shown(name: str, value: object) -> str:
    if name == "database_url" and value:
        url = make_url(str(value))
        hidden = {key: "***" if key in SECRETS else one for key, one in url.query.items()}
        return url.set(query=hidden).render_as_string(hide_password=True)
    if name == "smtp_url":
        return str(value).replace(f":{urlsplit(str(value)).password}@", ":***@")
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data_dir if settings.data_dir.exists() else ".").free
    words = _("%(megabytes)s MB free") % {"megabytes": free // 1_000_000}
    yield Finding(_("Disk"), words, free < ROOM)


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.mails:
        return
    try:
        reach(settings)
    except OSError as error:
        yield Finding(_("Mail server"), str(error), fault=True)
    else:
        yield Finding(_("Mail server"), _("it takes mail"))


def _database(engine: sa.Engine) -> Iterator[Finding]:
    with engine.connect() as connection:
        version = ".".join(map(str, connection.dialect.server_version_info or ()))
        yield Finding(_("Database"), f"{connection.dialect.name} {version}")
    try:
        schema.check(engine)
    except schema.WrongSchema as error:
        yield Finding(_("Schema"), str(error), fault=True)
        return
    yield Finding(_("Schema"), schema.newest())
    with engine.connect() as connection:
        yield _clock(connection)
        yield _trash(connection)
        yield from (Finding(_(rule), str(count), fault=True) for rule, count in broken(connection))


def _clock(connection: sa.Connection) -> Finding:
    """Behind what is already written, or away from the database's own clock, times would make no sense."""
    newest: datetime | None = connection.scalar(sa.select(sa.func.max(col(ChangeSet.at))))
    behind = newest is not None and newest > now() + PATIENCE
    if connection.dialect.name == "postgresql":
        theirs: datetime = connection.scalar(sa.select(sa.func.now())) or now()
        behind = behind or abs(theirs - now()) > PATIENCE
    return Finding(_("Clock"), f"{now():%Y-%m-%d %H:%M:%S} UTC", behind)


def _trash(connection: sa.Connection) -> Finding:
    counts = {
        kind.__tablename__: connection.scalar(
            sa.select(sa.func.count()).select_from(kind).where(col(kind.trashed_at).is_not(None))
        )
        for kind in KINDS
    }
    return Finding(_("Trash"), ", ".join(f"{name} {count}" for name, count in counts.items() if count) or _("empty"))
