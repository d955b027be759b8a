"""A form that is refused gives back what was typed."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_a_refused_form_is_shown_to_be_copied(cast: Cast, client: Client) -> None:
    answer = client(cast.tarantula).post(
        f"/todos/{cast.roof}/subs", data={"title": "Keys", "notes": "Ask him.\nMornings."}
    )
    assert answer.status_code == 403
    assert "This is what you typed" in answer.text
    assert "Ask him.\nMornings.</textarea>" in answer.text


def test_passwords_are_not(cast: Cast, client: Client) -> None:
    sent = {"title": "Keys", "password": "swordfish and more"}
    answer = client(cast.spider_boy).post(f"/todos/{cast.roof}/subs", data=sent)
    assert answer.status_code == 404
    assert "Keys</textarea>" in answer.text
    assert "swordfish" not in answer.text


def test_pages_that_were_only_asked_for_show_nothing(cast: Cast, client: Client) -> None:
    assert "This is what you typed" not in client(cast.spider_boy).get(f"/todos/{cast.roof}?title=Keys").text
