"""A real browser, and a Sidekick that it visits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.house import UNREACHABLE, House, open_house
from tests.e2e.looks import WAIT
from tests.e2e.world import World, build_world
from tests.services.browser import chromium

expect.set_options(timeout=WAIT)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Not for the whole session: Playwright does not run twice in one process, and others need it too."""
    found = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.executable, args=found.args)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A Sidekick that the tests of a module share."""
    with open_house(tmp_path_factory.mktemp("house"), UNREACHABLE) as house:
        yield house


@pytest.fixture(scope="module")
def world(house: House) -> World:
    """Its inhabitants and what they have to do."""
    return build_world(house.engine)


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """A Sidekick where nobody is yet."""
    with open_house(tmp_path) as house:
        yield house
