"""Deleting a section keeps its todos."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_the_preview_says_that_the_todos_stay(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/teams/{cast.z_force}/sections/{cast.backlog}/deletion")
    assert "Delete the section “Backlog”?" in page.text
    assert "2 todos stay, under “No section”: “Call the roofer” and “Order rope”." in page.text


def test_its_todos_stand_without_a_section_until_it_comes_back(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    deleted = member.post(f"/teams/{cast.z_force}/sections/{cast.backlog}?_method=DELETE")
    assert deleted.headers["location"].startswith(f"/teams/{cast.z_force}/sections?did=")
    page = member.get(f"/teams/{cast.z_force}").text
    assert page.index("No section") < page.index("Call the roofer")
    assert "Backlog" not in page
    step = deleted.headers["location"].split("did=")[1]
    back = member.post(f"/trash/{step}/restoration")
    assert back.headers["location"].endswith(f"#group-{cast.backlog}")
    page = member.get(f"/teams/{cast.z_force}").text
    assert page.index("Backlog") < page.index("Call the roofer")


def test_a_section_of_another_team_is_not_found(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    assert owner.get(f"/teams/{cast.z_force}/sections/{cast.web_section}/deletion").status_code == 404
    assert owner.post(f"/teams/{cast.z_force}/sections/{cast.web_section}?_method=DELETE").status_code == 404


def test_guests_may_not(cast: Cast, client: Client) -> None:
    guest = client(cast.tarantula)
    assert guest.get(f"/teams/{cast.z_force}/sections/{cast.backlog}/deletion").status_code == 403
    assert guest.post(f"/teams/{cast.z_force}/sections/{cast.backlog}?_method=DELETE").status_code == 403
