"""The history of a hero: their own fields, and their places on teams that the viewer reaches too."""

from collections.abc import Callable
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from tests.cast import Cast
from tests.web.todos.test_history import entries

Client = Callable[..., TestClient]
PROFILE = {"handle": "rusty", "time_zone": "Asia/Kolkata", "locale": "en", "version": "1"}


def told(browser: TestClient, hero_id: int) -> str:
    return " | ".join(entries(unescape(browser.get(f"/heroes/{hero_id}/history").text)))


def test_those_who_know_them_read_it(cast: Cast, client: Client) -> None:
    client(cast.rusty_man).put("/settings/profile", data=PROFILE | {"name": "Rusty", "title": "Roofs"})
    words = told(client(cast.tarantula), cast.rusty_man)
    assert "Rusty changed the name Rusty<del>-Man</del>" in words
    assert "Rusty changed the title <ins>Roofs</ins>" in words
    assert "from UTC to Kolkata" in words
    assert "put Rusty on Z-Force" in words
    assert client(cast.spider_boy).get(f"/heroes/{cast.rusty_man}/history").status_code == 404


def test_private_settings_are_read_by_themselves_and_who_may_edit_them(cast: Cast, client: Client) -> None:
    client(cast.rusty_man).put("/settings/theme", data={"theme": "dark"})
    assert "You changed the look from as the system says to dark" in told(client(cast.rusty_man), cast.rusty_man)
    assert "Rusty-Man changed the look" in told(client(cast.north), cast.rusty_man)
    assert "the look" not in told(client(cast.tarantula), cast.rusty_man)


def test_teams_out_of_reach_are_not_told_of(cast: Cast, client: Client) -> None:
    client(cast.deadpond).post("/teams", data={"name": "Secret Cave", "time_zone": "UTC", "colour": "rose"})
    assert "You joined Secret Cave" in told(client(cast.deadpond), cast.deadpond)
    words = told(client(cast.rusty_man), cast.deadpond)
    assert "put Deadpond Wilson on Z-Force" in words
    assert "Secret Cave" not in words
    assert "My own" not in words


def test_a_long_one_takes_as_many_statements_as_a_short_one(
    cast: Cast, client: Client, queries: Callable[[], Any]
) -> None:
    owner, sent = client(cast.deadpond), []
    for times in (2, 10):
        for number in range(times):
            owner.post("/teams", data={"name": f"Cave {times} {number}", "time_zone": "UTC", "colour": "rose"})
        with queries() as statements:
            words = told(owner, cast.deadpond)
        sent.append(len(statements))
    assert "You joined Cave 10 9" in words
    assert sent[1] <= sent[0] < 20
