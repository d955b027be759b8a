"""Photographs of every screen: `python -m tests.e2e.shots` fills shots/, `--docs` takes the pictures of the README."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from app.settings import ROOT
from tests.e2e.house import UNREACHABLE, House, open_house
from tests.e2e.looks import ALL_PAPERS, AT_A_DESK, Look
from tests.e2e.screens import FIRST_SCREENS, SCREENS, Screen
from tests.e2e.world import World, build_world
from tests.services.browser import chromium

SHOTS, PICTURES = ROOT / "shots", ROOT / "docs" / "pictures"
PICTURE: ViewportSize = {"width": 1200, "height": 560}


@contextmanager
def eyes_of(look: Look, browser: Browser, house: House, world: World) -> Iterator[Callable[[Screen], Page]]:
    """Opens a screen in a new tab, in the browser of whoever looks at it."""
    contexts: dict[str, BrowserContext] = {}

    def see(screen: Screen) -> Page:
        if screen.eyes not in contexts:
            contexts[screen.eyes] = look.open(browser, house)
            if screen.eyes:
                house.let_in(contexts[screen.eyes], getattr(world, screen.eyes))
        page = contexts[screen.eyes].new_page()
        screen.show(page, world)
        return page

    yield see
    for context in contexts.values():
        context.close()


@contextmanager
def furnished_house() -> Iterator[tuple[House, World]]:
    """A Sidekick of its own with the whole world in it."""
    with TemporaryDirectory() as folder, open_house(Path(folder), UNREACHABLE) as house:
        yield house, build_world(house.engine)


def take_all(browser: Browser, wanted: str) -> None:
    """Photograph the screens whose names begin with `wanted`, in each look."""
    SHOTS.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, open_house(Path(folder)) as empty, furnished_house() as (house, world):
        for look in ALL_PAPERS:
            _take(browser, look, empty, World.nobody(), FIRST_SCREENS, wanted)
            _take(browser, look, house, world, SCREENS, wanted)


def _take(browser: Browser, look: Look, house: House, world: World, screens: Sequence[Screen], wanted: str) -> None:
    with eyes_of(look, browser, house, world) as see:
        for screen in screens:
            if screen.name.startswith(wanted):
                page = see(screen)
                page.screenshot(path=SHOTS / f"{screen.name}-{look.name}.png", full_page=True)
                page.close()


def take_for_docs(browser: Browser) -> None:
    """The two pictures of the README."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    named = {screen.name: screen for screen in SCREENS}
    with furnished_house() as (house, world):
        for name, screen, look in (
            ("list-light", named["list"], AT_A_DESK),
            ("delete-dark", named["team-deletion"], AT_A_DESK.dark()),
        ):
            with eyes_of(look, browser, house, world) as see:
                page = see(screen)
                page.set_viewport_size(PICTURE)
                page.screenshot(path=PICTURES / f"{name}.png")


def main(arguments: list[str]) -> None:
    """Take them."""
    found = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.executable, args=found.args)
        if "--docs" in arguments:
            take_for_docs(browser)
        else:
            take_all(browser, "".join(arguments))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
