"""Photographs of every screen: `python -m tests.e2e.shots` fills shots/, `--docs` takes the pictures of the README."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.settings import ROOT
from tests.e2e.house import House, open_house
from tests.e2e.looks import ALL_PAPERS, AT_A_DESK, Look
from tests.e2e.screens import FIRST_SCREENS, SCREENS, Screen
from tests.e2e.world import World, build_world
from tests.services.browser import chromium

SHOTS, PICTURES = ROOT / "shots", ROOT / "docs" / "pictures"


@contextmanager
def seen_by(screen: Screen, look: Look, browser: Browser, house: House, world: World) -> Iterator[Page]:
    """A tab of its own that shows the screen."""
    context = look.open(browser, house)
    sign_in(context, screen, house, world)
    page = context.new_page()
    screen.show(page, world)
    yield page
    context.close()


def sign_in(context: BrowserContext, screen: Screen, house: House, world: World) -> None:
    """Sign in whoever looks at the screen, if anybody has to be."""
    if screen.eyes:
        house.let_in(context, getattr(world, screen.eyes))


def take_all(browser: Browser, wanted: str) -> None:
    """Photograph the screens whose names begin with `wanted`, in each look."""
    SHOTS.mkdir(exist_ok=True)
    for look in ALL_PAPERS:
        for screens, furnished in ((FIRST_SCREENS, False), (SCREENS, True)):
            with TemporaryDirectory() as folder, open_house(Path(folder)) as house:
                world = build_world(house.engine) if furnished else World.nobody()
                for screen in screens:
                    if screen.name.startswith(wanted):
                        with seen_by(screen, look, browser, house, world) as page:
                            page.screenshot(path=SHOTS / f"{screen.name}-{look.name}.png", full_page=True)


def take_for_docs(browser: Browser) -> None:
    """The two pictures of the README, 1200 pixels wide."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    named = {screen.name: screen for screen in SCREENS}
    with TemporaryDirectory() as folder, open_house(Path(folder)) as house:
        world = build_world(house.engine)
        for name, screen, look in (
            ("list-light", named["list"], AT_A_DESK),
            ("delete-dark", named["list-delete"], AT_A_DESK.dark()),
        ):
            with seen_by(screen, look, browser, house, world) as page:
                page.set_viewport_size({"width": 1200, "height": 760})
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
