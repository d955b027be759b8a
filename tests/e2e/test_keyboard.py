"""The essentials of the main job without a mouse: Tab, Enter, Space and Escape."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK
from tests.e2e.world import World

STEPS = 60
"""Presses of Tab within which anything on these pages is reached."""
VISIBLE = """element => {
    const outlined = element => getComputedStyle(element).outlineStyle !== "none";
    for (let at = element; at; at = at.parentElement) if (outlined(at)) return true;
    return false;
}"""


@pytest.fixture
def page(browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser."""
    context = AT_A_DESK.open(browser, house)
    house.let_in(context, world.mira)
    yield context.new_page()
    context.close()


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has focus; what is passed on the way shows that it has it."""
    target.wait_for()
    for _ in range(STEPS):
        page.keyboard.press(key)
        focused = page.locator(":focus")
        assert focused.evaluate(VISIBLE), f"focus cannot be seen on {focused.evaluate('e => e.outerHTML')[:120]}"
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {target}")


def test_the_first_tab_leads_past_the_navigation(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.team}")
    tab_to(page, page.get_by_role("link", name="Skip to the list"))
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("element => !!element.closest('#main')")


def test_a_todo_is_added_ticked_opened_and_edited(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.bare}")
    tab_to(page, page.get_by_label("New todo in"))
    page.keyboard.type("Book the hall")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Book the hall")).to_be_visible()
    expect(page.get_by_label("New todo in")).to_be_focused()
    expect(page.get_by_label("New todo in")).to_have_value("")
    tab_to(page, page.get_by_role("button", name="Mark done: Book the hall"))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Reopen: Book the hall")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Mark done: Book the hall")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Book the hall"))
    page.keyboard.press("Enter")
    expect(page.locator("#todo-title")).to_have_text("Book the hall")
    expect(page.locator("#todo-title")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Edit", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#todo-title")).to_have_text("Edit todo")
    expect(page.locator("#todo-title")).to_be_focused()
    tab_to(page, page.get_by_label("Title"))
    page.keyboard.type("Book the big hall")
    page.keyboard.press("Enter")
    expect(page.locator("#todo-title")).to_have_text("Book the big hall")


def test_a_menu_and_a_dialog_open_and_give_focus_back(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.team}")
    opener = page.get_by_role("button", name="More for Avengers")
    tab_to(page, opener)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Delete team"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_an_open_menu_closes_with_escape_where_it_was_opened(page: Page, world: World) -> None:
    page.goto(f"/todos/{world.todo}")
    opener = page.get_by_role("button", name="Change heroes")
    tab_to(page, opener)
    page.keyboard.press("Space")
    tab_to(page, page.locator(".menu:popover-open button").first)
    page.keyboard.press("Escape")
    expect(page.locator(".menu:popover-open")).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_todo_is_given_deleted_and_brought_back(page: Page, world: World) -> None:
    page.goto(f"/todos/{world.todo}")
    tab_to(page, page.get_by_role("button", name="Change heroes"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".menu:popover-open").get_by_role("button", name="Chidi"))
    page.keyboard.press("Enter")
    expect(page.locator("dl.facts").get_by_role("link", name="Chidi")).to_be_visible()
    expect(page.get_by_role("button", name="Change heroes")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="More for this todo"), "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Delete"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Keep it")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Delete this todo"))
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("deleted")
    tab_to(page, page.get_by_role("button", name="Undo"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("is back where it was")
