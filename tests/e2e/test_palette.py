"""The palette, in a browser: with the keyboard, with a mouse, with nothing but links."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.accessibility import complaints_of, faults
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT
from tests.e2e.world import World

HTMX_WAITS = "(later => (setTimeout = (call, ...when) => when.length ? later(call, ...when) : 0))(setTimeout)"
"""htmx begins to listen in a moment of its own after the scripts; so it never comes."""


@pytest.fixture
def page(browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser, on the team's list."""
    context = AT_A_DESK.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.goto(f"/teams/{world.team}")
    yield page
    context.close()


def keep_in(held: list[Route]) -> Callable[[Route], None]:
    """Never answers."""

    def keep(route: Route) -> None:
        held.append(route)

    return keep


def chosen(page: Page) -> str:
    """What the box says is chosen, by the id that it tells screen readers."""
    box = page.locator("#palette-q")
    expect(box).to_have_attribute("aria-expanded", "true")
    option = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(option).to_have_attribute("aria-selected", "true")
    return option.locator(".what").inner_text()


def test_a_todo_is_found_chosen_and_opened_without_a_mouse(page: Page, world: World) -> None:
    complaints = complaints_of(page)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-q")).to_be_focused()
    page.keyboard.type("keys")
    expect(page.locator("#palette mark").first).to_have_text("keys")
    assert chosen(page) == "Hand in keys"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "Move headquarters to the old fire station"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert chosen(page) == "All keys"
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Move headquarters to the old fire station")
    assert complaints == []


def test_escape_closes_it_and_focus_goes_back(page: Page) -> None:
    page.locator("#add").focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#add")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_hidden()


def test_what_is_typed_fast_asks_for_the_last_words_only(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    page.keyboard.type("roofer", delay=10)
    expect(page.locator("#palette mark").first).to_have_text("roofer")
    page.keyboard.press("Control+a")
    page.keyboard.type("xylophone", delay=10)
    expect(page.locator("#palette-hits")).to_contain_text("Nothing for “xylophone”")
    expect(page.locator("#palette-q")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=xylophone$"))
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_whoever_is_quicker_than_htmx_is_offered_something_too(page: Page) -> None:
    page.add_init_script(HTMX_WAITS)
    page.reload()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    page.keyboard.type("keys")
    expect(page.locator("#palette mark").first).to_have_text("keys")


def test_enter_before_the_answer_asks_the_whole_search(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    held: list[Route] = []
    page.route("**/search/palette*", keep_in(held))
    page.keyboard.type("roof")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=roof$"))
    expect(page.locator("#q")).to_have_value("roof")


def test_an_answer_that_comes_too_late_changes_nothing(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    held: list[Route] = []
    page.route("**/search/palette?q=ro", keep_in(held))
    page.keyboard.type("ro")
    page.wait_for_timeout(300)
    page.keyboard.type("pe")
    expect(page.locator("#palette mark").first).to_have_text("rope")
    assert len(held) == 1
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_it_opens_with_a_click_and_runs_commands(page: Page) -> None:
    page.get_by_role("link", name="Search or jump to").click()
    page.keyboard.type("new te")
    page.get_by_role("option", name="New team").click()
    expect(page.locator("h1")).to_have_text("New team")
    page.keyboard.press("Control+k")
    page.keyboard.type("sign out")
    expect(page.get_by_role("option", name="Sign out")).to_be_visible()
    expect(page.locator("#palette mark")).to_have_text(["Sign", "out"])  # the answer to all that was typed
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/login"))


def test_without_javascript_the_link_leads_to_the_search(browser: Browser, house: House, world: World) -> None:
    context = WITHOUT_JAVASCRIPT.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.goto(f"/teams/{world.team}")
    page.get_by_role("link", name="Search or jump to").click()
    page.get_by_label("Search todos, comments").fill("rooof")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="roof", exact=True).click()
    expect(page.locator("main .caption").first).to_have_text("2 found in 1 team")
    page.get_by_role("link", name="Solar panels for the station roof").click()
    expect(page.locator("h1")).to_have_text("Solar panels for the station roof")
    page.goto("/help/keys")
    expect(page.locator("h1")).to_have_text("All keys")
    context.close()
