"""Headers on every answer."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.middleware import SecurityHeaders


def _page(_request: Request) -> Response:
    return PlainTextResponse("page", headers={"Content-Security-Policy": "default-src *"})


def _kept(_request: Request) -> Response:
    return PlainTextResponse("kept", headers={"Cache-Control": "public, max-age=9"})


def _broken(_request: Request) -> Response:
    raise RuntimeError


def _browser(https: bool = False) -> TestClient:
    inner = Starlette(routes=[Route("/page", _page), Route("/kept", _kept), Route("/broken", _broken)])
    return TestClient(SecurityHeaders(inner, https), raise_server_exceptions=False)


@pytest.mark.parametrize(("path", "status"), [("/page", 200), ("/nowhere", 404), ("/broken", 500)])
def test_every_answer_carries_them(path: str, status: int) -> None:
    answer = _browser().get(path)
    assert answer.status_code == status
    assert answer.headers.get_list("Content-Security-Policy") == [
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    ]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_an_answer_may_say_how_long_it_is_kept() -> None:
    assert _browser().get("/kept").headers["Cache-Control"] == "public, max-age=9"


def test_only_over_tls_browsers_are_told_to_stay_with_it() -> None:
    assert "Strict-Transport-Security" not in _browser().get("/page").headers
    assert _browser(https=True).get("/page").headers["Strict-Transport-Security"] == "max-age=63072000"
