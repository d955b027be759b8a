"""The product as a user runs it, and beside it the plainest server that there can be."""

import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.request import Request, urlopen

import sqlalchemy as sa
from sqlmodel import col

from app.clock import now
from app.database import transaction
from app.models import Hero, SignIn
from app.security import digest
from app.settings import ROOT


@dataclass(frozen=True)
class Server:
    """A server that answers at `url`, `start` seconds after it was begun."""

    url: str
    start: float
    pid: int

    @property
    def memory(self) -> int:
        """Megabytes in memory, of all its processes."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], check=True, capture_output=True, text=True)
        rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
        return sum(rss for pid, above, rss in rows if self.pid in {pid, above}) // 1000


@contextmanager
def product(database_url: str, workers: int) -> Iterator[Server]:
    """Sidekick in production mode, with its default settings."""
    settings = {"SIDEKICK_DATABASE_URL": database_url, "SIDEKICK_ENVIRONMENT": "production"}
    command = ["-m", "app", "serve", "--port", "0", "--workers", str(workers)]
    with _started(command, settings) as server:
        yield server


@contextmanager
def forgetful(database_url: str, workers: int) -> Iterator[Server]:
    """The same with nothing kept from one request to the next."""
    settings = {"SIDEKICK_DATABASE_URL": database_url, "SIDEKICK_ENVIRONMENT": "production"}
    with _started(["-m", "bench.forgetful", str(workers)], settings) as server:
        yield server


@contextmanager
def plain(body: Path, workers: int) -> Iterator[Server]:
    """A `def` route that returns what is in the file, and nothing else."""
    with _started(["-m", "bench.plain", str(workers)], {"BENCH_BODY": str(body)}) as server:
        yield server


@contextmanager
def _started(command: list[str], settings: dict[str, str]) -> Iterator[Server]:
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        assert found is not None, "The server did not start."
        fetched(f"{found[0]}/healthz")
        yield Server(found[0], round(time.monotonic() - began, 2), process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        process.stdout.close()


def fetched(url: str, headers: Mapping[str, str] = MappingProxyType({})) -> tuple[bytes, str]:
    """The bytes at an address as they are sent to whoever asks with these headers, and their ETag."""
    with urlopen(Request(url, headers=dict(headers)), timeout=60) as answer:
        return bytes(answer.read()), answer.headers.get("ETag", "")


def asking(token: str, *, script: bool = True) -> dict[str, str]:
    """The headers of a browser that is signed in by this token, in which a script runs or none."""
    return {"Cookie": f"sidekick={token}" + ("; script=1" if script else ""), "Accept-Encoding": "gzip"}


def sign_in(engine: sa.Engine) -> str:
    """The token of a new sign-in of the world's first hero."""
    token = secrets.token_urlsafe(32)
    with transaction(engine) as session:
        hero = session.scalars(sa.select(col(Hero.id)).order_by(col(Hero.id)).limit(1)).one()
        session.add(SignIn(hero_id=hero, token_digest=digest(token), created_at=now(), last_seen_at=now()))
    return token
