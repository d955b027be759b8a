"""A whole morning's work, once with nothing but the keyboard and once without JavaScript: capture, order, assign,
filter, complete many, search, undo."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.test_keyboard import tab_to
from tests.e2e.visit import Visit
from tests.e2e.world import World

JOBS = [f"Job {number} of the morning" for number in range(1, 21)]
URGENT, GIVEN, FROM, TO, SOUGHT = JOBS[19], JOBS[2], JOBS[4], JOBS[8], JOBS[12]
FINISHED = JOBS[4:9]


@pytest.fixture(params=[AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def visit(request: pytest.FixtureRequest, browser: Browser, house: House, world: World) -> Iterator[Visit]:
    """Mira, before the list of a team in which there is nothing to do yet."""
    look: Look = request.param
    context = look.open(browser, house)
    house.let_in(context, world.mira)
    visit = Visit(context.new_page(), look)
    visit.go(f"/teams/{world.bare if look.javascript else _new_team(visit)}")
    yield visit
    context.close()


def _new_team(visit: Visit) -> int:
    visit.go("/teams/new")
    visit.fill(Name="Night Watch")
    visit.press(visit.button("Make the team"))
    expect(visit.page.locator("h1")).to_have_text("Night Watch")
    return int(re.findall(r"/teams/(\d+)", visit.page.url)[0])


@pytest.mark.timeout(240)
def test_a_morning_is_worked(visit: Visit) -> None:
    if visit.look.javascript:
        _by_keys(visit.page)
    else:
        _by_forms(visit)


def _by_keys(page: Page) -> None:
    _capture(page)
    _put_first(page)
    _step_up(page)
    _take(page)
    _narrow(page)
    _finish_a_few(page)
    page.keyboard.press("z")
    expect(page.locator("li.row.done")).to_have_count(0)
    _look_for_one(page)


def _walk_to(page: Page, title: str) -> None:
    """J until that row has focus."""
    for _ in range(len(JOBS) + 1):
        if page.evaluate("document.activeElement.textContent").strip() == title:
            return
        page.keyboard.press("j")
    pytest.fail(f"J does not reach {title}")


def _capture(page: Page) -> None:
    page.keyboard.press("n")
    for job in JOBS:
        page.keyboard.type(job)
        page.keyboard.press("Enter")
        expect(page.locator("main").get_by_role("link", name=job, exact=True)).to_be_visible()
        expect(page.get_by_label("New todo in")).to_have_value("")
    assert page.locator(".row-title a").all_inner_texts() == JOBS
    tab_to(page, page.locator(".row").first.get_by_role("button"))


def _put_first(page: Page) -> None:
    _walk_to(page, URGENT)
    page.keyboard.press("m")
    expect(page.locator("#sheet h1")).to_be_focused()
    tab_to(page, page.locator("#sheet").get_by_role("radio", name="Last"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#todo-title")).to_have_text(URGENT)
    expect(page.locator(".row-title a").first).to_have_text(URGENT)
    page.keyboard.press("Escape")
    expect(page.locator("main").get_by_role("link", name=URGENT)).to_be_focused()


def _take(page: Page) -> None:
    _walk_to(page, GIVEN)
    page.keyboard.press("a")
    expect(page.locator(".menu:popover-open").get_by_role("button", name="Mira Lindqvist")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("li.row", has_text=GIVEN).get_by_role("img", name="Mira Lindqvist")).to_be_visible()
    # An Escape before the menu has gone would close that.
    expect(page.get_by_role("button", name="Change heroes")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("main").get_by_role("link", name=GIVEN)).to_be_focused()


def _step_up(page: Page) -> None:
    _walk_to(page, JOBS[1])
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".row-title a").nth(1)).to_have_text(JOBS[1])
    expect(page.locator("main").get_by_role("link", name=JOBS[1], exact=True)).to_be_focused()


def _narrow(page: Page) -> None:
    tab_to(page, page.get_by_label("Filter as text"), "Shift+Tab")
    page.keyboard.type("assignee:me")
    page.keyboard.press("Enter")
    expect(page.locator(".row-title a")).to_have_text([GIVEN])
    tab_to(page, page.get_by_role("link", name="Clear", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".row-title a")).to_have_count(len(JOBS))
    tab_to(page, page.locator(".row").first.get_by_role("button"))


def _finish_a_few(page: Page) -> None:
    _walk_to(page, FROM)
    page.keyboard.press("x")
    _walk_to(page, TO)
    page.keyboard.press("Shift+X")
    done = page.locator("#bulk").get_by_role("button", name=re.compile("^Done$"))
    tab_to(page, done)
    page.keyboard.press("Enter")
    expect(page.locator("li.row.done .row-title a")).to_have_text(FINISHED)
    expect(page.locator("main").get_by_role("link", name=FROM)).to_be_focused()


def _look_for_one(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type(SOUGHT)
    expect(page.locator("#palette [role=option]").first).to_contain_text(SOUGHT)
    page.keyboard.press("Enter")
    expect(page.locator("#todo-title")).to_have_text(SOUGHT)
    page.keyboard.press("d")
    expect(page.get_by_role("button", name=f"Reopen: {SOUGHT}")).to_be_visible()


def _by_forms(visit: Visit) -> None:
    page = visit.page
    visit.add("\n".join(JOBS))
    assert visit.titles() == JOBS
    there = page.url.partition("?")[0]
    visit.open_todo(URGENT)
    visit.choose("More for this todo", "Move…")
    page.get_by_role("radio", name="First").check()
    visit.press(visit.button("Move todo"))
    visit.told("1 of 20")
    visit.go(there)
    assert visit.titles()[0] == URGENT
    visit.open_todo(GIVEN)
    visit.choose("Change heroes", "Mira Lindqvist")
    visit.told("given to")
    visit.go(there)
    page.get_by_label("Filter as text").fill("assignee:me")
    visit.press(visit.button("Apply"))
    assert visit.titles() == [GIVEN]
    visit.press(visit.link("Clear"))
    for job in FINISHED:
        page.get_by_role("checkbox", name=f"Select: {job}", exact=True).check()
    visit.press(page.locator("#bulk").get_by_role("button", name=re.compile("^Done$")))
    visit.told("5 todos done.")
    visit.undo()
    visit.told("5 todos open again.")
    expect(page.locator("li.row.done")).to_have_count(0)
    visit.press(visit.link("Search or jump to"))
    page.locator("main").get_by_role("searchbox").first.fill(SOUGHT)
    page.keyboard.press("Enter")
    visit.press(visit.link(SOUGHT))
    expect(page.locator("h1")).to_have_text(SOUGHT)
    visit.press(visit.button(f"Mark done: {SOUGHT}"))
    expect(visit.button(f"Reopen: {SOUGHT}")).to_be_visible()
