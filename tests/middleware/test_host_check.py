"""The names that we answer to."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Scope

from app.middleware import HostCheck


def _page(_request: Request) -> Response:
    return PlainTextResponse("page")


APP = Starlette(routes=[Route("/", _page)])


@pytest.fixture
def browser() -> TestClient:
    return TestClient(HostCheck(APP, public_url="https://Todo.example.org:8443", names=("NAS.lan",)))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST",
        "sidekick.localhost",
        "127.0.0.1",
        "192.168.1.5:8000",
        "[::1]:8000",
        "[2001:db8::1]",
        "todo.example.org",
        "todo.example.org:8443",
        "TODO.EXAMPLE.ORG",
        "todo.example.org.",
        "nas.lan",
    ],
)
def test_our_names_and_addresses_are_answered(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).text == "page"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "todo.example.org.evil.example",
        "evillocalhost",
        "localhost.evil.example",
        "1",
        "0x7f.1",
        "999.1.1.1",
        "xtodo.example.org",
    ],
)
def test_a_foreign_name_is_refused_with_the_way_out(browser: TestClient, host: str) -> None:
    answer = browser.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert f"“{host}”" in answer.text
    assert "SIDEKICK_ALLOWED_HOSTS" in answer.text


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        "a b",
        "localhost:x",
        "localhost:80:80",
        "localhost/x",
        "user@localhost",
        "[::1",
        "<script>",
        "x" * 1000,
        "localéhost",
        "localhost:999999",
    ],
)
def test_a_host_that_cannot_be_read_is_refused(browser: TestClient, host: str) -> None:
    answer = browser.get("/", headers=[(b"Host", host.encode("latin-1"))])
    assert answer.status_code == 400
    assert answer.text == "The address that this request asks for cannot be read."


def test_two_hosts_are_none(browser: TestClient) -> None:
    assert browser.get("/", headers=[("Host", "localhost"), ("Host", "evil.example")]).status_code == 400


def test_the_refusal_can_be_one_of_our_pages() -> None:
    def page(scope: Scope, status: int, sentence: str) -> ASGIApp:
        return PlainTextResponse(f"{scope['path']}: {sentence}", status)

    answer = TestClient(HostCheck(APP, on_refusal=page)).get("/teams", headers={"Host": "evil.example"})
    assert answer.text.startswith("/teams: Sidekick does not answer")
