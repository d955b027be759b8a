"""Every screen, for whoever reads it with other means, at night, with fingers, or through a narrow window."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.accessibility import complaints_of, faults, hard_to_hit, overflowing, unreadable_at_night
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, SMALLEST, Look
from tests.e2e.screens import FIRST_SCREENS, SCREENS, Screen
from tests.e2e.world import World
from tests.routes import routes

LEAST, FINGER = 24, 40
"""Pixels: what WCAG 2.2 asks for, and what a finger finds; a small button in a row of text has 40 of the 44."""
Open = Callable[[str], Page]


@pytest.fixture(scope="module", params=[AT_A_DESK, ON_A_PHONE], ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    """At a desk or on a phone."""
    look: Look = request.param
    return look


@pytest.fixture(scope="module")
def open_as(browser: Browser, house: House, world: World, look: Look) -> Iterator[Open]:
    """A new tab in the browser of one who is named; their browsers stay open."""
    contexts: dict[str, BrowserContext] = {}

    def open_tab(eyes: str) -> Page:
        if eyes not in contexts:
            contexts[eyes] = look.open(browser, house)
            if eyes:
                house.let_in(contexts[eyes], getattr(world, eyes))
        return contexts[eyes].new_page()

    yield open_tab
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_is_readable_in_both_themes_fits_can_be_hit_and_complains_of_nothing(
    screen: Screen, look: Look, open_as: Open, world: World
) -> None:
    page = open_as(screen.eyes)
    complaints = complaints_of(page)
    screen.show(page, world)
    assert complaints + _everything_wrong(page, look) == []
    page.close()


@pytest.mark.parametrize("screen", FIRST_SCREENS, ids=lambda screen: screen.name)
def test_the_first_screen_of_all_too(screen: Screen, look: Look, browser: Browser, empty_house: House) -> None:
    context = look.open(browser, empty_house)
    page = context.new_page()
    complaints = complaints_of(page)
    screen.show(page, World.nobody())
    assert complaints + _everything_wrong(page, look) == []
    context.close()


def _everything_wrong(page: Page, look: Look) -> list[str]:
    found = faults(page) + hard_to_hit(page, FINGER if look.on_phone else LEAST)
    found += unreadable_at_night(page)
    if look.on_phone:
        found += overflowing(page)
        page.set_viewport_size({"width": SMALLEST, "height": 700})
        found += overflowing(page)
    return found


def test_no_page_is_left_out(house: House) -> None:
    shown = [re.sub(r"\{\w+\}", "{}", screen.path.partition("?")[0]) for screen in (*SCREENS, *FIRST_SCREENS)]
    pages = {re.sub(r"\{\w+\}", "{}", route.path) for route in routes(house.app) if route.method == "GET"}
    none = {"/admin", "/healthz", "/join/{}", "/invitations/{}", "/teams/{}/labels/{}", "/teams/{}/names", "/saved/{}"}
    assert pages - none - {"/heroes/{}/picture/{}"} - set(shown) == set()
