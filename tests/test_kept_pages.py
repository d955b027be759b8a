"""What was just made for a browser is sent to it again, while it is still the same, and to no other."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import conditional
from app.kept_pages import KeptPage, KeptPages
from tests.cast import Cast
from tests.test_conditional import scripted

Client = Callable[..., TestClient]
PAGE = KeptPage(b"12345", ((b"etag", b"x"),), 100)


@pytest.fixture(autouse=True)
def _pages_are_kept(app: FastAPI) -> Iterator[None]:
    nothing, app.state.kept_pages = app.state.kept_pages, KeptPages()
    yield
    app.state.kept_pages = nothing


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("coding", ["gzip", "zstd, gzip"])
def test_who_asks_again_gets_the_same_after_one_statement(
    cast: Cast, client: Client, queries: Callable[[], Any], htmx: bool, coding: str
) -> None:
    browser = scripted(client(cast.deadpond, htmx=htmx))
    browser.headers["accept-encoding"] = coding
    first = browser.get(f"/teams/{cast.z_force}")
    with queries() as sent:
        again = browser.get(f"/teams/{cast.z_force}")
    assert len(sent) == 1
    assert (again.status_code, again.content) == (200, first.content)
    for answer in (first, again):
        answer.headers.pop("x-request-id")
    assert again.headers.raw == first.headers.raw
    known = {"If-None-Match": again.headers["etag"]}
    assert browser.get(f"/teams/{cast.z_force}", headers=known).status_code == 304


def test_each_browser_gets_what_it_can_read(cast: Cast, client: Client) -> None:
    browser = scripted(client(cast.deadpond))
    for coding in ("gzip", "zstd", "identity", "gzip", "zstd", "identity"):
        answer = browser.get(f"/teams/{cast.z_force}", headers={"accept-encoding": coding})
        assert answer.headers.get("content-encoding", "identity") == coding
        assert ("Z-Force" in answer.text) == (coding != "zstd")  # which this browser cannot read


def test_what_changed_since_is_made_anew(cast: Cast, client: Client) -> None:
    browser = scripted(client(cast.deadpond))
    browser.get(f"/teams/{cast.z_force}")
    client(cast.rusty_man).post(f"/teams/{cast.z_force}/todos", data={"text": "Oil the hinges"})
    assert "Oil the hinges" in browser.get(f"/teams/{cast.z_force}").text


def test_another_browser_gets_its_own(cast: Cast, client: Client, queries: Callable[[], Any]) -> None:
    scripted(client(cast.deadpond)).get("/")
    for other in (scripted(client(cast.rusty_man)), scripted(client(cast.deadpond, htmx=True)), client(cast.deadpond)):
        with queries() as sent:
            other.get("/")
        assert len(sent) > 1


def test_what_no_longer_holds_is_made_anew(
    cast: Cast, client: Client, queries: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = scripted(client(cast.deadpond))
    until = int(browser.get("/").headers["etag"][3:].partition("-")[0])
    monkeypatch.setattr(conditional, "present", lambda: datetime.fromtimestamp(until, UTC) + timedelta(seconds=1))
    with queries() as sent:
        browser.get("/")
    assert len(sent) > 1


def test_whoever_is_signed_out_is_shown_nothing_that_was_kept(cast: Cast, client: Client) -> None:
    browser = scripted(client(cast.deadpond))
    browser.get("/settings")
    browser.get("/")
    assert browser.request("DELETE", "/sign-in").status_code == 303
    assert browser.get("/").status_code == 303


def test_only_as_many_are_kept_as_have_room() -> None:
    pages = KeptPages(room=12)
    for name in ("one", "two", "three"):
        pages.keep(name, PAGE)
    assert [bool(pages.find(name, 0)) for name in ("one", "two", "three")] == [False, True, True]
    pages.keep("big", KeptPage(b"x" * 13, (), 100))
    assert pages.find("big", 0) is None
    assert pages.find("two", 0) == PAGE


def test_a_page_holds_until_its_moment() -> None:
    pages = KeptPages()
    pages.keep("page", PAGE)
    assert pages.find("page", 99.9) == PAGE
    assert pages.find("page", 100) is None
