"""Who sees a todo: whoever sees its team."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_a_todo_is_seen_by_all_who_see_its_team(cast: Cast, client: Client) -> None:
    page = client(cast.tarantula).get(f"/todos/{cast.roof}/audience")
    assert page.status_code == 200
    assert "Who sees “Call the roofer”" in page.text
    assert all(name in page.text for name in ("Deadpond Wilson", "Rusty-Man", "Tarantula", "North"))
    assert f'href="/todos/{cast.roof}"' in page.text


def test_strangers_do_not_learn_of_it(cast: Cast, client: Client) -> None:
    assert client(cast.spider_boy).get(f"/todos/{cast.roof}/audience").status_code == 404
