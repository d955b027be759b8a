"""Whoever is refused hears so at once, not after their form has been mended."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.dump import dump
from tests.permissions.callers import ask, browser_of, hero_of
from tests.permissions.table import TABLE, verdict
from tests.permissions.worlds import world_of
from tests.world import BODIES

IDS = {
    route: {name: value for name, value in body.items() if "{" in value}
    for route, body in BODIES.items()
    if "{" not in route
}
"""What a form has to say where the address does not say what it is about."""
DEEDS = {route: BODIES[route] for route in ("POST /todos/selection", "DELETE /todos/selection")}
"""And where only the form says what is to be done."""
ELSEWHERE = {"POST /saved"}
"""A form that comes back on a page of its own, and no team is looked for before it is right."""
NONSENSE = {
    route: {name: value if "{" in value else "?" * 9_000 for name, value in body.items()}
    for route, body in BODIES.items()
}


@pytest.mark.parametrize("sent", [IDS | DEEDS, NONSENSE | DEEDS], ids=["nothing", "nonsense"])
@pytest.mark.parametrize("caller", ["anonymous", "stranger", "guest", "member"])
def test_whoever_is_refused_is_refused_whatever_they_send(
    sent: dict[str, dict[str, str]],
    caller: str,
    cast: Cast,
    engine: sa.Engine,
    client: Callable[[int], TestClient],
    anonymous: TestClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = {route: verdict(route, caller, "same") for route in TABLE if route in BODIES.keys() - ELSEWHERE}
    refused = {route: status for route, status in wanted.items() if status in {401, 403, 404}}
    world = world_of(engine, cast, hero_of(cast, caller), "same")
    browser = browser_of(caller, cast, engine, client, anonymous)
    before = dump(engine)
    monkeypatch.setattr("tests.permissions.callers.BODIES", sent)
    assert {route: ask(browser, route, world) for route in refused} == refused
    assert dump(engine) == before
