"""A day that somebody lives in: added, read for the team that is chosen, ticked, moved to today, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from app.database import transaction
from tests.cast import build
from tests.e2e.accessibility import complaints_of
from tests.e2e.house import open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit

LATE = ("Return the books", "Pay the rent")


@pytest.fixture(params=[AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def visit(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """Rusty-Man on My day, which has the roof of Z-Force on it, without a date."""
    look: Look = request.param
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        context = look.open(browser, house)
        house.let_in(context, cast.rusty_man)
        visit = Visit(context.new_page(), look)
        complaints = complaints_of(visit.page)
        visit.go("/")
        yield visit
        assert complaints == []
        context.close()


def group(visit: Visit, name: str) -> Locator:
    return visit.page.locator("section.group", has=visit.page.get_by_role("heading", name=name, exact=True, level=2))


def add(visit: Visit, words: str, team: str = "My own") -> None:
    visit.page.get_by_label("Team", exact=True).select_option(label=team)
    visit.page.get_by_label("New todo").fill(words)
    visit.press(visit.button(re.compile("^Add$")))


def test_a_day_from_the_box_to_the_evening(visit: Visit) -> None:
    for title in LATE:
        add(visit, f"{title} yesterday")
        expect(group(visit, "Late").get_by_role("link", name=title)).to_be_visible()
    add(visit, "Call Tarantula tomorrow 9am", team="Z-Force")
    soon = group(visit, "Coming up").locator("li.row")
    expect(soon).to_contain_text("Tomorrow 09:00")
    expect(soon.get_by_role("img", name="Rusty-Man")).to_be_visible()
    expect(visit.page.locator("main").get_by_text(re.compile("^2 are late"))).to_be_visible()

    visit.press(visit.button("Move all 2 to today"))
    today = group(visit, "Today")
    expect(today.locator("li.row")).to_have_count(2)
    expect(group(visit, "Late")).to_have_count(0)

    visit.press(visit.button(f"Mark done: {LATE[0]}"))
    expect(visit.button(f"Reopen: {LATE[0]}")).to_be_visible()
    expect(today.locator(".caption .num")).to_have_text("1")
    expect(today.locator("li.row")).to_have_count(2)
    visit.undo()
    expect(visit.button(f"Mark done: {LATE[0]}")).to_be_visible()


def test_a_given_todo_is_waited_for_and_stands_in_the_margin(visit: Visit) -> None:
    add(visit, "Fetch nails @tarantula", team="Z-Force")
    waiting = visit.page.locator("#day-waiting")
    expect(waiting.get_by_role("link", name="Fetch nails")).to_be_visible()
    expect(group(visit, "No date").get_by_role("link")).to_have_text(["Call the roofer"])


@pytest.mark.parametrize("visit", [AT_A_DESK], indirect=True)
def test_a_line_is_read_anew_for_another_team(visit: Visit) -> None:
    reading = visit.page.locator("#reading")
    expect(reading).to_be_hidden()
    visit.page.get_by_label("New todo").press_sequentially("Call @tarantula #house", delay=10)
    expect(reading).to_contain_text("There is no @tarantula on My own.")
    visit.page.get_by_label("Team", exact=True).select_option(label="Z-Force")
    expect(reading.locator("strong")).to_have_text("Call")
    expect(reading).to_contain_text("Tarantula")
    expect(reading).to_contain_text("Z-Force")
