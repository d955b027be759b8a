"""Deleting a team: the preview, the deletion, the way back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from starlette.testclient import TestClient

from app.access.fate import COUNTED
from app.clock import now
from app.wording import plain_date
from tests.cast import Cast
from tests.crowd import crowd

Client = Callable[..., TestClient]


def test_the_preview_says_what_goes_whom_it_touches_and_what_stays(cast: Cast, client: Client) -> None:
    page = client(cast.deadpond).get(f"/teams/{cast.z_force}/deletion")
    assert "Delete Z-Force?" in page.text
    assert "You can undo this for 30 days." in page.text
    for words in ("What goes", "4 of them open, 2 of them sub-todos", "Backlog and Doing", "house", "to 3 heroes"):
        assert words in page.text
    assert "Deadpond, Rusty-Man and Tarantula will then be on no team" in page.text
    assert f'action="/teams/{cast.z_force}?_method=DELETE"' in page.text


def test_with_a_script_the_preview_is_a_dialog(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond, htmx=True).get(f"/teams/{cast.z_force}/deletion")
    assert answer.text.startswith('<hx-partial hx-target="#dialogs" hx-swap="innerHTML"><dialog')
    assert "<html" not in answer.text


def test_a_deleted_team_leaves_with_a_toast_that_says_until_when(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    answer = owner.post(f"/teams/{cast.z_force}?_method=DELETE")
    assert answer.status_code == 303
    page = owner.get(answer.headers["location"])
    assert f"Z-Force deleted. In the trash until {plain_date((now() + timedelta(days=30)).date())}." in page.text
    assert re.search(r"/changes/\d+/undo", page.text)


def test_with_a_script_one_goes_to_the_teams(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond, htmx=True).post(f"/teams/{cast.z_force}?_method=DELETE")
    assert answer.headers["hx-redirect"].startswith("/teams?did=")


def test_on_the_list_of_teams_only_its_card_leaves(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond, htmx=True).post(
        f"/teams/{cast.z_force}?_method=DELETE", headers={"HX-Current-URL": "http://localhost/teams"}
    )
    assert f'<hx-partial hx-target="#team-{cast.z_force}" hx-swap="delete">' in answer.text
    assert "Z-Force deleted." in answer.text


def test_deleting_twice_is_harmless(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    first, second = (owner.post(f"/teams/{cast.z_force}?_method=DELETE") for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert second.headers["location"] == "/teams"
    assert owner.get("/trash").text.count('id="trash-') == 1


def test_members_and_guests_may_not_and_strangers_find_nothing(cast: Cast, client: Client) -> None:
    for hero, status in ((cast.rusty_man, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        assert client(hero).get(f"/teams/{cast.z_force}/deletion").status_code == status
        assert client(hero).post(f"/teams/{cast.z_force}?_method=DELETE").status_code == status
    assert client(cast.deadpond).get(f"/teams/{cast.z_force}").status_code == 200


def test_an_anonymous_browser_is_asked_to_sign_in(cast: Cast, anonymous: TestClient) -> None:
    answer = anonymous.get(f"/teams/{cast.z_force}/deletion")
    assert answer.headers["location"].startswith("/login")


def test_ones_own_team_stays(cast: Cast, client: Client) -> None:
    hero = client(cast.deadpond)
    own = cast.deadpond  # the first team of each hero is made with them
    page = hero.get(f"/teams/{own}/deletion")
    assert "belongs to you alone and stays" in page.text
    assert "_method=DELETE" not in page.text
    assert hero.post(f"/teams/{own}?_method=DELETE").status_code == 409


def test_the_preview_costs_the_same_with_ten_todos_and_with_fifty(
    cast: Cast, client: Client, queries: Callable[..., object]
) -> None:
    owner = client(cast.deadpond)
    costs = []
    for count in (10, 40):
        owner.post(
            f"/teams/{cast.z_force}/todos",
            data={"text": "\n".join(f"T{count}-{n}" for n in range(count)), "step": "add"},
        )
        with queries() as sent:  # type: ignore[attr-defined]
            owner.get(f"/teams/{cast.z_force}/deletion")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 14


def test_of_very_many_todos_the_first_are_counted_and_that_there_are_more_is_said(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    crowd(engine, cast, COUNTED + 10)
    owner = client(cast.deadpond)
    fate = " ".join(re.sub(r"<[^>]+>", " ", owner.get(f"/teams/{cast.z_force}/deletion").text).split())
    assert re.search(r" 5,000\+ todos “[^”]+”(, “[^”]+”){5} … ", fate)
    assert re.search(r" \d,\d+\+ comments (?!by)", fate)
    assert re.search(r" \d,\d+\+ assignments (?!to)", fate)
    assert "of them" not in fate
    owner.post(f"/teams/{cast.z_force}?_method=DELETE")
    assert re.search(r"5,000\+ todos, \d,\d+\+ comments, 2 labels, 2 sections", owner.get("/trash").text)


def test_a_large_team_goes_and_comes_back_by_writing_as_many_rows_as_a_small_one(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    owner = client(cast.deadpond)
    written: list[list[tuple[list[str], int]]] = []

    def count(_connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            written[-1] += [(statement.split()[:3], cursor.rowcount)]

    for todos in (10, 2_000):
        crowd(engine, cast, todos)
        written.append([])
        event.listen(engine, "after_cursor_execute", count)
        deleted = owner.post(f"/teams/{cast.z_force}?_method=DELETE")
        assert owner.get(f"/teams/{cast.z_force}").status_code == 404
        assert owner.post(f"/trash/{deleted.headers['location'].split('did=')[1]}/restoration").status_code == 303
        owner.post(f"/teams/{cast.z_force}?_method=DELETE")
        assert owner.post("/undo").headers["location"].startswith(f"/teams/{cast.z_force}?")
        event.remove(engine, "after_cursor_execute", count)
    assert written[0] == written[1]
    assert all(rows <= 1 for _statement, rows in written[0])
