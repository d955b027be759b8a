"""A tick closes and opens; a todo with open sub-todos asks first."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access import Access
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def _closed(access: Reach, cast: Cast) -> list[bool]:
    mine = access(cast.deadpond)
    return [mine.todo(one).closed for one in (cast.roof, cast.gutters, cast.ladder)]


def test_a_tick_goes_back_to_its_list(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answer = member.post(
        f"/todos/{cast.rope}/closure", headers={"Referer": f"http://localhost/teams/{cast.z_force}?done=on"}
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/teams/{cast.z_force}?done=on&did=")
    assert "Done: “Order rope”." in member.get(answer.headers["location"]).text


def test_with_a_script_every_place_of_it_and_of_its_parent_changes(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond, htmx=True).post(f"/todos/{cast.ladder}/closure")
    assert answer.status_code == 200
    places = (f"todo-{cast.ladder}", f"sub-{cast.ladder}", f"head-{cast.ladder}", f"story-{cast.ladder}")
    for place in (*places, f"subs-head-{cast.gutters}", f"todo-{cast.gutters}", f"side-count-{cast.z_force}"):
        assert f'hx-target="#{place}"' in answer.text
    assert "1 of 1" in answer.text
    assert "marked this done" in answer.text


def test_open_sub_todos_are_asked_about_and_nothing_is_closed(cast: Cast, client: Client, access: Reach) -> None:
    asked = client(cast.deadpond).post(f"/todos/{cast.roof}/closure")
    assert asked.status_code == 200
    for words in ("2 sub-todos are still open.", "Complete all 2", "Leave them open", "Keep it open"):
        assert words in asked.text
    dialog = client(cast.deadpond, htmx=True).post(f"/todos/{cast.roof}/closure")
    assert 'hx-target="#dialogs"' in dialog.text
    assert _closed(access, cast) == [False, False, False]


@pytest.mark.parametrize(("choice", "closed"), [("close", [True, True, True]), ("leave", [True, False, False])])
@pytest.mark.parametrize("htmx", [False, True])
def test_the_choice_is_kept(
    cast: Cast, client: Client, access: Reach, choice: str, closed: list[bool], htmx: bool
) -> None:
    answer = client(cast.deadpond, htmx=htmx).post(f"/todos/{cast.roof}/closure", data={"subs": choice})
    assert answer.status_code == (200 if htmx else 303)
    assert _closed(access, cast) == closed


def test_a_guest_is_not_offered_to_close_what_others_have(cast: Cast, client: Client) -> None:
    client(cast.rusty_man).post(f"/todos/{cast.rope}/subs", data={"title": "Measure"})
    asked = client(cast.tarantula).post(f"/todos/{cast.rope}/closure")
    assert "Leave the sub-todo open" in asked.text
    assert "Complete it too" not in asked.text
    assert client(cast.tarantula).post(f"/todos/{cast.rope}/closure", data={"subs": "close"}).status_code == 403
    assert client(cast.tarantula).post(f"/todos/{cast.rope}/closure", data={"subs": "leave"}).status_code == 303


def test_who_may_not_close_it_is_not_asked_about_what_is_below(cast: Cast, client: Client) -> None:
    assert client(cast.tarantula).post(f"/todos/{cast.roof}/closure").status_code == 403


def test_closing_and_opening_twice_is_harmless(cast: Cast, client: Client, access: Reach) -> None:
    member = client(cast.deadpond, htmx=True)
    for verb in (member.post, member.post, member.delete, member.delete):
        assert verb(f"/todos/{cast.ladder}/closure").status_code == 200
    assert _closed(access, cast) == [False, False, False]


def test_a_guest_may_not_close_and_a_stranger_finds_nothing(cast: Cast, client: Client, access: Reach) -> None:
    assert client(cast.tarantula).post(f"/todos/{cast.ladder}/closure").status_code == 403
    assert client(cast.spider_boy).post(f"/todos/{cast.ladder}/closure").status_code == 404
    assert client(cast.deadpond).post(f"/todos/{cast.roof}/closure", data={"subs": "x"}).status_code == 422
    assert _closed(access, cast) == [False, False, False]


TICK = ("form_key", "todo", "change_set", "change", "team")
"""What a tick writes: its key, the todo, the history of it, the team's revision; and then what was answered."""


def test_a_tick_costs_eleven_statements_wherever_it_is_in_a_tree(cast: Cast, client: Client, queries: Any) -> None:
    member = client(cast.deadpond, htmx=True)
    member.headers["Referer"] = f"{member.base_url}/teams/{cast.z_force}"
    for todo in (cast.rope, cast.ladder):
        with queries() as sent:
            answer = member.post(f"/todos/{todo}/closure", data={"_key": f"key-of-{todo}"})
        assert answer.status_code == 200
        assert len(sent) == 11, sent
        written = [found[1] for one in sent if (found := re.match(r"(?:INSERT INTO|UPDATE) (\w+)", one))]
        assert Counter(written) == Counter([*TICK, "form_key"])


def test_reopening_costs_no_more(cast: Cast, client: Client, queries: Any) -> None:
    member = client(cast.deadpond, htmx=True)
    member.headers["Referer"] = f"{member.base_url}/teams/{cast.z_force}"
    member.post(f"/todos/{cast.rope}/closure")
    with queries() as sent:
        assert member.delete(f"/todos/{cast.rope}/closure").status_code == 200
    assert len(sent) <= 11, sent
