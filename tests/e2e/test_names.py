"""Names that are completed while one types: with the keyboard, a mouse, a finger, and at other places than the end."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.accessibility import complaints_of, faults
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, Look
from tests.e2e.world import World


@pytest.fixture
def page(browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser, on the team's list."""
    yield from opened(AT_A_DESK, browser, house, world)


@pytest.fixture
def phone(browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's phone, on the team's list."""
    yield from opened(ON_A_PHONE, browser, house, world)


def opened(look: Look, browser: Browser, house: House, world: World) -> Iterator[Page]:
    context = look.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    complaints = complaints_of(page)
    page.goto(f"/teams/{world.team}")
    yield page
    assert complaints == []
    context.close()


def keep_in(held: list[Route]) -> Callable[[Route], None]:
    """Never answers."""

    def keep(route: Route) -> None:
        held.append(route)

    return keep


def add_box(page: Page) -> Locator:
    return page.locator("#add")


def offered(page: Page) -> Locator:
    return page.locator("#names").get_by_role("option")


def chosen(page: Page, box: Locator) -> str:
    """What the box says is chosen, by the id that it tells screen readers."""
    expect(box).to_have_attribute("aria-activedescendant", re.compile("name-"))
    option = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(option).to_have_attribute("aria-selected", "true")
    return option.inner_text()


def test_arrows_choose_and_enter_takes_without_sending(page: Page) -> None:
    box = add_box(page)
    box.press_sequentially("Call @")
    expect(offered(page).first).to_contain_text("Ana Ferreira")
    expect(page.locator("#names-said")).to_have_text("5 heroes. Arrow keys choose.")
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    assert "Ana" in chosen(page, box)
    page.keyboard.press("ArrowDown")
    assert "Ben" in chosen(page, box)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert "Mira" in chosen(page, box)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Call @ana-ferreira ")
    expect(page.locator("#names")).to_have_count(0)
    expect(page.locator("#reading")).to_contain_text("Ana")
    page.keyboard.press("Control+z")
    expect(box).to_have_value("Call @")
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_enter_sends_where_nothing_is_chosen(page: Page) -> None:
    add_box(page).press_sequentially("Sweep @ben")
    expect(offered(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Added “Sweep”")
    expect(page.locator("#names")).to_have_count(0)
    # The box is a new one, and does it again.
    add_box(page).press_sequentially("Mop #ho")
    expect(offered(page)).to_have_text(["house"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(add_box(page)).to_have_value("Mop #house ")
    expect(add_box(page)).to_be_focused()


def test_tab_goes_on_where_nothing_is_chosen(page: Page) -> None:
    add_box(page).press_sequentially("Sweep @ben")
    expect(offered(page)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator("#add-box").get_by_role("button", name="Add", exact=True)).to_be_focused()
    expect(page.locator("#names")).to_have_count(0)


def test_in_the_middle_of_a_text_the_whole_word_is_replaced(page: Page) -> None:
    box = add_box(page)
    box.fill("Ask @anx, then call")
    page.keyboard.press("Home")
    for _ in "Ask @an":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Backspace")
    expect(offered(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Ask @ana-ferreira, then call")
    page.keyboard.type("!")
    expect(box).to_have_value("Ask @ana-ferreira!, then call")


def test_escape_closes_the_list_alone_and_until_the_next_word(page: Page) -> None:
    page.locator("main").get_by_role("link", name="Call the roofer about").click()
    body = page.locator("#sheet #body")
    body.press_sequentially("Is @b")
    expect(offered(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#names")).to_have_count(0)
    expect(body).to_be_focused()
    page.keyboard.type("e")
    page.wait_for_timeout(400)
    expect(page.locator("#names")).to_have_count(0)
    page.keyboard.type("n or @a")
    expect(offered(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(body).to_have_value("Is @ben or @ana-ferreira ")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet h1")).to_have_count(0)


def test_a_click_takes_and_focus_stays(page: Page, world: World) -> None:
    page.goto(f"/todos/{world.todo}/edit")
    title = page.get_by_label("Title")
    title.focus()
    page.keyboard.press("End")
    page.keyboard.type(" @be")
    expect(title).to_have_attribute("aria-expanded", "true")
    offered(page).click()
    expect(title).to_have_value(re.compile(" @ben-okafor $"))
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-expanded", "false")
    notes = page.get_by_label("Notes")
    notes.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n# A heading by @em")
    offered(page).click()
    expect(notes).to_have_value(re.compile("\n# A heading by @emil-strand $"))


def test_a_finger_takes_and_the_list_stays_on_the_screen(phone: Page) -> None:
    box = add_box(phone)
    box.tap()
    box.press_sequentially("Call somebody who knows about roofs: @")
    expect(offered(phone)).to_have_count(5)
    shape = phone.locator("#names").bounding_box()
    assert shape is not None
    assert shape["x"] >= 0
    assert shape["x"] + shape["width"] <= 390
    assert all((one.bounding_box() or shape)["height"] >= 44 for one in offered(phone).all())
    offered(phone).nth(1).tap()
    expect(box).to_have_value("Call somebody who knows about roofs: @ben-okafor ")
    expect(box).to_be_focused()


def test_what_is_typed_fast_asks_once_and_late_answers_change_nothing(page: Page) -> None:
    asked: list[str] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(request.url) if "/names" in request.url else None)
    page.route("**/names?q=%40b", keep_in(held))
    with page.expect_request("**/names?q=%40b"):
        add_box(page).press_sequentially("Call @b")
    page.keyboard.type("en and go", delay=5)
    expect(page.locator("#reading strong")).to_have_text("Call and go")
    expect(page.locator("#names")).to_have_count(0)
    assert len(asked) <= 3


def test_my_day_offers_the_heroes_of_the_team_that_is_chosen(page: Page, world: World) -> None:
    page.goto("/")
    box = add_box(page)
    page.get_by_label("Team", exact=True).select_option("My own")
    box.press_sequentially("Call @")
    expect(offered(page)).to_have_count(1)
    box.fill("")
    page.get_by_label("Team", exact=True).select_option(str(world.team))
    box.press_sequentially("Call @")
    expect(offered(page)).to_have_count(5)


def test_addresses_and_numbers_are_no_names(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/names" in request.url else None)
    add_box(page).press_sequentially("Mail ana@example.org about C# ")
    expect(page.locator("#reading")).to_contain_text("Mail")
    page.wait_for_timeout(300)
    assert asked == []
