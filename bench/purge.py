"""What others notice while a large team is deleted, and then dropped for good: how long they wait, before and beside.

python -m bench.purge --todos 100000 --databases sqlite postgresql
"""

import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlmodel import col

from app.database import make_engine
from app.models import ChangeSet, Team
from app.settings import Settings
from bench.__main__ import place_for
from bench.cases import open_todos
from bench.served import product, sign_in
from bench.worlds import World, build
from tests.services.postgres import create_database

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
AT_MOST = 300
"""Seconds after which nobody waits for the purge any more."""


@dataclass
class Client:
    """Somebody on another team: looks at its list, and ticks a todo, again and again. `waits` is how long, in
    milliseconds."""

    url: str
    token: str
    team: int
    todos: list[int]
    waits: list[float] = field(default_factory=list)
    refused: int = 0

    def work(self, stop: Event) -> None:
        """Until somebody says stop."""
        connection, n = HTTPConnection(urlsplit(self.url).netloc, timeout=60), 0
        while not stop.is_set():
            todo, again = self.todos[n // 2 % len(self.todos)], n // 2 // len(self.todos) % 2
            if n % 2:
                self._ask(
                    connection, "POST", f"/todos/{todo}/closure{'?_method=DELETE' if again else ''}", "subs=leave"
                )
            else:
                self._ask(connection, "GET", f"/teams/{self.team}", "")
            n += 1
        connection.close()

    def _ask(self, connection: HTTPConnection, method: str, path: str, body: str) -> None:
        began = time.perf_counter()
        status, _place = ask(connection, self.token, method, path, body)
        self.waits.append((time.perf_counter() - began) * 1000)
        self.refused += status not in {200, 303}


def ask(connection: HTTPConnection, token: str, method: str, path: str, body: str = "") -> tuple[int, str]:
    """Ask once. Returns the status, and where it leads."""
    headers = {"Cookie": f"sidekick={token}"} | (FORM if method == "POST" else {})
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get("Location", "")


def beside(clients: list[Client], deed: Callable[[], None]) -> str:
    """What the clients notice while something is done."""
    stop = Event()
    threads = [Thread(target=client.work, args=(stop,)) for client in clients]
    for thread in threads:
        thread.start()
    deed()
    stop.set()
    for thread in threads:
        thread.join()
    waits = sorted(wait for client in clients for wait in client.waits)
    refused = sum(client.refused for client in clients)
    for client in clients:
        client.waits.clear()
    p50, p99 = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
    return f"{len(waits):>7,} requests  p50 {p50:6.1f}  p99 {p99:6.1f}  worst {waits[-1]:6.1f} ms  {refused} refused"


def measured(url: str, engine: sa.Engine, world: World, options: Namespace) -> None:
    """Delete the large team, and then for good, while others go on; say what it took."""
    token = sign_in(engine)
    with product(url, options.workers) as sidekick:
        clients = [
            Client(sidekick.url, token, team, open_todos(engine, [team])[:50])
            for team in world.beside[: options.connections]
        ]
        owner = HTTPConnection(urlsplit(sidekick.url).netloc, timeout=60)

        def timed(words: str, path: str) -> str:
            began = time.perf_counter()
            status, place = ask(owner, token, "POST", path)
            _say(f"{words:<16}{(time.perf_counter() - began) * 1000:7.1f} ms  {status}")
            return place

        def drop() -> None:
            step = timed("deleted", f"/teams/{world.team}?_method=DELETE").split("did=")[1]
            timed("gone for good", f"/trash/{step}?_method=DELETE")
            began = time.perf_counter()
            while _there(engine, world.team) and time.perf_counter() - began < AT_MOST:
                time.sleep(0.2)
            _say(f"{'rows dropped':<16}{time.perf_counter() - began:7.1f} s")

        beside(clients, lambda: time.sleep(3))  # warm
        _say(f"{'others before':<16}{beside(clients, lambda: time.sleep(options.seconds))}")
        _say(f"{'others beside':<16}{beside(clients, drop)}")
        owner.close()


def _there(engine: sa.Engine, team: int) -> bool:
    with engine.connect() as connection:
        marked = connection.scalar(sa.select(sa.func.count()).where(col(ChangeSet.gone_at).is_not(None)))
        return bool(marked or connection.scalar(sa.select(col(Team.id)).where(col(Team.id) == team)))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m bench.purge", description=__doc__)
    parser.add_argument("--todos", type=int, default=100_000)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=15)
    return parser.parse_args()


def main() -> None:
    """Measure on each database."""
    options = _options()
    for database in options.databases:
        folder = Path(tempfile.mkdtemp(prefix="sidekick-bench-"))
        with place_for(database) as where:
            url = create_database(where, "sidekick_bench") if where else f"sqlite:///{folder / 'sidekick.db'}"
            engine = make_engine(Settings(database_url=url))
            try:
                _say(f"{database}, {options.todos:,} todos")
                measured(url, engine, build(engine, options.todos), options)
            finally:
                engine.dispose()
                shutil.rmtree(folder)


if __name__ == "__main__":
    main()
