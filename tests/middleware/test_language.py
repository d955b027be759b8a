"""The language of somebody who has not signed in."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app import i18n
from app.i18n import Viewer, viewer
from app.middleware import Language


def _page(_request: Request) -> Response:
    return PlainTextResponse(viewer().locale)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(i18n, "available_locales", lambda: ("en", "de"))
    return TestClient(Language(Starlette(routes=[Route("/", _page)])))


def test_the_browser_chooses_until_somebody_signs_in(browser: TestClient) -> None:
    assert browser.get("/", headers={"Accept-Language": "de-AT, en;q=0.5"}).text == "de"
    assert browser.get("/", headers={"Accept-Language": "\\;;"}).text == "en"
    assert viewer() == Viewer()
