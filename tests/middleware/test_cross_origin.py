"""Writes that come from elsewhere."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.middleware import CrossOrigin

COOKIE = {"Cookie": "sid=1"}
VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def _written(_request: Request) -> Response:
    return PlainTextResponse("written")


@pytest.fixture
def browser() -> TestClient:
    """A client of a Sidekick that people know as https://todo.example.org."""
    inner = Starlette(routes=[Route("/", _written, methods=VERBS)])
    app = CrossOrigin(inner, public_url="https://todo.example.org")
    return TestClient(app, base_url="http://192.168.1.5:8000")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://192.168.1.5:8000"},
        {"Origin": "https://todo.example.org"},
        {"Origin": "https://TODO.example.org"},
    ],
)
def test_our_own_pages_may_write(browser: TestClient, headers: dict[str, str]) -> None:
    assert browser.post("/", headers=headers | COOKIE).text == "written"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://192.168.1.5:8000"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://192.168.1.5:9000"},
        {"Origin": "http://192.168.1.5:8000.evil.example"},
        {"Origin": "https://192.168.1.5:8000"},
        {"Origin": "http://todo.example.org"},
        {},
    ],
)
@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_sites_may_not(browser: TestClient, verb: str, headers: dict[str, str]) -> None:
    answer = browser.request(verb, "/", headers=headers | COOKIE)
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_a_program_without_cookies_may_write(browser: TestClient) -> None:
    assert browser.post("/").text == "written"


def test_an_empty_public_url_is_nobodys_origin() -> None:
    app = CrossOrigin(Starlette(routes=[Route("/", _written, methods=VERBS)]))
    assert TestClient(app, base_url="http://localhost").post("/", headers={"Origin": ""}).status_code == 403


def test_anybody_may_link_here(browser: TestClient) -> None:
    assert browser.get("/", headers={"Sec-Fetch-Site": "cross-site", "Origin": "null"} | COOKIE).text == "written"
