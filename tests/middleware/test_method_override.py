"""Forms that say DELETE, PUT and PATCH."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.middleware import MethodOverride

VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


async def _echo(request: Request) -> Response:
    return PlainTextResponse(f"{request.method} {(await request.body()).decode()}")


@pytest.fixture
def browser() -> TestClient:
    return TestClient(MethodOverride(Starlette(routes=[Route("/todos/4", _echo, methods=VERBS)])))


@pytest.mark.parametrize("verb", ["DELETE", "PUT", "PATCH"])
def test_a_form_can_say_every_verb(browser: TestClient, verb: str) -> None:
    assert browser.post(f"/todos/4?a=1&_method={verb}", content="title=x").text == f"{verb} title=x"


def test_a_plain_form_stays_a_post(browser: TestClient) -> None:
    assert browser.post("/todos/4?method=DELETE", content="_method=DELETE").text == "POST _method=DELETE"


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE"])
def test_only_post_is_rewritten(browser: TestClient, verb: str) -> None:
    assert browser.request(verb, "/todos/4?_method=PATCH").text == f"{verb} "


@pytest.mark.parametrize("query", ["GET", "POST", "delete", "", "TRACE", "DELETE&_method=PUT", "DELETE%00", "%ff"])
def test_any_other_verb_is_refused(browser: TestClient, query: str) -> None:
    answer = browser.post(f"/todos/4?_method={query}")
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.text
