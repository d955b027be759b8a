"""Tying todos, and taking them along as text, in a browser: with a script and without one."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.database import transaction
from tests.cast import build
from tests.e2e.accessibility import complaints_of
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_a_todo_is_found_tied_marked_and_taken_along_as_text(browser: Browser, tmp_path: Path, look: Look) -> None:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        context = look.open(browser, house)
        house.let_in(context, cast.deadpond)
        if look.javascript:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        complaints = complaints_of(page)

        page.goto(f"/todos/{cast.roof}")
        page.get_by_role("button", name="More for this todo").click()
        page.get_by_role("link", name="Relations…").click()
        page.get_by_label("Find a todo, by words or #number").fill(f"#{cast.rope}")
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("radio", name="Order rope").check()
        page.get_by_role("button", name="Tie them").click()
        expect(page.locator("#toasts")).to_contain_text("“Call the roofer” is blocked by “Order rope”.")
        expect(page.locator(f"#facts-{cast.roof}")).to_contain_text("Blocked by")

        page.goto(f"/teams/{cast.z_force}")
        mark = page.locator(f"#todo-{cast.roof} .fact", has_text="Blocked by 1 todo")
        expect(mark).to_have_count(1)
        page.get_by_role("button", name="Mark done: Order rope").click()
        expect(mark).to_have_count(0)

        page.goto(f"/todos/{cast.gutters}")
        page.get_by_role("button", name="More for this todo").click()
        page.get_by_role("link", name="Copy as text").click()
        text = "- [ ] Clean the gutters\n  - [ ] Borrow a ladder\n"
        if look.javascript:
            expect(page.locator("#toasts")).to_contain_text("Copied as Markdown.")
            assert page.evaluate("navigator.clipboard.readText()") == text
        else:
            expect(page.get_by_role("textbox", name="Text")).to_have_value(text)
        assert complaints == []
        context.close()
