"""Long lists and boards stay smooth: nothing moves by itself, rows cost little, and what is far is not laid out."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from app.access import Access
from app.database import transaction
from app.models import Hero, Section, Team, Todo, TodoCreate
from app.models.order import ranks_after
from tests.cast import Cast, build
from tests.e2e.house import House, open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, Look

TODOS, PAGE = 170, 50
PLAIN = 8
"""Elements of a row or card with nothing but its title; each costs a browser style, layout and memory."""
MOVED = """() => new Promise(tell => {
    const shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries()
        .filter(({ hadRecentInput }) => !hadRecentInput)
        .map(({ startTime, sources }) => [startTime, ...sources.map(({ node, previousRect: from, currentRect: to }) =>
            `${node?.outerHTML?.slice(0, 60)}: ${from.x} ${from.y} ${from.height} -> ${to.x} ${to.y} ${to.height}`)])))
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => tell(shifts))));
})"""
IN_SIGHT = "row => { const { top, bottom } = row.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
RESTYLED = 400
"""Elements whose style is made anew by a tick, of those of fifty rows, over a thousand: one row, a toast, and a few."""
FILLING = "tick => getComputedStyle(tick, '::before').backgroundColor"
LATE = 700
"""Milliseconds after which a browser takes what moves for nobody's wish: half a second, and a little."""
LAYOUT = "row => getComputedStyle(row).contentVisibility"
PLACES = {"list": ("/teams/{team}", "li.row"), "board": ("/teams/{team}/board", "li.card")}


@pytest.fixture(scope="module")
def long_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Cast]]:
    """A Sidekick with one long section."""
    with open_house(tmp_path_factory.mktemp("long")) as house:
        with transaction(house.engine) as session:
            cast = build(session)
            hero = session.get_one(Hero, cast.deadpond)
            access = Access(session, hero)
            team, section = session.get_one(Team, cast.z_force), session.get_one(Section, cast.backlog)
            ranks = ranks_after(access.last_rank(team, section, None), TODOS)
            for number, rank in enumerate(ranks):
                wanted = TodoCreate(title=f"Step number {number}")
                access.add(Todo.add(team, wanted, rank=rank, by=hero, section=section))
        yield house, cast


@pytest.fixture(params=[AT_A_DESK, ON_A_PHONE], ids=lambda look: look.name)
def context(
    request: pytest.FixtureRequest, browser: Browser, long_house: tuple[House, Cast]
) -> Iterator[BrowserContext]:
    """Deadpond's browser, at a desk and on a phone."""
    look: Look = request.param
    house, cast = long_house
    context = look.open(browser, house)
    house.let_in(context, cast.deadpond)
    yield context
    context.close()


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, context: BrowserContext, long_house: tuple[House, Cast]) -> tuple[Page, str]:
    """A list or a board that has come, and what its todos are there."""
    path, thing = PLACES[request.param]
    page = context.new_page()
    page.goto("/help/keys")  # a window that only plays a phone may show its first page as at a desk, for a frame
    page.goto(path.format(team=long_house[1].z_force))
    return page, thing


def show_more(page: Page, thing: str, times: int = 1) -> None:
    """Press “Show more” and wait for what it brings."""
    for _ in range(times):
        before = page.locator(thing).count()
        page.locator("[rel=next]").first.press("Enter")
        expect(page.locator(thing).nth(before)).to_be_attached()


def held_back(page: Page, path: str) -> list[Route]:
    """The requests for it from now on, which wait for their answer."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(path, hold)
    return waiting


def test_nothing_moves_that_nobody_moved(place: tuple[Page, str]) -> None:
    page, thing = place
    expect(page.locator("html.js")).to_be_attached()
    assert page.evaluate(MOVED) == []
    tick = page.locator(thing).get_by_role("button", name="Mark done: Step").first
    name = tick.get_attribute("aria-label") or ""
    tick.press("Enter")
    expect(page.locator("#toasts .toast")).to_contain_text(name.removeprefix("Mark done: "))
    assert page.evaluate(MOVED) == []
    show_more(page, thing, 2)
    assert page.evaluate(MOVED) == []


def test_a_tick_shows_before_it_is_answered_and_goes_back_when_refused(place: tuple[Page, str]) -> None:
    page, thing = place
    row = page.locator(thing).filter(has=page.get_by_role("button", name="Mark done: Step")).first
    tick = row.locator(".tick")
    open_, asked = str(tick.evaluate(FILLING)), held_back(page, "**/closure")
    tick.press("Enter")
    page.wait_for_function(f"([tick, open]) => ({FILLING})(tick) !== open", arg=[tick.element_handle(), open_])
    assert len(asked) == 1
    asked[0].fulfill(status=503, body="Not now.")
    expect(page.locator("#toasts .toast")).to_be_visible()
    page.wait_for_function(f"([tick, open]) => ({FILLING})(tick) === open", arg=[tick.element_handle(), open_])


def test_nothing_moves_when_more_comes_late(place: tuple[Page, str]) -> None:
    page, thing = place
    before, asked = page.locator(thing).count(), held_back(page, "**/*after=*")
    more = page.locator("[rel=next]").first
    more.scroll_into_view_if_needed()
    page.evaluate(MOVED)
    page.evaluate("() => { globalThis.began = performance.now(); }")
    more.press("Enter")
    page.wait_for_function("late => performance.now() > began + late", arg=LATE)
    asked[0].continue_()
    expect(page.locator(thing).nth(before)).to_be_attached()
    assert [one for one in page.evaluate(MOVED) if one[0] > page.evaluate("began")] == []


def test_a_tick_leaves_the_other_rows_as_they_are(place: tuple[Page, str], browser: Browser) -> None:
    page, thing = place
    tick = page.locator(thing).get_by_role("button", name="Mark done: Step").first
    name = tick.get_attribute("aria-label") or ""
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    tick.press("Enter")
    expect(page.locator("#toasts .toast")).to_contain_text(name.removeprefix("Mark done: "))
    page.evaluate(MOVED)
    told = json.loads(browser.stop_tracing())["traceEvents"]
    styled = [one["args"].get("elementCount", 0) for one in told if one["name"] == "UpdateLayoutTree"]
    assert 0 < sum(styled) <= RESTYLED


def test_a_row_costs_no_listener_and_few_elements(place: tuple[Page, str]) -> None:
    page, thing = place
    show_more(page, thing)
    session = page.context.new_cdp_session(page)
    rows = session.send("Runtime.evaluate", {"expression": f"document.querySelector('{thing}').parentElement"})
    found = session.send("DOMDebugger.getEventListeners", {"objectId": rows["result"]["objectId"], "depth": -1})
    assert found["listeners"] == []
    assert page.locator("[data-htmx-powered]").count() <= 1
    count = "row => row.querySelectorAll('*').length"
    plain = page.locator(f"{thing}:not(.done)").filter(has=page.get_by_role("link", name="Step")).first
    assert plain.evaluate(count) <= PLAIN


def test_further_pages_are_laid_out_only_when_they_come_near(place: tuple[Page, str]) -> None:
    page, thing = place
    show_more(page, thing, 2)
    rows = page.locator(f":has(> {thing}:nth-child({PAGE + 1})) > {thing}")
    assert rows.nth(PAGE - 1).evaluate(LAYOUT) == "visible"
    assert rows.nth(PAGE).evaluate(LAYOUT) == "auto"
    last = rows.last
    assert not last.locator("a").first.evaluate("a => a.checkVisibility({ contentVisibilityAuto: true })")
    page.evaluate("id => (location.hash = id)", last.get_attribute("id"))
    expect(last).to_be_in_viewport()
    assert last.locator("a").first.evaluate("a => a.checkVisibility({ contentVisibilityAuto: true })")


def test_keys_go_on_through_what_was_not_laid_out(place: tuple[Page, str]) -> None:
    page, thing = place
    show_more(page, thing, 2)
    rows = page.locator(f":has(> {thing}:nth-child({PAGE + 1})) > {thing}")
    links = rows.locator(".row-title a, .card-title")
    links.first.focus()
    for _ in range(59):
        page.keyboard.press("ArrowDown")
    expect(links.nth(59)).to_be_focused()
    assert links.nth(59).evaluate(IN_SIGHT)
    page.keyboard.press("x")
    expect(rows.nth(59).locator(".pick")).to_be_checked()
    expect(page.locator("#bulk")).to_be_visible()
    links.nth(PAGE * 2 + 10).focus()
    page.keyboard.press("Shift+X")
    expect(page.locator("#bulk .num").first).to_have_text(str(PAGE * 2 + 10 - 59 + 1))
    page.keyboard.press("Escape")
    expect(page.locator("#bulk")).to_be_hidden()
