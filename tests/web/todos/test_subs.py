"""Adding a sub-todo on its parent's page."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_it_is_added_at_the_end(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answer = member.post(f"/todos/{cast.roof}/subs", data={"title": "Fetch  the keys "})
    assert answer.status_code == 303
    page = member.get(answer.headers["location"]).text
    assert page.index("Clean the gutters</a>") < page.index("Fetch the keys</a>")


def test_with_a_script_the_list_and_its_count_change_and_the_box_is_empty(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man, htmx=True).post(f"/todos/{cast.roof}/subs", data={"title": "Fetch the keys"})
    assert f'hx-target="#subs-{cast.roof}-rows" hx-swap="beforeend"' in answer.text
    assert f'hx-target="#todo-{cast.roof}"' in answer.text
    assert "0 of 2" in answer.text
    assert 'name="title" value=""' in answer.text


@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_typed_stays_when_it_does_not_fit(cast: Cast, client: Client, htmx: bool) -> None:
    long = "x" * 301
    answer = client(cast.rusty_man, htmx=htmx).post(f"/todos/{cast.roof}/subs", data={"title": long})
    assert answer.status_code == 422
    assert "Use 300 characters or fewer." in answer.text
    assert long in answer.text


def test_a_sixth_level_is_refused_with_what_was_typed(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    below = cast.ladder
    for level in (4, 5):
        address = member.post(f"/todos/{below}/subs", data={"title": f"Level {level}"}).headers["location"]
        below = int(address.rpartition("sub-")[2])
    answer = member.post(f"/todos/{below}/subs", data={"title": "Level 6"})
    assert answer.status_code == 422
    assert "five levels deep" in answer.text
    assert "Level 6" in answer.text


def test_a_guest_may_not_and_a_stranger_finds_nothing(cast: Cast, client: Client) -> None:
    assert client(cast.tarantula).post(f"/todos/{cast.roof}/subs", data={"title": "x"}).status_code == 403
    assert client(cast.spider_boy).post(f"/todos/{cast.roof}/subs", data={"title": "x"}).status_code == 404


def test_the_same_form_twice_adds_once(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    for _time in range(2):
        member.post(f"/todos/{cast.roof}/subs", data={"title": "Once", "_key": "k"})
    assert member.get(f"/todos/{cast.roof}").text.count(">Once</a>") == 1
