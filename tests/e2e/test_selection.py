"""Many todos at once: with a mouse, with keys alone, with fingers, and without JavaScript."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.database import transaction
from tests.cast import Cast, build
from tests.e2e.accessibility import complaints_of
from tests.e2e.house import House, open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit

DONE = re.compile("^Done$")
TITLES = [f"Step {number}" for number in range(1, 7)]
Visiting = Callable[[Look], AbstractContextManager[Visit]]


@pytest.fixture
def cast_at_home(tmp_path: Path) -> Iterator[tuple[House, Cast]]:
    """A Sidekick with the small cast."""
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        yield house, cast


@pytest.fixture
def visiting(browser: Browser, cast_at_home: tuple[House, Cast]) -> Visiting:
    """Deadpond before the list of Z-Force, which has six steps to do in Doing."""

    @contextmanager
    def visit(look: Look) -> Iterator[Visit]:
        house, cast = cast_at_home
        context = look.open(browser, house)
        house.let_in(context, cast.deadpond)
        visit = Visit(context.new_page(), look)
        complaints = complaints_of(visit.page)
        visit.go(f"/teams/{cast.z_force}?into={cast.doing}")
        visit.add("\n".join(TITLES))
        expect(visit.row("Step 6")).to_be_visible()
        yield visit
        assert complaints == []
        context.close()

    return visit


def group(visit: Visit, name: str) -> list[str]:
    section = visit.page.locator("details.group", has=visit.page.get_by_role("heading", name=name, exact=True))
    return section.locator(".row-title a").all_inner_texts()


def pick_of(visit: Visit, title: str) -> Locator:
    return visit.page.get_by_role("checkbox", name=f"Select: {title}", exact=True)


def bar(page: Page) -> Locator:
    return page.locator("#bulk")


def picked(visit: Visit) -> list[str]:
    return visit.page.locator("li.row:has(.pick:checked) .row-title a").all_inner_texts()


def test_a_range_with_the_mouse_moves_in_its_order_and_focus_goes_on(visiting: Visiting) -> None:
    with visiting(AT_A_DESK) as visit:
        expect(bar(visit.page)).to_be_hidden()
        pick_of(visit, "Step 2").click()
        pick_of(visit, "Step 4").click(modifiers=["Shift"])
        assert picked(visit) == ["Step 2", "Step 3", "Step 4"]
        expect(bar(visit.page)).to_contain_text("3 selected")
        visit.choose("Section…", "Backlog")
        visit.told(re.compile("Moved 3 todos to"))
        assert group(visit, "Backlog") == ["Call the roofer", "Order rope", "Step 2", "Step 3", "Step 4"]
        assert group(visit, "Doing") == ["Step 1", "Step 5", "Step 6"]
        expect(bar(visit.page)).to_be_hidden()
        assert picked(visit) == []
        expect(visit.row("Step 2").get_by_role("link")).to_be_focused()


def test_a_tick_leaves_the_selection_and_the_bar_works_again_and_again(visiting: Visiting) -> None:
    with visiting(AT_A_DESK) as visit:
        for title in ("Step 1", "Step 2"):
            pick_of(visit, title).click()
        visit.press(visit.button("Mark done: Step 1"))
        expect(visit.button("Reopen: Step 1")).to_be_visible()
        assert picked(visit) == ["Step 1", "Step 2"]
        visit.press(visit.button(DONE))
        expect(visit.button("Reopen: Step 2")).to_be_visible()
        pick_of(visit, "Step 3").click()
        visit.choose("Due…", "Today")
        expect(visit.row("Step 3").locator(".due")).to_have_text("Today")
        pick_of(visit, "Step 3").click()
        visit.button("Due…").click()
        visit.page.get_by_label("Day", exact=True).fill("2031-05-29")
        visit.page.get_by_label("Day", exact=True).press("Enter")
        expect(visit.row("Step 3").locator(".due")).to_contain_text("29 May")
        pick_of(visit, "Step 3").press("Enter")
        expect(visit.row("Step 3").locator(".due")).to_contain_text("29 May")


def test_a_deletion_is_previewed_can_be_left_and_takes_them_all(visiting: Visiting) -> None:
    with visiting(AT_A_DESK) as visit:
        pick_of(visit, "Step 5").click()
        pick_of(visit, "Step 6").click()
        visit.press(visit.button("Delete…"))
        assert "Delete 2 todos?" in visit.what_goes()
        visit.press(visit.link("Keep them"))
        assert picked(visit) == ["Step 5", "Step 6"]
        visit.press(visit.button("Delete…"))
        visit.press(visit.button("Delete 2 todos"))
        visit.told("“Step 5” and 1 more deleted.")
        assert group(visit, "Doing") == TITLES[:4]
        expect(visit.page.locator("summary", has_text="Doing")).to_be_focused()
        visit.undo()
        visit.page.wait_for_url("**/todos/*")


def test_keys_pick_clear_and_change(visiting: Visiting) -> None:
    with visiting(AT_A_DESK) as visit:
        keys = visit.page.keyboard
        visit.row("Step 1").get_by_role("link").focus()
        keys.press("x")
        visit.row("Step 3").get_by_role("link").focus()
        keys.press("Shift+X")
        assert picked(visit) == TITLES[:3]
        keys.press("x")
        assert picked(visit) == TITLES[:2]
        keys.press("Escape")
        assert picked(visit) == []
        expect(visit.row("Step 3").get_by_role("link")).to_be_focused()
        keys.press("x")
        visit.button("Priority…").focus()
        keys.press("Enter")
        expect(visit.page.locator(".menu:popover-open")).to_be_visible()
        keys.press("Escape")
        assert picked(visit) == ["Step 3"]
        keys.press("Enter")
        keys.press("Tab")
        keys.press("Enter")
        expect(visit.row("Step 3").get_by_role("img", name="Urgent")).to_be_visible()
        expect(visit.row("Step 3").get_by_role("link")).to_be_focused()
        visit.page.get_by_label("New todo in").fill("")
        visit.page.get_by_label("New todo in").press("x")
        assert picked(visit) == []


def test_fingers_open_the_margin_first(visiting: Visiting) -> None:
    with visiting(ON_A_PHONE) as visit:
        expect(pick_of(visit, "Step 1")).to_be_hidden()
        visit.page.get_by_text("Select", exact=True).tap()
        for title in ("Step 1", "Step 2"):
            pick_of(visit, title).tap()
        expect(bar(visit.page)).to_contain_text("2 selected")
        visit.choose("Assign…", re.compile("Rusty-Man"))
        visit.told(re.compile("2 todos given to"))
        expect(visit.row("Step 1").get_by_role("img", name="Rusty-Man")).to_be_visible()
        pick_of(visit, "Step 3").tap()
        visit.press(visit.button("Clear selection"))
        expect(bar(visit.page)).to_be_hidden()


def test_without_javascript_one_form_does_it_all(visiting: Visiting) -> None:
    with visiting(WITHOUT_JAVASCRIPT) as visit:
        for title in ("Step 1", "Step 2"):
            pick_of(visit, title).check()
        expect(bar(visit.page)).to_be_visible()
        expect(bar(visit.page).locator("output")).to_be_hidden()
        visit.choose("Label…", "gear")
        visit.told(re.compile("put on 2 todos"))
        expect(visit.row("Step 2")).to_contain_text("gear")
        pick_of(visit, "Step 3").check()
        pick_of(visit, "Step 3").press("Enter")
        visit.press(visit.button("Delete…"))
        assert "Delete 1 todo?" in visit.what_goes()
        visit.press(visit.button("Delete 1 todo"))
        visit.told("“Step 3” deleted.")
        pick_of(visit, "Call the roofer").check()
        visit.press(visit.button(DONE))
        expect(visit.page.get_by_role("alert")).to_contain_text("1 of them has open sub-todos, which stay open.")
        visit.press(visit.link("Back to the list"))
        expect(visit.button("Reopen: Call the roofer")).to_be_visible()
