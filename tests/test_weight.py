"""How much goes over the wire for a list of fifty todos, counted as it is sent, headers and all."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from starlette.testclient import TestClient

from app.access import Access
from app.history import RecordedSession, commit
from app.models import Todo, TodoCreate
from app.models.order import ranks_after
from tests.cast import Cast

KB = 1_000
FIRST_VISIT, CHANGED, TICK = 60 * KB, 10 * KB, 2 * KB
TODOS = 50
MODERN, OLD = "gzip, deflate, br, zstd", "gzip, deflate"

Client = Callable[..., TestClient]


@pytest.fixture
def team(cast: Cast, session: RecordedSession, access: Callable[[int], Access]) -> str:
    """The address of a list of fifty todos as people write them, each in somebody's hands and with a label."""
    mine = access(cast.deadpond)
    team = mine.team(cast.z_force)
    section, label = mine.section(team, cast.backlog), mine.label(team, cast.house)
    rusty = mine.known_hero(cast.rusty_man)
    for number, rank in enumerate(ranks_after(mine.last_rank(team, section), TODOS)):
        written = TodoCreate(title=f"Ask number {number} about the {number * 7919 % 997} tiles for the roof")
        todo = Todo.add(team, written, rank=rank, by=mine.hero, section=section)
        mine.add(todo)
        todo.assign(rusty if number % 2 else mine.hero, by=mine.hero)
        todo.put_label(label, by=mine.hero)
    commit(session)
    return f"/teams/{team.id}"


def sent(browser: TestClient, method: str, path: str, coding: str) -> tuple[int, str]:
    """The bytes of an answer, and what it says."""
    with browser.stream(method, path, headers={"Accept-Encoding": coding}) as answer:
        assert answer.status_code in {200, 303}
        body = b"".join(answer.iter_raw())
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
    text = browser.request(method, path).text if method == "GET" else ""
    return head + len(body), text


@pytest.mark.parametrize("coding", [MODERN, OLD])
def test_the_first_visit(team: str, cast: Cast, client: Client, coding: str) -> None:
    browser = client(cast.deadpond)
    weight, text = sent(browser, "GET", team, coding)
    files = {unescape(found) for found in re.findall(r'(?:href|src)="(/static/[^"#]+)', text)}
    assert [sum(f".{kind}" in name for name in files) for kind in ("css", "js")] == [1, 1]
    assert weight + sum(sent(browser, "GET", file, coding)[0] for file in sorted(files)) <= FIRST_VISIT


@pytest.mark.parametrize("coding", [MODERN, OLD])
def test_a_list_that_has_changed_and_a_tick(team: str, cast: Cast, client: Client, coding: str) -> None:
    assert sent(client(cast.deadpond), "GET", team, coding)[0] <= CHANGED
    browser = client(cast.deadpond, htmx=True)
    browser.headers["Referer"] = f"{browser.base_url}{team}"
    assert sent(browser, "POST", f"/todos/{cast.rope}/closure", coding)[0] <= TICK
