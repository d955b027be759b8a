"""Deleting a label takes it off its todos, which stay."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_the_preview_names_the_todos_that_lose_it(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/teams/{cast.z_force}/labels/{cast.house}/deletion")
    assert "Delete the label “house”?" in page.text
    assert '<span class="num">1</span><span>todo loses this label' in page.text
    assert "“Call the roofer”" in page.text


def test_a_label_that_nothing_carries_says_so(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/teams/{cast.z_force}/labels/{cast.gear}/deletion")
    assert "no todo carries it" in page.text


def test_on_the_page_of_labels_its_row_leaves(cast: Cast, client: Client) -> None:
    answer = client(cast.rusty_man, htmx=True).post(
        f"/teams/{cast.z_force}/labels/{cast.house}?_method=DELETE",
        headers={"HX-Current-URL": f"http://localhost/teams/{cast.z_force}/labels"},
    )
    assert f'<hx-partial hx-target="#label-{cast.house}" hx-swap="delete">' in answer.text
    assert "Label “house” deleted. The todos stay." in answer.text


def test_a_label_of_another_team_is_not_found(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    assert owner.get(f"/teams/{cast.z_force}/labels/{cast.web_label}/deletion").status_code == 404
    assert owner.post(f"/teams/{cast.z_force}/labels/{cast.web_label}?_method=DELETE").status_code == 404


def test_guests_may_not(cast: Cast, client: Client) -> None:
    guest = client(cast.tarantula)
    assert guest.post(f"/teams/{cast.z_force}/labels/{cast.house}?_method=DELETE").status_code == 403
