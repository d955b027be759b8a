"""Every route, for everybody, about everything: each gets where they may and nowhere else, and whoever is refused has
changed nothing."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

import app.request
from app.history import RecordedSession
from tests.cast import Cast
from tests.dump import dump
from tests.permissions.callers import CALLERS, ask, browser_of, hero_of
from tests.permissions.table import ODD, TABLE, names_a_thing, verdict
from tests.permissions.worlds import THINGS, world_of
from tests.routes import routes


def test_every_route_has_a_line_and_every_line_a_route(app: FastAPI) -> None:
    assert sorted(TABLE) == sorted(route.name for route in routes(app))
    assert all(thing in THINGS and names_a_thing(route) for route, thing in ODD)


def test_there_are_three_thousand_verdicts() -> None:
    asked = {(route, thing if names_a_thing(route) else "") for route in TABLE for thing in THINGS}
    assert len(asked) * len(CALLERS) >= 3_000


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("caller", CALLERS)
def test_everybody_gets_where_they_may_and_nowhere_else(
    caller: str,
    thing: str,
    cast: Cast,
    engine: sa.Engine,
    client: Callable[[int], TestClient],
    anonymous: TestClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = {route: verdict(route, caller, thing) for route in TABLE if thing == THINGS[0] or names_a_thing(route)}
    world = world_of(engine, cast, hero_of(cast, caller), thing)
    browser = browser_of(caller, cast, engine, client, anonymous)
    before = dump(engine)
    refused = {route: ask(browser, route, world) for route, status in wanted.items() if status >= 400}
    assert dump(engine) == before
    # What is allowed is done and then taken back, so that each of them starts from the same world.
    monkeypatch.setattr(app.request, "commit", RecordedSession.flush)
    allowed = {route: ask(browser, route, world) for route, status in wanted.items() if status < 400}
    assert refused | allowed == wanted
    assert dump(engine) == before
