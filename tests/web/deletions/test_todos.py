"""Deleting a todo takes its sub-todos along, as one step."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_the_preview_counts_what_is_below_and_not_the_todo_itself(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/todos/{cast.roof}/deletion")
    assert "Delete “Call the roofer”?" in page.text
    assert '<span class="num">2</span><span>sub-todos <small>2 of them open</small>' in page.text
    assert "“Clean the gutters” and “Borrow a ladder”" in page.text
    assert "It leaves the hands of Deadpond and Rusty-Man." in page.text


def test_a_todo_without_anything_says_so(cast: Cast, client: Client) -> None:
    assert "Nothing but the todo itself." in client(cast.rusty_man).get(f"/todos/{cast.ladder}/deletion").text


def test_a_deleted_todo_goes_with_its_sub_todos_to_the_team(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answer = member.post(f"/todos/{cast.roof}?_method=DELETE")
    assert answer.headers["location"].startswith(f"/teams/{cast.z_force}?did=")
    assert "“Call the roofer” and 2 more deleted." in member.get(answer.headers["location"]).text
    assert member.get(f"/todos/{cast.ladder}").status_code == 404


def test_a_deleted_sub_todo_leads_to_its_parent(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man).post(f"/todos/{cast.ladder}?_method=DELETE")
    assert answer.headers["location"].startswith(f"/todos/{cast.gutters}?did=")


def test_in_the_list_its_row_leaves(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man, htmx=True).post(
        f"/todos/{cast.rope}?_method=DELETE",
        headers={"HX-Current-URL": f"http://localhost/teams/{cast.z_force}?done=on"},
    )
    assert f'<hx-partial hx-target="#todo-{cast.rope}" hx-swap="delete">' in answer.text
    assert "“Order rope” deleted." in answer.text


def test_deleting_twice_is_harmless(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    answers = [member.post(f"/todos/{cast.roof}?_method=DELETE") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[1].headers["location"] == f"/teams/{cast.z_force}"


def test_guests_may_not_and_strangers_find_nothing(cast: Cast, client: Client) -> None:
    for hero, status in ((cast.tarantula, 403), (cast.spider_boy, 404)):
        assert client(hero).get(f"/todos/{cast.rope}/deletion").status_code == status
        assert client(hero).post(f"/todos/{cast.rope}?_method=DELETE").status_code == status
    assert client(cast.deadpond).get(f"/todos/{cast.rope}/deletion").status_code == 200
