"""Whoever asks for a page that is known gets it before a route is looked for, and nobody gets more than before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from app import rendering
from app.access.guest import Guest
from app.known_pages import AT_ONCE
from tests.cast import Cast
from tests.test_conditional import scripted

Client = Callable[..., TestClient]
Queries = Callable[[], Any]


def test_files_are_sent_without_a_question(cast: Cast, client: Client, queries: Queries) -> None:
    browser = scripted(client(cast.deadpond))
    with queries() as sent:
        assert browser.get(rendering.assets.url("app.css")).status_code == 200
    assert sent == []


def test_where_all_stands_is_asked_once(cast: Cast, client: Client, queries: Queries) -> None:
    browser = scripted(client(cast.deadpond))
    with queries() as sent:
        assert "etag" in browser.get("/").headers
    assert sum("max(epoch.revision)" in statement for statement in sent) == 1


def test_a_foreign_name_is_told_nothing(cast: Cast, client: Client) -> None:
    browser = scripted(client(cast.deadpond))
    known = {"If-None-Match": browser.get("/").headers["etag"]}
    assert browser.get("/", headers=known).status_code == 304
    assert browser.get("/", headers=known | {"Host": "elsewhere.example"}).status_code == 400


def test_a_form_is_never_taken_for_a_page(cast: Cast, client: Client) -> None:
    browser = scripted(client(cast.deadpond))
    url = f"/teams/{cast.z_force}/todos"
    known = {"If-None-Match": browser.get(f"/teams/{cast.z_force}").headers["etag"]}
    assert browser.post(url, data={"text": "Oil the hinges"}, headers=known).status_code == 303


def test_a_database_that_does_not_answer_the_question_is_asked_by_the_page(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_values: object) -> None:
        raise OperationalError("SELECT", None, Exception("locked"))

    browser = scripted(client(cast.deadpond))
    monkeypatch.setattr(Guest, "standing", silent)
    answer = browser.get("/")
    assert (answer.status_code, "etag" in answer.headers) == (200, False)


def test_few_look_at_once_and_the_others_wait(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    looking, go, standing = Semaphore(0), Event(), Guest.standing

    def held(*values: Any) -> Any:
        looking.release()
        go.wait(10)
        return standing(*values)

    browsers = [scripted(client(hero)) for hero in (cast.deadpond, cast.rusty_man, cast.tarantula)]
    monkeypatch.setattr(Guest, "standing", held)
    with ThreadPoolExecutor(len(browsers)) as people:
        answers = [people.submit(browser.get, "/") for browser in browsers]
        assert all(looking.acquire(timeout=10) for _ in range(AT_ONCE))
        assert not looking.acquire(timeout=0.5)
        go.set()
        assert [answer.result().status_code for answer in answers] == [200] * len(browsers)
