"""What a request costs inside: its statements, and how long the database takes for these alone."""

import time
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import event
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from bench.cases import Case

WRITES = {
    "Sec-Fetch-Site": "same-origin",
    "HX-Request": "true",
    "HX-Request-Type": "partial",
    "Content-Type": "application/x-www-form-urlencoded",
}
TIMES = 20


class Inside(NamedTuple):
    """Statements of one request, and milliseconds that they take alone (None of what writes)."""

    statements: int
    query: float | None


def inside(database_url: str, token: str, case: Case) -> Inside:
    """Ask once in this process, and then the database alone for the same."""
    app = create_app(Settings(database_url=database_url, environment="production"))
    sent: list[tuple[str, Any]] = []
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as browser:
        browser.cookies.set("sidekick", token)
        browser.get("/")
        engine: sa.Engine = app.state.engine
        event.listen(engine, "before_cursor_execute", lambda *given: sent.append((given[2], given[3])))
        if case.form:
            path, body = case.first
            browser.post(
                path, content=body, headers=WRITES | {"Referer": f"http://localhost{case.path}"}
            ).raise_for_status()
        else:
            browser.get(case.path).raise_for_status()
        asked = [one for one in sent if not one[0].startswith(("BEGIN", "SAVEPOINT", "RELEASE"))]
        return Inside(len(asked), None if case.form else _alone(engine, asked))


def _alone(engine: sa.Engine, asked: list[tuple[str, Any]]) -> float:
    """The quickest of some times, as other work on the machine only adds."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        taken = []
        for _ in range(TIMES):
            began = time.perf_counter()
            for statement, values in asked:
                cursor.execute(statement, values)
                cursor.fetchall()
            taken.append(time.perf_counter() - began)
        cursor.close()
    return round(min(taken) * 1000, 3)
