"""What goes with a deletion, as it looks in a browser."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, Look
from tests.e2e.world import World


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE], ids=lambda look: look.name)
def test_the_words_stand_in_one_column_whatever_the_figures_are(
    browser: Browser, house: House, world: World, look: Look
) -> None:
    context = look.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.goto(f"/teams/{world.team}/deletion")
    page.locator(".fate .num").first.evaluate("figure => { figure.textContent = '5,000+' }")
    begins = page.locator(".fate .num + span").evaluate_all(
        "all => all.map(words => Math.round(words.getBoundingClientRect().left))"
    )
    assert len(begins) > 1
    assert len(set(begins)) == 1
    context.close()
