"""A hero's todos are handed over in a browser, and one Undo takes it back; without JavaScript too."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.database import transaction
from tests.cast import build
from tests.e2e.accessibility import complaints_of
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_all_is_handed_over_after_a_look_and_undo_gives_it_back(browser: Browser, tmp_path: Path, look: Look) -> None:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        context = look.open(browser, house)
        house.let_in(context, cast.deadpond)
        visit = Visit(context.new_page(), look)
        complaints = complaints_of(visit.page)
        main = visit.page.locator("main")
        visit.go(f"/heroes/{cast.rusty_man}")
        visit.choose("More for Rusty-Man", "Hand over…")
        expect(main).to_contain_text("1 open todo: “Call the roofer”")
        visit.press(visit.button("Look first"))
        expect(main.get_by_role("alert")).to_contain_text("Choose for at least one team")
        visit.page.get_by_label("Where they go").select_option("All to Tarantula")
        visit.page.get_by_label("Z-Force").check()
        visit.press(visit.button("Look first"))
        expect(main).to_contain_text("todo for Tarantula")
        expect(main).to_contain_text("Rusty-Man leaves Z-Force.")
        if look.javascript:
            expect(visit.page.locator("#look")).to_be_focused()
        visit.press(visit.button("Hand over"))
        visit.told("1 todo handed over to Tarantula. 1 membership ended.")
        visit.go(f"/heroes/{cast.tarantula}")
        expect(visit.row("Call the roofer")).to_be_visible()
        visit.go("/changes")
        visit.press(main.get_by_role("button", name="Undo").first)
        visit.told("Undone: 1 todo handed over to Tarantula.")
        visit.go(f"/heroes/{cast.rusty_man}")
        expect(visit.row("Call the roofer")).to_be_visible()
        expect(main).to_contain_text("Z-Force")
        assert complaints == []
        context.close()
