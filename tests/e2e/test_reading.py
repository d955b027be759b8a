"""The line below the add box: shown while one types, read aloud after a rest, and told afterwards without a script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.world import World

LINE = "Call the roofer tomorrow 9am #house @ana !high every monday"


@pytest.fixture(params=[AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def either(request: pytest.FixtureRequest, browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser, with a script and without one."""
    yield from opened(request.param, browser, house, world)


@pytest.fixture
def page(browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser."""
    yield from opened(AT_A_DESK, browser, house, world)


def opened(look: Look, browser: Browser, house: House, world: World) -> Iterator[Page]:
    context = look.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.goto(f"/teams/{world.team}")
    yield page
    context.close()


def test_it_is_shown_while_one_types_and_read_aloud_after_a_rest(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/reading" in request.url else None)
    box = page.get_by_label("New todo in")
    box.press_sequentially(LINE, delay=10)
    reading = page.locator("#reading")
    expect(reading.locator("strong")).to_have_text("Call the roofer")
    for words in ("09:00", "every Monday", "house", "High", "Ana"):
        expect(reading).to_contain_text(words)
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description(re.compile("Adds.*Call the roofer"))
    expect(page.locator("#reading-said")).to_contain_text("Call the roofer")
    assert len(asked) < len(LINE) / 2


def test_without_a_network_it_says_nothing_and_typing_goes_on(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_label("New todo in").fill(LINE)
    page.wait_for_timeout(500)
    expect(page.locator("#toasts .toast")).to_have_count(0)
    expect(page.get_by_label("New todo in")).to_have_value(LINE)


def test_it_is_told_after_adding(either: Page) -> None:
    either.get_by_label("New todo in").fill(LINE)
    either.get_by_role("button", name="Add", exact=True).click()
    expect(either.locator("#toasts")).to_contain_text(
        re.compile("Added “Call the roofer” for .*, 09:00, every Monday, to Ana, #house, high priority.")
    )
    row = either.locator("li.row").filter(has=either.get_by_role("link", name=re.compile("^Call the roofer$")))
    expect(row.last).to_contain_text("Repeats every Monday")


def test_a_list_is_looked_at_and_can_go_back_to_the_box(either: Page) -> None:
    text = "- Sweep @ben\n- Vote 5/6"
    either.get_by_label("New todo in").fill(text)
    either.get_by_role("button", name="Add", exact=True).click()
    expect(either.get_by_role("heading", name="Adds 2 todos")).to_be_visible()
    either.get_by_role("button", name="Back to the box").click()
    expect(either.get_by_label("New todo in")).to_have_value(text)
    either.get_by_role("button", name="Add", exact=True).click()
    either.get_by_role("button", name="Add 2 todos").click()
    expect(either.locator("#toasts")).to_contain_text("Added 2 todos.")


def test_a_slip_is_asked_about(either: Page) -> None:
    either.get_by_label("New todo in").fill("Fix the tap #hosue")
    either.get_by_role("button", name="Add", exact=True).click()
    expect(either.get_by_role("alert")).to_contain_text("#hosue is new. Did you mean #house?")
    either.get_by_role("button", name="Use #house").click()
    expect(either.locator("#toasts")).to_contain_text("Added “Fix the tap”, #house.")
    expect(either.get_by_label("New todo in")).to_have_value("")


def test_a_todo_that_repeats_comes_again_at_once(page: Page) -> None:
    page.get_by_label("New todo in").fill("Water the ferns every day")
    page.get_by_role("button", name="Add", exact=True).click()
    row = page.locator("li.row").filter(has_text="Water the ferns")
    row.get_by_role("button", name="Mark done").click()
    expect(page.locator("#toasts")).to_contain_text("Done: “Water the ferns”. Next one on")
    expect(row).to_have_count(2)
    expect(row.first.get_by_role("button", name="Mark done")).to_be_visible()
    expect(row.last.get_by_role("button", name="Reopen")).to_be_focused()
