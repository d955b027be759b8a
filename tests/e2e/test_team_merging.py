"""Two teams become one in a browser, and one Undo parts them; without JavaScript too."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.access import Access
from app.database import transaction
from app.models import Hero, Team, TeamCreate
from tests.cast import build
from tests.e2e.accessibility import complaints_of
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_a_team_becomes_part_of_another_after_a_look_and_undo_parts_them(
    browser: Browser, tmp_path: Path, look: Look
) -> None:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
            owner = session.get_one(Hero, cast.deadpond)
            Access(session, owner).add(annex := Team.add(TeamCreate(name="Annex"), by=owner))
            annex_id = annex.id
        context = look.open(browser, house)
        house.let_in(context, cast.deadpond)
        visit = Visit(context.new_page(), look)
        complaints = complaints_of(visit.page)
        main = visit.page.locator("main")
        visit.go(f"/teams/{cast.z_force}")
        visit.choose("More for Z-Force", "Merge into another team…")
        visit.press(main.get_by_role("link", name="Merge into Annex…"))
        expect(main).to_contain_text("heroes who join Annex")
        visit.press(visit.button("Merge into Annex"))
        visit.told("Z-Force is part of Annex now, with 4 todos.")
        visit.go(f"/teams/{annex_id}")
        expect(visit.row("Call the roofer")).to_be_visible()
        visit.go("/changes")
        visit.press(main.get_by_role("button", name="Undo").first)
        visit.told("Z-Force is back, with all that was in it.")
        visit.go(f"/teams/{cast.z_force}")
        expect(visit.row("Call the roofer")).to_be_visible()
        assert complaints == []
        context.close()
