"""Requests that are too large."""

import http.client
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.middleware import BodyLimit

LIMIT = 2_097_152


async def _echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


APP = BodyLimit(Starlette(routes=[Route("/", _echo, methods=["POST"])]))


@pytest.fixture
def browser() -> TestClient:
    return TestClient(APP)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where a real server listens."""
    server = uvicorn.Server(uvicorn.Config(APP, port=0, log_level="warning", http="httptools", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def _pieces(size: int) -> Iterator[bytes]:
    for _ in range(0, size, 65_536):
        yield b"x" * 65_536


def test_what_fits_is_read(browser: TestClient) -> None:
    assert browser.post("/", content=b"x" * LIMIT).text == str(LIMIT)
    assert browser.post("/", content=_pieces(LIMIT)).text == str(LIMIT)


def test_more_is_refused_with_what_to_do(browser: TestClient) -> None:
    answer = browser.post("/", content=b"x" * (LIMIT + 1))
    assert answer.status_code == 413
    assert answer.text == "That is more than 2 MB. Split it and send the parts."


def test_more_without_a_length_is_refused_as_well(browser: TestClient) -> None:
    answer = browser.post("/", content=_pieces(LIMIT + 1))
    assert answer.status_code == 413
    assert answer.text == "That is more than 2 MB. Split it and send the parts."


def test_the_limit_can_be_set() -> None:
    assert TestClient(BodyLimit(APP, limit=10)).post("/", content="x" * 11).status_code == 413


@pytest.mark.parametrize("length", ["9" * 18, "9" * 30, "9" * 5000])
def test_an_absurd_length_is_refused_unread(browser: TestClient, length: str) -> None:
    assert browser.post("/", content="x", headers={"Content-Length": length}).status_code == 413


def test_the_answer_is_there_before_the_body_is_sent(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("POST", "/")
    connection.putheader("Content-Length", str(10 * LIMIT))
    connection.endheaders(b"x" * 1000)
    assert connection.getresponse().status == 413
    connection.close()


def test_the_answer_reaches_a_browser_that_sends_everything_first(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for body in (b"x" * 20 * LIMIT, b"x" * LIMIT):
        connection.request("POST", "/", body)
        answer = connection.getresponse()
        assert answer.read().startswith(b"That is more than 2 MB" if len(body) > LIMIT else b"2097152")
    connection.close()
