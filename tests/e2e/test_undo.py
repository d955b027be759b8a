"""Undo in a browser: from the toast, with Ctrl+Z, from the page of one's own changes, and without JavaScript."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from app.database import transaction
from app.models import Hero, Login, SignIn
from tests.cast import Cast, build
from tests.e2e.accessibility import complaints_of, faults
from tests.e2e.house import House, open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit

TITLES = [f"Step {number}" for number in range(1, 21)]
Visiting = Callable[[Look], AbstractContextManager[tuple[Visit, Cast]]]


@pytest.fixture
def visiting(browser: Browser, tmp_path: Path) -> Iterator[Visiting]:
    """Deadpond before the list of Z-Force, which has twenty steps to do."""
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)

        @contextmanager
        def visit(look: Look) -> Iterator[tuple[Visit, Cast]]:
            context = look.open(browser, house)
            house.let_in(context, cast.deadpond)
            visit = Visit(context.new_page(), look)
            complaints = complaints_of(visit.page)
            visit.go(f"/teams/{cast.z_force}?into={cast.doing}")
            visit.add("\n".join(TITLES))
            expect(visit.row("Step 20")).to_be_visible()
            yield visit, cast
            assert complaints == []
            context.close()

        yield visit


def _done(visit: Visit) -> int:
    return visit.page.locator("li.row.done").count()


def _complete_all(visit: Visit) -> None:
    for title in TITLES:
        visit.page.get_by_role("checkbox", name=f"Select: {title}", exact=True).check()
    visit.press(visit.page.locator("#bulk").get_by_role("button", name=re.compile("^Done$")))
    visit.told("20 todos done.")
    expect(visit.page.locator("li.row.done")).to_have_count(20)


@pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_twenty_that_were_done_are_open_again_and_a_deleted_team_is_back(visiting: Visiting, look: Look) -> None:
    with visiting(look) as (visit, cast):
        list_of_all = visit.list_as_read()
        _complete_all(visit)
        visit.undo()
        visit.told("20 todos open again.")
        expect(visit.page.locator("li.row.done")).to_have_count(0)
        assert visit.list_as_read() == list_of_all
        visit.press(visit.page.locator("#toasts .toast").last.get_by_role("button", name="Redo"))
        expect(visit.page.locator("li.row.done")).to_have_count(20)
        visit.undo()
        expect(visit.page.locator("li.row.done")).to_have_count(0)
        visit.go(f"/teams/{cast.z_force}/deletion")
        visit.press(visit.button("Delete Z-Force"))
        visit.told("Z-Force deleted.")
        visit.undo()
        visit.told("Z-Force is back, with all that was in it.")
        visit.go(f"/teams/{cast.z_force}")
        assert visit.list_as_read() == list_of_all


def test_ctrl_z_goes_back_step_by_step_and_forth_again(visiting: Visiting) -> None:
    with visiting(AT_A_DESK) as (visit, cast):
        _complete_all(visit)
        visit.go(f"/todos/{cast.roof}/edit")
        visit.fill(Title="Call the plumber")
        visit.press(visit.button("Save changes"))
        expect(visit.page.locator("h1")).to_have_text("Call the plumber")
        visit.page.keyboard.press("Control+z")
        expect(visit.page.locator("h1")).to_have_text("Call the roofer")
        visit.told("Undone: “Call the plumber” saved.")
        visit.page.keyboard.press("Control+Shift+z")
        expect(visit.page.locator("h1")).to_have_text("Call the plumber")
        visit.page.keyboard.press("Control+z")
        expect(visit.page.locator("h1")).to_have_text("Call the roofer")
        visit.go(f"/teams/{cast.z_force}")
        visit.page.keyboard.press("Control+z")
        visit.told("20 todos open again.")
        expect(visit.page.locator("li.row.done")).to_have_count(0)
        visit.page.get_by_label("New todo in").fill("Words")
        visit.page.get_by_label("New todo in").press("Control+z")
        expect(visit.row("Step 20")).to_be_visible()


def test_without_javascript_ones_own_changes_lead_back(visiting: Visiting) -> None:
    with visiting(WITHOUT_JAVASCRIPT) as (visit, _cast):
        visit.press(visit.row("Step 1").get_by_role("button", name="Mark done"))
        visit.press(visit.link("Your changes"))
        expect(visit.page.locator("main")).to_contain_text("Step 1")
        visit.press(visit.button("Undo the last change"))
        visit.press(visit.link("Z-Force"))
        assert _done(visit) == 0


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_who_is_an_admin_is_undone_once_the_password_is_given(browser: Browser, empty_house: House, look: Look) -> None:
    with transaction(empty_house.engine) as session:
        cast = build(session)
        for hero_id, email in ((cast.north, "north@example.org"), (cast.rusty_man, "rusty@example.org")):
            session.add(Login.claim(session.get_one(Hero, hero_id), email, "north of nowhere"))
    context = look.open(browser, empty_house)
    empty_house.let_in(context, cast.north)
    visit = Visit(context.new_page(), look)
    complaints = complaints_of(visit.page)
    visit.go(f"/heroes/{cast.rusty_man}/rights")
    visit.press(visit.button("Make them an admin"))
    visit.told("Rusty-Man is an admin now.")
    with transaction(empty_house.engine) as session:
        session.execute(sa.update(SignIn).values(proven_at=None))
    visit.undo()
    expect(visit.page.locator("h1")).to_have_text("Your password first")
    expect(visit.page.locator("main")).to_contain_text("Rusty-Man is no admin any more.")
    expect(visit.page.get_by_label("Your password")).to_be_focused()
    assert not look.javascript or faults(visit.page) == []
    visit.fill(Your_password="not this one")
    visit.press(visit.button(re.compile("^Undo$")))
    expect(visit.page.locator("main")).to_contain_text("This is not your password.")
    visit.fill(Your_password="north of nowhere")
    visit.press(visit.page.locator("main").get_by_role("button", name="Undo"))
    visit.told("Rusty-Man is no admin any more.")
    with transaction(empty_house.engine) as session:
        assert not session.get_one(Hero, cast.rusty_man).is_admin
    assert complaints == []
    context.close()
