"""The calendar in a browser: a todo goes to another day by hand, by key and without a script."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.wording import today
from tests.e2e.accessibility import complaints_of
from tests.e2e.boxes import boxes_of
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.world import World

ROOFER, LEAFLET = "Call the roofer about the leak over bay 2", "Translate the safety leaflet into Portuguese"
Opening = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(browser: Browser, house: House, world: World) -> Opening:
    """Mira's browser, on the calendar of the week in which the roofer is to be called."""

    @contextmanager
    def open_it(look: Look, query: str = "") -> Iterator[Page]:
        context = look.open(browser, house)
        house.let_in(context, world.mira)
        page = context.new_page()
        complaints = complaints_of(page)
        page.goto(f"/teams/{world.team}/calendar?week={tomorrow():%G-W%V}{query}")
        yield page
        assert complaints == []
        context.close()

    return open_it


def tomorrow() -> date:
    return today() + timedelta(days=1)


def beside() -> int:
    """How many days from there another day of the same week is."""
    return -1 if tomorrow().weekday() else 1


def on(page: Page, which: date, title: str = ROOFER) -> Locator:
    return page.locator(f"#day-{which.isoformat()} .pin", has_text=title)


def hold(page: Page, thing: Locator, place: Locator) -> None:
    """Drag a thing over a place."""
    goal, start = boxes_of(place, thing)
    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(goal["x"] + 30, goal["y"] + goal["height"] - 20, steps=5)


def test_a_todo_is_dragged_to_another_day_and_undone(opened: Opening) -> None:
    there = tomorrow() + timedelta(days=beside())
    with opened(AT_A_DESK, "&undated=on") as page:
        hold(page, on(page, tomorrow()), page.locator(f"#day-{there.isoformat()}"))
        expect(page.locator(".day.over")).to_have_id(f"day-{there.isoformat()}")
        page.mouse.up()
        expect(on(page, there)).to_be_visible()
        expect(on(page, tomorrow())).to_have_count(0)
        page.locator("#toasts .toast", has_text="moved to").get_by_role("button", name="Undo").click()
        expect(on(page, tomorrow())).to_be_visible()
        hold(page, page.locator("#undated .pin", has_text=LEAFLET), page.locator(f"#day-{there.isoformat()}"))
        page.mouse.up()
        expect(on(page, there, LEAFLET)).to_be_visible()
        expect(page.locator("#undated .pin", has_text=LEAFLET)).to_have_count(0)


def test_keys_walk_move_and_add(opened: Opening) -> None:
    there = tomorrow() + timedelta(days=beside())
    key, back = ("ArrowLeft", "ArrowRight") if beside() < 0 else ("ArrowRight", "ArrowLeft")
    with opened(AT_A_DESK) as page:
        link = on(page, tomorrow()).locator("a:not(.btn)")
        link.focus()
        page.keyboard.press("ArrowUp")
        expect(link).not_to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(link).to_be_focused()
        page.keyboard.press(f"Alt+{key}")
        expect(on(page, there).locator("a:not(.btn)")).to_be_focused()
        page.keyboard.press(f"Alt+{back}")
        expect(on(page, tomorrow()).locator("a:not(.btn)")).to_be_focused()
        page.keyboard.press("Alt+ArrowDown")  # into another week
        expect(on(page, tomorrow())).to_have_count(0)
        page.keyboard.press("Control+z")
        expect(on(page, tomorrow())).to_be_visible()
        page.locator(f"#day-{there.isoformat()}-add").press("Enter")
        box = page.get_by_label("New todo on")
        expect(box).to_be_focused()
        for words in ("Sharpen the saws", "Oil the chains 9am"):
            page.keyboard.type(words)
            page.keyboard.press("Enter")
            expect(page.locator("#toasts .toast", has_text=f"Added “{words.removesuffix(' 9am')}”")).to_be_visible()
            expect(box).to_be_focused()
        page.keyboard.press("Escape")
        page.locator("body").click(position={"x": 5, "y": 5})
        page.keyboard.press("m")
        expect(page.locator(".month-long")).to_be_visible()


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_a_form_moves_it_everywhere(opened: Opening, look: Look) -> None:
    with opened(look) as page:
        page.get_by_role("link", name=f"Move or change: {ROOFER}").focus()
        page.keyboard.press("Enter")
        page.get_by_label("At", exact=True).fill("09:00")
        page.get_by_role("button", name="Save").click()
        expect(on(page, tomorrow()).locator("time")).to_have_text("09:00")
        expect(page.locator("#toasts .toast", has_text=f"“{ROOFER}” moved to")).to_be_visible()
        expect(page.locator("dialog[open]")).to_have_count(0)
        page.locator("#toasts .toast").get_by_role("button", name="Undo").click()
        expect(on(page, tomorrow())).to_be_visible()
        expect(on(page, tomorrow()).locator("time")).to_have_count(0)
