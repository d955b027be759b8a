"""`make bench`: seeds worlds, starts Sidekick as a user runs it, and measures what people do with it."""

import json
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import repeat
from pathlib import Path

import sqlalchemy as sa

from app.clock import now
from app.database import make_engine
from app.settings import ROOT, Settings
from bench.bar import Bar
from bench.cases import Case, cases, renewed
from bench.inside import inside
from bench.kept import kept, lost
from bench.served import Server, asking, fetched, forgetful, plain, product, sign_in
from bench.table import FORGETFUL, PLAIN, Result, table
from bench.worlds import World, build
from bench.wrk import Figures, NoWrk, ask, look_for_wrk
from tests.services.postgres import NoPostgres, create_database, running

KEPT = ROOT / "bench-results"
SAFE = ("fsync", "synchronous_commit", "full_page_writes")
"""What the server for the tests does without, and one that people run does not."""


def main() -> None:
    """Measure what the options say, print one table and keep it."""
    options = _options()
    look_for_wrk()
    before = json.loads(options.compare.read_text())["results"] if options.compare else []
    results: list[Result] = []
    for database in options.databases:
        with place_for(database) as server:
            for todos in options.todos:
                results += _measured(options, database, server, todos)
    KEPT.mkdir(exist_ok=True)
    file = KEPT / f"{now():%Y%m%dT%H%M%S}.json"
    file.write_text(json.dumps({"at": f"{now():%Y-%m-%dT%H:%M:%SZ}", "results": results}, indent=1))
    sys.stdout.write(f"{table(results, before)}\n\nKept in {file.relative_to(ROOT)}\n")


def _options() -> Namespace:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--todos", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--cases", nargs="+", help="only these, such as “team list”")
    parser.add_argument("--compare", type=Path, help="the file of an earlier run")
    return parser.parse_args()


@contextmanager
def place_for(database: str) -> Iterator[str]:
    """Where databases are made: a server of PostgreSQL that is as careful as it comes, or nothing."""
    if database == "sqlite":
        yield ""
        return
    with running() as server:
        engine = sa.create_engine(server.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for setting in SAFE:
                connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = on")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        engine.dispose()
        yield server.url


def _measured(options: Namespace, database: str, server: str, todos: int) -> list[Result]:
    folder = Path(tempfile.mkdtemp(prefix="sidekick-bench-"))
    url = create_database(server, "sidekick_bench") if server else f"sqlite:///{folder / 'sidekick.db'}"
    engine = make_engine(Settings(database_url=url))
    try:
        world = build(engine, todos)
        asked = cases(engine, world)
        wanted = [case for case in asked if not options.cases or case.name in options.cases]
        token = sign_in(engine)
        known = {"database": database, "todos": todos}
        return [known | one for one in _answers(options, engine, token, wanted, folder / "page.html", world)]
    finally:
        engine.dispose()
        shutil.rmtree(folder)


def _answers(
    options: Namespace, engine: sa.Engine, token: str, asked: Sequence[Case], body: Path, world: World
) -> Iterator[Result]:
    url = engine.url.render_as_string(hide_password=False)
    cost = {case.name: inside(url, token, case) for case in asked}
    runs = len(options.workers) * len(options.connections) * (len(asked) + 2)
    with Bar("", runs) as bar:
        for workers in options.workers:
            with product(url, workers) as sidekick:
                body.write_bytes(fetched(f"{sidekick.url}{asked[0].path}", asking(token))[0])
                for case in asked:
                    for one in _counted(
                        engine, case, _asked(options, sidekick, token, renewed(engine, world, case), bar)
                    ):
                        yield _result(case.name, workers, *one, cost[case.name], sidekick)
            with forgetful(url, workers) as server:
                for one in _asked(options, server, token, repeat(replace(asked[0], name=FORGETFUL)), bar):
                    yield _result(FORGETFUL, workers, *one, cost[asked[0].name], server)
            with plain(body, workers) as server:
                for one in _asked(options, server, token, repeat(Case(PLAIN, "/page")), bar):
                    yield _result(PLAIN, workers, *one, (None, None), server)


def _asked(
    options: Namespace, server: Server, token: str, anew: Iterable[Case], bar: Bar
) -> Iterator[tuple[int, Figures]]:
    """The figures of a case by connections, of a server that is warm; each time the case as it is then."""
    for connections, case in zip(options.connections, anew, strict=False):
        where, headers = f"{server.url}{case.path}", asking(token, script=case.script)
        if case.known:
            headers |= {"If-None-Match": fetched(where, headers)[1]}
        bar.advance(0, f"{case.name}, {connections} connections")
        if not case.form:
            ask(where, headers, connections, 1)
        figures = ask(where, headers, connections, options.seconds, case.form)
        bar.advance(1, f"{case.name}, {connections} connections")
        yield connections, figures


def _counted(engine: sa.Engine, case: Case, asked: Iterator[tuple[int, Figures]]) -> Iterator[tuple[int, Figures]]:
    """The same; of a case that counts with what was lost."""
    before = kept(engine) if case.counts else None
    for connections, figures in asked:
        if before is None:
            yield connections, figures
        else:
            yield connections, replace(figures, lost=lost(engine, before, figures.accepted))
            before = kept(engine)


def _result(
    name: str, workers: int, connections: int, figures: Figures, cost: tuple[object, object], server: Server
) -> Result:
    statements, query = cost
    said = {"case": name, "workers": workers, "connections": connections, "statements": statements, "query": query}
    return said | asdict(figures) | {"memory": server.memory, "start": server.start}


if __name__ == "__main__":
    try:
        main()
    except (NoWrk, NoPostgres) as error:
        sys.exit(str(error))
