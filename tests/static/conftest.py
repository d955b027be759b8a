"""A browser with the app's scripts and styles, and answers that the test decides."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.rendering import assets
from tests.services.browser import chromium
from tests.static.pages import Answers

ADDRESS = "http://sidekick.test"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.executable, args=found.args)
        yield browser
        browser.close()


@pytest.fixture
def answers() -> Answers:
    """What the server answers, by path."""
    return {}


@pytest.fixture
def page(browser: Browser, answers: Answers) -> Iterator[Page]:
    """A tab whose requests are answered from `answers`, or with the app's scripts and styles."""
    static = TestClient(Starlette(routes=[Mount("/static", assets)]))

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        if path in answers:
            answers[path](route)
            return
        found = static.get(path)
        route.fulfill(status=found.status_code, body=found.content, content_type=found.headers["Content-Type"])

    context = browser.new_context(base_url=ADDRESS)
    context.set_default_timeout(15_000)
    context.route("**/*", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    yield page
    context.close()
