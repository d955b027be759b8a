"""Redo: only right after undo, and of what was undone last."""

from collections.abc import Callable

import sqlalchemy as sa
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.visible import visible

Client = Callable[..., TestClient]


def test_what_was_done_since_ends_the_way_forth(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    member.put(f"/todos/{cast.roof}", data={"title": "Call the plumber", "priority": "normal"})
    member.post("/undo")
    member.put(f"/todos/{cast.rope}", data={"title": "Order chains", "priority": "normal"})
    before = visible(engine)
    answer = member.post("/redo")
    assert answer.status_code == 409
    assert "nothing to redo" in answer.text
    assert visible(engine) == before


def test_a_deleted_team_comes_back_whole_and_goes_again(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner, before = client(cast.deadpond), visible(engine)
    owner.delete(f"/teams/{cast.z_force}")
    after = visible(engine)
    undone = owner.post("/undo")
    assert undone.headers["location"].startswith(f"/teams/{cast.z_force}?did=")
    assert "Z-Force is back, with all that was in it." in owner.get(undone.headers["location"]).text
    assert visible(engine) == before
    redone = owner.post("/redo")
    assert "Z-Force deleted. In the trash until" in owner.get(redone.headers["location"]).text
    assert visible(engine) == after
