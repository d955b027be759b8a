"""Single keys: each does what the control that carries it does, and nothing while somebody types."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK
from tests.e2e.world import World

FIRST, SECOND = "Renew the liability insurance", "Call the roofer about the leak over bay 2"


@pytest.fixture
def page(browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser, on the team's list."""
    context = AT_A_DESK.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.goto(f"/teams/{world.team}")
    yield page
    context.close()


def test_keys_walk_through_a_list_tick_and_open(page: Page) -> None:
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=FIRST)).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=SECOND)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name=FIRST)).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name=FIRST)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name=f"Reopen: {FIRST}")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("d")
    expect(page.get_by_role("button", name=f"Mark done: {FIRST}")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("#sheet h1")).to_have_text(SECOND)
    expect(page).to_have_url(re.compile("/todos/"))


def test_keys_of_a_row_edit_ask_to_delete_and_comment(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("#")
    expect(page.get_by_role("dialog")).to_contain_text(f"Delete “{FIRST}”?")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name=FIRST)).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_label("Title")).to_have_value(FIRST)
    page.go_back()
    expect(page.locator("main").get_by_role("link", name=FIRST)).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.go_back()
    for key, first in {"a": "Ana", "l": "gear", "t": "Today", "p": "Urgent"}.items():
        expect(page.locator("main").get_by_role("link", name=FIRST)).to_be_focused()
        page.keyboard.press(key)
        expect(page.locator(".menu:popover-open")).to_contain_text(first)
        page.keyboard.press("Escape")
        expect(page.locator(".menu:popover-open")).to_have_count(0)
        page.go_back()


def test_keys_go_places_and_open_what_they_name(page: Page, world: World) -> None:
    page.keyboard.press("n")
    expect(page.locator("#add")).to_be_focused()
    page.keyboard.type("g t n j")
    expect(page.locator("#add")).to_have_value("g t n j")
    page.locator("#add").fill("")
    page.locator("#add").blur()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.locator("h1")).to_have_text("Heroes")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.locator("h1")).to_have_text("Teams")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.locator("h1")).to_have_text(re.compile("^Good "))
    page.goto(f"/teams/{world.team}")
    page.keyboard.press("4")
    expect(page).to_have_url(re.compile("/roster$"))
    page.goto(f"/todos/{world.todo}")
    page.keyboard.press("c")
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("No.")
    page.get_by_label("Your comment").blur()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile("/edit$"))


def test_a_question_mark_lists_them_and_closes(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Mark done or reopen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/teams/[0-9]+$"))


PRESS = """keys => {
    const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...keys });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
}"""


def test_what_the_browser_needs_stays_its_own(page: Page) -> None:
    assert page.evaluate(PRESS, {"key": "n"})
    expect(page.locator("#add")).to_be_focused()
    page.locator("#add").blur()
    for held in ("ctrlKey", "altKey", "metaKey", "isComposing"):
        for key in ("n", "j", "d", "/"):
            assert not page.evaluate(PRESS, {"key": key, held: True}), f"{held} {key}"
    for key in ("ArrowDown", " ", "Tab", "x", "F5", "Enter"):
        assert not page.evaluate(PRESS, {"key": key}), key
    assert not page.evaluate(PRESS, {"key": "J", "shiftKey": True})
    expect(page.locator("body")).to_be_focused()


def test_keyboards_of_other_alphabets_have_them_where_they_are(page: Page) -> None:
    assert page.evaluate(PRESS, {"key": "о", "code": "KeyJ"})  # noqa: RUF001 - Cyrillic on purpose
    expect(page.get_by_role("link", name=FIRST)).to_be_focused()


def test_they_are_switched_off_in_the_settings_and_ctrl_k_stays(page: Page, world: World) -> None:
    page.goto("/settings")
    page.get_by_label("Single-key shortcuts").uncheck()
    page.get_by_role("button", name="Save keys").click()
    expect(page.locator("html")).to_have_attribute("data-keys", "off")
    page.goto(f"/teams/{world.team}")
    for key in ("n", "j", "/", "?", "g", "t"):
        page.keyboard.press(key)
    expect(page.locator("#add")).not_to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-q")).to_be_focused()
    page.keyboard.press("Escape")
    page.goto("/settings")
    page.get_by_label("Single-key shortcuts").check()
    page.get_by_role("button", name="Save keys").click()
    expect(page.locator("html")).not_to_have_attribute("data-keys", "off")


def test_each_is_switched_off_alone(page: Page, world: World) -> None:
    page.goto("/settings")
    page.get_by_text("Choose which").click()
    for words in ("N New todo", "G T Go to your teams", "X Select it"):
        page.get_by_label(words, exact=True).uncheck()
    page.get_by_role("button", name="Save keys").click()
    expect(page.locator("html")).to_have_attribute("data-keys-off", "G T|N|X")
    page.goto(f"/teams/{world.team}")
    for key in ("n", "g", "t", "j", "x"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(r"/teams/[0-9]+$"))
    expect(page.get_by_role("link", name=FIRST)).to_be_focused()
    expect(page.locator(".pick:checked")).to_have_count(0)
    page.keyboard.press("Shift+X")
    expect(page.locator(".pick:checked")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator("html")).not_to_have_attribute("data-keys-off", "G T|N|X")
