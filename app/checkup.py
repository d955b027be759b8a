"""Whether everything is as it should be: what `doctor` says and what admins see, one line each."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy import make_url
from sqlmodel import col

from app import schema
from app.clock import now
from app.dropping import KINDS
from app.i18n import _
from app.invariants import broken, lately_broken
from app.mail import reach
from app.models import ChangeSet
from app.settings import Settings

ROOM = 200_000_000
"""Bytes that should be free on the data folder's disk."""
PATIENCE = timedelta(seconds=10)
NEWEST = 1000
"""Rows of each table that a page looks at."""
SECRETS = frozenset({"password", "sslpassword", "passfile"})
"""Parts of the query of a database address that are not shown."""


class Finding(NamedTuple):
    """One line of the report; `fault` is what to do something about."""

    what: str
    words: str
    fault: bool = False


class InForce(NamedTuple):
    """A setting: its variable, its value without secrets, and whether somebody `chose` it."""

    variable: str
    words: str
    chosen: bool
    meaning: str


def in_force(settings: Settings) -> Iterator[InForce]:
    """Every setting, with where its value is from."""
    for name, field in type(settings).model_fields.items():
        variable = f"SIDEKICK_{name.upper()}"
        words = shown(name, getattr(settings, name))
        yield InForce(variable, words, variable in os.environ, _(field.description or ""))


def shown(name: str, value: object) -> str:
    """The value of a setting without the secrets in it."""
    if name == "database_url" and value:
        url = make_url(str(value))
        hidden = {key: "***" if key in SECRETS else one for key, one in url.query.items()}
        return url.set(query=hidden).render_as_string(hide_password=True)
    if name == "smtp_url":
        return str(value).replace(f":{urlsplit(str(value)).password}@", ":***@")
    return ",".join(value) if isinstance(value, tuple) else str(value)


def around(settings: Settings) -> list[Finding]:
    """What stands around the database: the disk, the proxy, and the mail server, for which it may wait some seconds."""
    return [*_disk(settings), *_proxy(settings), *_mail(settings)]


def whole(engine: sa.Engine) -> Iterator[Finding]:
    """The database with every row of it."""
    with engine.connect() as connection:
        revision = schema.revision_of(connection)
        yield from _database(connection, revision)
        if revision == schema.newest():
            yield _trash(connection)
            yield from _faults(broken(connection))


def newest(connection: sa.Connection) -> Iterator[Finding]:
    """The database with the newest rows of each table: it costs the same however many there are."""
    revision = schema.revision_of(connection)
    yield from _database(connection, revision)
    if revision == schema.newest():
        yield _trash(connection, at_most=NEWEST)
        yield from _faults(lately_broken(connection, NEWEST))


def _disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data_dir if settings.data_dir.exists() else ".").free
    words = _("%(megabytes)s MB free") % {"megabytes": free // 1_000_000}
    yield Finding(_("Disk"), words, free < ROOM)


def _proxy(settings: Settings) -> Iterator[Finding]:
    """Sidekick speaks no TLS itself, so something in front does."""
    if settings.secure:
        unnamed = _(
            "nobody is named in SIDEKICK_FORWARDED_ALLOW_IPS, so all who come through it share one limit of guesses"
        )
        named = settings.forwarded_allow_ips
        yield Finding(_("Proxy"), named or unnamed, fault=not named)


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.mails:
        return
    try:
        reach(settings)
    except OSError as error:
        yield Finding(_("Mail server"), str(error), fault=True)
    else:
        yield Finding(_("Mail server"), _("it takes mail"))


def _database(connection: sa.Connection, revision: str | None) -> Iterator[Finding]:
    version = ".".join(map(str, connection.dialect.server_version_info or ()))
    yield Finding(_("Database"), f"{connection.dialect.name} {version}")
    try:
        schema.judge(revision)
    except schema.WrongSchema as error:
        yield Finding(_("Schema"), str(error), fault=True)
        return
    yield Finding(_("Schema"), schema.newest())
    yield _clock(connection)


def _clock(connection: sa.Connection) -> Finding:
    """Behind what is already written, or away from the database's own clock, times would make no sense."""
    latest: datetime | None = connection.scalar(sa.select(sa.func.max(col(ChangeSet.at))))
    behind = latest is not None and latest > now() + PATIENCE
    if connection.dialect.name == "postgresql":
        theirs: datetime = connection.scalar(sa.select(sa.func.now())) or now()
        behind = behind or abs(theirs - now()) > PATIENCE
    return Finding(_("Clock"), f"{now():%Y-%m-%d %H:%M:%S} UTC", behind)


def _trash(connection: sa.Connection, at_most: int | None = None) -> Finding:
    """How much lies in the trash; of each kind no more than so many are counted."""
    lying = [
        sa.select(sa.literal(kind.__tablename__).label("kind"), col(kind.id).label("id"))
        .where(col(kind.trashed_at).is_not(None))
        .limit(None if at_most is None else at_most + 1)
        .subquery()
        for kind in KINDS
    ]
    rows = connection.execute(
        sa.union_all(*(sa.select(one.c.kind, sa.func.count()).group_by(one.c.kind) for one in lying))
    )
    words = [f"{name} {_number(count, at_most)}" for name, count in rows]
    return Finding(_("Trash"), ", ".join(words) or _("empty"))


def _number(count: int, at_most: int | None) -> str:
    return str(count) if at_most is None or count <= at_most else _("more than %(n)d") % {"n": at_most}


def _faults(rules: Iterator[tuple[str, int]]) -> Iterator[Finding]:
    return (Finding(_(rule), str(count), fault=True) for rule, count in rules)
