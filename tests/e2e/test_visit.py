"""Pages that come from the browser's own cache: shown without being sent, and with forms that work in every tab."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.database import transaction
from tests.cast import Cast, build
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK


@pytest.fixture
def cast_and_context(browser: Browser, tmp_path: Path) -> Iterator[tuple[Cast, BrowserContext]]:
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        context = AT_A_DESK.open(browser, house)
        house.let_in(context, cast.deadpond)
        yield cast, context
        context.close()


def tab(context: BrowserContext, url: str) -> Page:
    """A new tab. The first page of all tells the browser that a script runs, and the second may be kept."""
    page = context.new_page()
    page.goto(url)
    page.goto(url)
    return page


def test_what_is_sent_in_one_tab_is_not_taken_for_what_is_sent_in_another(
    cast_and_context: tuple[Cast, BrowserContext],
) -> None:
    cast, context = cast_and_context
    url = f"/teams/{cast.z_force}"
    one, other = tab(context, url), tab(context, url)
    kept = [page.locator("form.quick-add [name=_key]").get_attribute("value") for page in (one, other)]
    assert kept[0] == kept[1], "the second tab shows the page that the first was sent"
    for page in (one, other):
        page.locator("form.quick-add [name=text]").fill("Twice wanted")
        page.locator("form.quick-add [name=text]").press("Enter")
        expect(page.locator("form.quick-add [name=text]")).to_have_value("")
    one.goto(url)
    expect(one.locator("li.row", has_text="Twice wanted")).to_have_count(2)
