"""Somebody covers for a hero who is away, in a browser: until Undo, or until it is ended; without JavaScript too."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.access import Access
from app.database import transaction
from app.models import Hero
from app.wording import today
from tests.cast import build
from tests.e2e.accessibility import complaints_of
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_who_covers_sees_it_in_my_day_until_undo_or_until_it_is_ended(
    browser: Browser, tmp_path: Path, look: Look
) -> None:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
            mine = Access(session, session.get_one(Hero, cast.deadpond))
            mine.todo(cast.roof).unassign(mine.hero, by=mine.hero)
        context = look.open(browser, house)
        house.let_in(context, cast.deadpond)
        visit = Visit(context.new_page(), look)
        complaints = complaints_of(visit.page)
        main, away = visit.page.locator("main"), visit.page.get_by_text("· Deadpond covers")
        visit.go(f"/heroes/{cast.rusty_man}")
        visit.choose("More for Rusty-Man", "Away for a time…")
        visit.page.get_by_label("Who covers").select_option("Deadpond Wilson")
        visit.fill(Until_and_including=(today() + timedelta(days=3)).isoformat())
        visit.press(visit.button("Arrange it"))
        visit.told("Deadpond Wilson covers for Rusty-Man.")
        expect(away).to_be_visible()
        visit.go("/")
        expect(visit.row("Call the roofer")).to_contain_text("for Rusty-Man until")
        visit.go("/changes")
        visit.press(main.get_by_role("button", name="Undo").first)
        visit.told("Undone: Deadpond Wilson covers for Rusty-Man.")
        visit.go("/")
        expect(visit.page.locator("h1")).to_be_visible()
        expect(visit.row("Call the roofer")).to_have_count(0)
        visit.go("/changes")
        visit.press(main.get_by_role("button", name="Redo").first)
        expect(visit.page.locator("#toasts .toast").last).to_be_visible()
        visit.go(f"/heroes/{cast.rusty_man}")
        visit.press(away)
        visit.press(visit.button("End it now"))
        visit.told("Deadpond Wilson no longer covers for Rusty-Man.")
        expect(visit.page.locator("h1")).to_have_text("Rusty-Man")
        expect(away).to_have_count(0)
        visit.undo()
        visit.told("Undone: Deadpond Wilson no longer covers for Rusty-Man.")
        visit.go(f"/heroes/{cast.rusty_man}")
        expect(away).to_be_visible()
        assert complaints == []
        context.close()
