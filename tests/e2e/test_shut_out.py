"""What is ended in one window has ended in every other by the next click there."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.database import transaction
from tests.cast import build
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit

LOOKS = pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)


@LOOKS
def test_a_deactivated_hero_is_outside_at_the_next_click(browser: Browser, tmp_path: Path, look: Look) -> None:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        admins, theirs = look.open(browser, house), look.open(browser, house)
        house.let_in(admins, cast.north)
        house.let_in(theirs, cast.rusty_man)
        admin, hero = Visit(admins.new_page(), look), Visit(theirs.new_page(), look)
        hero.go("/teams")
        expect(hero.page.locator("h1")).to_have_text("Teams")
        admin.go(f"/heroes/{cast.rusty_man}")
        admin.choose("More for Rusty-Man", "Deactivate…")
        expect(admin.page.locator("main")).to_contain_text("is signed out of 1 browser")
        admin.press(admin.button("Deactivate Rusty-Man"))
        admin.told("Rusty-Man is deactivated")
        hero.press(hero.page.locator("main").get_by_role("link", name="Z-Force").first)
        expect(hero.page.get_by_label("Password", exact=True)).to_be_visible()
        expect(hero.page.locator("body")).not_to_contain_text("Call the roofer")
        admin.undo()
        admin.told("Rusty-Man can come in again")
        expect(admin.page.get_by_role("heading", name="Deactivated")).to_have_count(0)
        admins.close()
        theirs.close()


@LOOKS
def test_who_is_taken_off_a_team_does_not_find_it_at_the_next_click(
    browser: Browser, tmp_path: Path, look: Look
) -> None:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        owners, theirs = look.open(browser, house), look.open(browser, house)
        house.let_in(owners, cast.deadpond)
        house.let_in(theirs, cast.rusty_man)
        owner, hero = Visit(owners.new_page(), look), Visit(theirs.new_page(), look)
        hero.go(f"/teams/{cast.z_force}")
        expect(hero.row("Call the roofer")).to_be_visible()
        owner.go(f"/teams/{cast.z_force}/roster/{cast.rusty_man}/departure")
        owner.press(owner.page.locator("main").get_by_role("button", name="Remove").first)
        owner.told("Rusty-Man")
        with hero.page.expect_response(lambda answer: answer.url.endswith(f"/todos/{cast.roof}")) as answer:
            hero.press(hero.row("Call the roofer").get_by_role("link", name="Call the roofer"))
        assert answer.value.status == 404
        hero.go(f"/teams/{cast.z_force}")
        expect(hero.page.locator("main")).not_to_contain_text("Call the roofer")
        owners.close()
        theirs.close()
