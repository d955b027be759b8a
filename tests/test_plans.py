"""No page reads a whole table that grows: the databases are asked how they would do it, not how long it takes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.crowd import crowd
from tests.test_both_faces import told_on
from tests.test_links import HREF, KEYS, PAGES_MAX, kind_of, page_of
from tests.world import furnished

WORK = {"todo", "assignment", "todo_label", "change_set", "comment"}
# Whether a step is in sight PostgreSQL can find out in two ways, and reads the changes while they are as few as here.
LARGE = {"sqlite": WORK | {"change"}, "postgresql": WORK}
"""The tables that grow with the work; all others are small beside them."""
SCAN = {"sqlite": re.compile(r"^SCAN (\w+)"), "postgresql": re.compile(r"Seq Scan on (\w+)")}


class Plans(dict[str, str]):
    """Statements in which a large table is read from end to end, and the plan that does it."""

    def __init__(self, dialect: str) -> None:
        super().__init__()
        self._dialect = dialect
        self._looked: set[str] = set()

    def look(self, driver: Any, statement: str, values: Any) -> None:
        """Ask what the database would do, once for each statement."""
        if not statement.startswith(("SELECT", "WITH", "UPDATE", "DELETE")) or statement in self._looked:
            return
        self._looked.add(statement)
        lines = self._explained(driver, statement, values)
        names = _names(statement)
        if any(names.get(found[1], found[1]) in LARGE[self._dialect] for line in lines if (found := self._scan(line))):
            self[statement] = "\n".join(lines)

    def _scan(self, line: str) -> re.Match[str] | None:
        return SCAN[self._dialect].search(line)

    def _explained(self, driver: Any, statement: str, values: Any) -> list[str]:
        if self._dialect == "sqlite":
            return [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
        # Tables of a test are small, so that to read all of one is cheap: it stays only where nothing else is possible.
        with driver.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}", values)
            lines = [row[0] for row in cursor.fetchall()]
            cursor.execute("RESET enable_seqscan")
        return lines


def _names(statement: str) -> dict[str, str]:
    """The tables behind the short names of a statement."""
    return {alias: table for table, alias in re.findall(r"(\w+) AS (\w+)", statement)}


@contextmanager
def looking(engine: sa.Engine) -> Iterator[Plans]:
    """Look at the plans of all that the block sends."""
    plans = Plans(engine.dialect.name)

    def note(connection: sa.Connection, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        plans.look(
            connection.connection.driver_connection,
            statement,
            values[0] if many and isinstance(values, list) else values,
        )

    event.listen(engine, "before_cursor_execute", note)
    yield plans
    event.remove(engine, "before_cursor_execute", note)


@contextmanager
def explained(engine: sa.Engine, words: str) -> Iterator[list[str]]:
    """The plans of those statements of the block that have these words in them."""
    found: list[str] = []

    def note(connection: sa.Connection, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if words in statement and not statement.startswith("EXPLAIN"):
            how = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
            cursor: Any = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]  # it is open
            if engine.dialect.name == "postgresql":
                cursor.execute("SET LOCAL enable_seqscan = off")  # to read all of a small table is cheap
            cursor.execute(f"{how} {statement}", values)
            found.append("\n".join(str(row[-1]) for row in cursor.fetchall()))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def test_no_page_reads_a_whole_table(cast: Cast, engine: sa.Engine, client: Callable[..., TestClient]) -> None:
    furnished(engine, cast)
    browser = client(cast.deadpond)
    to_see, seen, kinds = ["/", "/teams"], 0, {("/", frozenset[str]()), ("/teams", frozenset[str]())}
    with looking(engine) as plans:
        while to_see and seen < PAGES_MAX:
            answer, seen = browser.get(to_see.pop(), follow_redirects=True), seen + 1
            links = {page_of(unescape(href)) for href in HREF.findall(answer.text) if href.startswith("/")}
            for page in sorted(links):
                path, names = kind_of(page)
                if (path, names) not in kinds and len(names - KEYS) <= 1:
                    kinds.add((path, names))
                    to_see.append(page)
    assert seen > 100
    assert list(plans.items()) == []


def test_no_write_reads_a_whole_table(cast: Cast, engine: sa.Engine, client: Callable[..., TestClient]) -> None:
    ids = vars(cast) | furnished(engine, cast)
    with looking(engine) as plans:
        steps = list(told_on(client(cast.deadpond, htmx=True), engine, ids))
    assert len(steps) > 50
    assert list(plans.items()) == []


def test_the_history_of_a_team_is_found_without_all_that_happened_in_it(
    cast: Cast, engine: sa.Engine, client: Callable[..., TestClient]
) -> None:
    crowd(engine, cast, 2_000)
    with explained(engine, "change.entity IN ('membership', 'cover')") as plans:
        client(cast.deadpond).get(f"/teams/{cast.z_force}/history")
    (plan,) = plans
    assert "ix_change_crew" in plan
    assert "ix_change_team" not in plan


def test_no_list_is_paged_by_counting_rows() -> None:
    """A page begins behind a row, never after so many; only guesses at a password are, and those are few."""
    files = {path for path in Path("app").rglob("*.py") if ".offset(" in path.read_text()}
    assert files == {Path("app/access/passwords.py")}
