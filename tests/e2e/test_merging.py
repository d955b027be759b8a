"""Two heroes who are one person, in a browser: looked at, merged, and parted again by Undo; without JavaScript too."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.database import transaction
from tests.cast import build
from tests.e2e.accessibility import complaints_of
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit


@pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_two_heroes_become_one_and_undo_parts_them(browser: Browser, tmp_path: Path, look: Look) -> None:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        context = look.open(browser, house)
        house.let_in(context, cast.deadpond)
        visit = Visit(context.new_page(), look)
        complaints = complaints_of(visit.page)
        main = visit.page.locator("main")
        visit.go(f"/heroes/{cast.rusty_man}")
        visit.choose("More for Rusty-Man", "Merge into another hero…")
        visit.fill(Name_of_a_hero="taran")
        visit.press(main.get_by_role("button", name="Search"))
        expect(visit.link(re.compile("^Merge into Deadpond"))).to_have_count(0)
        visit.press(visit.link("Merge into Tarantula…"))
        expect(main).to_contain_text("gets the stronger role of Rusty-Man")
        expect(main).to_contain_text("todo that Tarantula is given")
        visit.press(visit.button("Merge into Tarantula"))
        visit.told("Rusty-Man merged into Tarantula, who has 1 more todo now.")
        expect(visit.page.locator("h1")).to_have_text("Tarantula")
        expect(visit.row("Call the roofer")).to_be_visible()
        visit.undo()
        visit.told("Rusty-Man is back, in the same teams and with the same todos.")
        visit.go(f"/heroes/{cast.tarantula}")
        expect(visit.row("Order rope")).to_be_visible()
        expect(visit.row("Call the roofer")).to_have_count(0)
        visit.go(f"/heroes/{cast.rusty_man}")
        expect(visit.row("Call the roofer")).to_be_visible()
        assert complaints == []
        context.close()
