"""The name of a request, in the answer and in the log."""

import logging

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.middleware import RequestId, RequestIdFilter


def _page(request: Request) -> Response:
    logging.getLogger("sidekick.test").warning("seen")
    return PlainTextResponse(request.state.request_id)


@pytest.fixture
def browser() -> TestClient:
    return TestClient(RequestId(Starlette(routes=[Route("/", _page)])))


def test_each_request_has_its_own_name(browser: TestClient) -> None:
    answers = [browser.get("/", headers={"X-Request-ID": "forged"}) for _ in range(20)]
    assert len({answer.text for answer in answers}) == 20
    assert all(answer.headers.get_list("X-Request-ID") == [answer.text] for answer in answers)
    assert all(len(answer.text) == 16 for answer in answers)


def test_what_is_logged_meanwhile_carries_the_name(browser: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(naming := RequestIdFilter())
    try:
        name = browser.get("/").text
        logging.getLogger("sidekick.test").warning("outside")
    finally:
        caplog.handler.removeFilter(naming)
    names = {record.message: vars(record)["request_id"] for record in caplog.records if record.name == "sidekick.test"}
    assert names == {"seen": name, "outside": "-"}
