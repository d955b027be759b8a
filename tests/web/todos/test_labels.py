"""Putting labels on a todo from its page."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from app.access import Access
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def _worn(cast: Cast, access: Reach) -> set[str]:
    mine = access(cast.deadpond)
    mine._session.rollback()
    return {link.label.name for link in mine.todo(cast.roof).label_links}


@pytest.mark.parametrize("htmx", [False, True])
def test_ticked_ones_are_put_on_and_cleared_ones_taken_off(
    cast: Cast, client: Client, access: Reach, htmx: bool
) -> None:
    sent = {"before": [cast.house], "labels": [cast.gear], "new": "Roofing"}
    answer = client(cast.rusty_man, htmx=htmx).put(f"/todos/{cast.roof}/labels", data=sent)
    assert answer.status_code == (200 if htmx else 303)
    assert _worn(cast, access) == {"gear", "Roofing"}


def test_one_that_somebody_else_put_on_meanwhile_stays(cast: Cast, client: Client, access: Reach) -> None:
    client(cast.rusty_man).put(f"/todos/{cast.roof}/labels", data={"labels": [cast.gear]})
    client(cast.deadpond).put(f"/todos/{cast.roof}/labels", data={"before": [cast.house]})
    assert _worn(cast, access) == {"gear"}


def test_a_new_one_of_a_known_name_is_the_known_one(cast: Cast, client: Client, access: Reach) -> None:
    client(cast.rusty_man).put(f"/todos/{cast.roof}/labels", data={"new": "GEAR"})
    assert _worn(cast, access) == {"house", "gear"}


def test_labels_of_others_guests_and_strangers_change_nothing(cast: Cast, client: Client, access: Reach) -> None:
    address, sent = f"/todos/{cast.roof}/labels", {"labels": [cast.gear]}
    assert client(cast.rusty_man).put(address, data={"labels": [cast.web_label]}).status_code == 404
    assert client(cast.rusty_man).put(address, data={"new": "x" * 81}).status_code == 422
    assert client(cast.tarantula).put(address, data=sent).status_code == 403
    assert client(cast.spider_boy).put(address, data=sent).status_code == 404
    assert _worn(cast, access) == {"house"}
