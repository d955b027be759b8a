"""What one click costs: one request, a bounded number of statements, and little time, in a team of 10,000 todos."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from app import schema
from app.clock import now
from app.database import transaction
from app.main import create_app
from app.models import SignIn, Todo
from app.models.order import ranks_after
from app.request import cookie_name
from app.security import digest
from app.settings import Settings
from tests.cast import Cast, build
from tests.conftest import HTMX, SAME_ORIGIN

TODOS, TIMES, AT_ONCE = 10_000, 7, 1_000
MILLISECONDS, STATEMENTS = 25, 40
BARE_MILLISECONDS = 3
"""What a request that does nothing takes on an ordinary machine at rest; as much slower as it is now, as
much slower may the clicks be."""
TOKEN = "a-browser"


@dataclass(frozen=True)
class Click:
    """What a button or link sends; braces stand for a todo that no click has changed yet, and for the cast.
    `after` names what is pressed first."""

    method: str
    path: str
    data: dict[str, str] = field(default_factory=dict)
    beside: bool = False
    after: str = ""


CLICKS = {
    "tick": Click("POST", "/todos/{todo}/closure"),
    "tick in the sheet": Click("POST", "/todos/{todo}/closure", beside=True),
    "open again": Click("DELETE", "/todos/{done}/closure"),
    "assign": Click("POST", "/todos/{todo}/assignments", {"hero": "{rusty_man}"}),
    "take back": Click("DELETE", "/todos/{todo}/assignments/{rusty_man}"),
    "labels": Click("PUT", "/todos/{todo}/labels", {"labels": "{house}"}),
    "priority": Click("POST", "/todos/selection", {"todos": "{todo}", "priority": "high"}),
    "due": Click("POST", "/todos/selection", {"todos": "{todo}", "due": "2031-05-29"}),
    "section": Click("POST", "/todos/selection", {"todos": "{todo}", "section": "{doing}"}),
    "add": Click("POST", "/teams/{z_force}/todos", {"text": "Call the roofer again"}),
    "read while typing": Click("GET", "/teams/{z_force}/reading?text=Call+her+tomorrow+%23house"),
    "complete a name": Click("GET", "/teams/{z_force}/names?q=%23ho"),
    "sub-todo": Click("POST", "/todos/{todo}/subs", {"title": "Find the number"}),
    "comment": Click("POST", "/todos/{todo}/comments", {"body": "Who has the ladder?"}),
    "open": Click("GET", "/todos/{todo}", beside=True),
    "edit": Click("GET", "/todos/{todo}/edit", beside=True),
    "save": Click("PUT", "/todos/{todo}", {"title": "Something else", "priority": "high", "save": "on"}, beside=True),
    "move": Click("GET", "/todos/{todo}/move", beside=True),
    "ask to delete": Click("GET", "/todos/{todo}/deletion"),
    "delete": Click("DELETE", "/todos/{todo}"),
    "undo": Click("POST", "/undo", after="tick"),
    "show more": Click("GET", "/teams/{z_force}?section={backlog}&after=a1,1"),
    "palette": Click("GET", "/search/palette?q=roof"),
}


@dataclass
class Desk:
    """A browser with a script at the list of a big team, and the statements that it causes."""

    browser: TestClient
    names: dict[str, int]
    sent: list[str]
    fresh: Iterator[int]
    done: Iterator[int]

    def press(self, click: Click) -> tuple[float, int]:
        """Send it once; milliseconds of computing time and the number of statements."""
        if click.after:
            self.press(CLICKS[click.after])
        names = self.names | {"todo": next(self.fresh), "done": next(self.done)}
        data = {name: value.format(**names) for name, value in click.data.items()}
        path = click.path.format(**names)
        way = (
            {"HX-Current-URL": f"http://localhost{path}", "Beside": f"/teams/{names['z_force']}"}
            if click.beside
            else {}
        )
        self.sent.clear()
        kind: dict[str, Any] = {"data": data} if click.method in {"POST", "PUT"} else {}
        start = time.process_time()
        response = self.browser.request(click.method, path, headers=way, **kind)
        spent = (time.process_time() - start) * 1_000
        assert response.status_code == 200, response.text
        return spent, len(self.sent)

    def bare(self) -> float:
        """Milliseconds that a request takes which does nothing: the browser, and the frame of any request."""
        start = time.process_time()
        self.browser.get("/healthz")
        return (time.process_time() - start) * 1_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """On SQLite, which everybody has."""
    folder = tmp_path_factory.mktemp("big")
    app = create_app(Settings(data_dir=folder, database_url=""))
    engine: sa.Engine = app.state.engine
    schema.upgrade(engine, folder / "backups")
    cast = _fill(engine)
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    with engine.connect() as connection:
        ids = connection.execute(sa.text("SELECT id, completed_at IS NULL FROM todo ORDER BY rank DESC")).all()
    sent.clear()
    yield Desk(
        _browser(app, cast), vars(cast), sent, iter([key for key, is_open in ids if is_open]),
        iter([key for key, is_open in ids if not is_open]),
    )  # fmt: skip
    engine.dispose()


def _fill(engine: sa.Engine) -> Cast:
    with transaction(engine) as session:
        cast = build(session)
        session.add(SignIn(hero_id=cast.deadpond, token_digest=digest(TOKEN), created_at=now(), last_seen_at=now()))
    rows = [
        {
            "team_id": cast.z_force,
            "section_id": (cast.backlog, cast.doing, None)[number % 3],
            "title": f"Todo number {number}",
            "rank": rank,
            "created_by": cast.deadpond,
            "completed_at": now() if number % 5 == 0 else None,
        }
        for number, rank in enumerate(ranks_after("a9", TODOS))
    ]
    with engine.begin() as connection:
        for start in range(0, TODOS, AT_ONCE):
            connection.execute(sa.insert(Todo), rows[start : start + AT_ONCE])
        connection.exec_driver_sql("ANALYZE")
    return cast


def _browser(app: FastAPI, cast: Cast) -> TestClient:
    return TestClient(
        app,
        base_url="http://localhost",
        headers=SAME_ORIGIN | HTMX | {"HX-Current-URL": f"http://localhost/teams/{cast.z_force}"},
        cookies={cookie_name(app.state.settings): TOKEN},
        follow_redirects=False,
    )


@pytest.mark.parametrize("name", CLICKS)
def test_a_click_costs_little_however_much_there_is(name: str, desk: Desk) -> None:
    click = CLICKS[name]
    desk.press(click)
    pressed, bare = [], []
    for _ in range(TIMES):  # in turn: the machine may be faster or slower a second later
        bare += [desk.bare() for _ in range(3)]
        pressed.append(desk.press(click))
    assert max(statements for _, statements in pressed) <= STATEMENTS
    slowness = max(1, median(bare) / BARE_MILLISECONDS)
    assert median(spent for spent, _ in pressed) - median(bare) < MILLISECONDS * slowness
