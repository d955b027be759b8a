"""How it feels: one round trip, nothing jumps, nothing is lost, and every change is said aloud."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK
from tests.e2e.world import EMAIL, PASSWORD, World

RADIO = "Replace the radio batteries in van 2"
SHIFTS = """since => new Promise(tell => {
    const shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries().filter(({ startTime }) => startTime > since)))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => tell(shifts.map(({ value }) => value)), 300);
})"""
HEARD = """() => new MutationObserver(() => (window.heard = document.querySelector("[role=status]").innerText))
    .observe(document.querySelector("[role=status][aria-live=polite]"), { childList: true, subtree: true })"""


@pytest.fixture
def page(browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser, with room for a list to scroll."""
    context = AT_A_DESK.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 500})
    yield page
    context.close()


def requests_of(page: Page) -> list[str]:
    """What the page asks for from now on."""
    sent: list[str] = []

    def note(request: Request) -> None:
        sent.append(f"{request.method} {request.resource_type}")

    page.on("request", note)
    return sent


def test_a_tick_is_one_request_and_neither_scroll_nor_focus_nor_anything_else_moves(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.team}")
    tick = page.locator("li.row", has_text=RADIO).get_by_role("button")
    tick.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 20)")
    before = page.evaluate("[scrollX, scrollY]")
    start = page.evaluate("performance.now()")
    page.evaluate(HEARD)
    sent = requests_of(page)
    tick.click()
    expect(tick).to_have_accessible_name(f"Reopen: {RADIO}")
    expect(tick).to_be_focused()
    assert page.evaluate(SHIFTS, start) == []
    assert page.evaluate("[scrollX, scrollY]") == before
    assert sent == ["POST fetch"]
    assert page.evaluate("heard") == f"Done: “{RADIO}”.\n\nUndo"
    tick.click()
    expect(tick).to_have_accessible_name(f"Mark done: {RADIO}")


def test_what_a_tick_changes_elsewhere_changes_with_it(page: Page, world: World) -> None:
    page.goto(f"/todos/{world.todo}")
    head = page.locator(".part-head", has_text="Sub-todos")
    expect(head).to_contain_text("2 of 5")
    page.get_by_role("button", name="Mark done: Book a lorry").click()
    expect(head).to_contain_text("3 of 5")
    page.get_by_role("button", name="Reopen: Book a lorry").click()
    expect(head).to_contain_text("2 of 5")


def test_a_double_click_on_add_adds_one(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.bare}")
    page.get_by_label("New todo in").fill("Tune the piano")
    sent = requests_of(page)
    page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(page.get_by_role("link", name="Tune the piano")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("link", name="Tune the piano")).to_have_count(1)
    assert sent.count("POST fetch") == 1


def test_adding_leaves_the_reader_in_the_box_and_says_what_was_added(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.bare}")
    page.evaluate(HEARD)
    page.get_by_label("New todo in").fill("Print the programme")
    sent = requests_of(page)
    page.keyboard.press("Enter")
    expect(page.get_by_label("New todo in")).to_have_value("")
    expect(page.get_by_label("New todo in")).to_be_focused()
    assert page.evaluate("heard") == "Added “Print the programme”.\n\nUndo"
    # How the line is understood may have been asked for just before it was sent.
    assert [request for request in sent if request != "GET fetch"] == ["POST fetch"]


def test_without_a_network_what_was_typed_stays_and_can_be_sent_again(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.bare}")
    page.get_by_label("New todo in").fill("Ask the bass")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Not saved yet")
    expect(page.get_by_label("New todo in")).to_have_value("Ask the bass")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="Ask the bass")).to_have_count(1)


def test_what_was_typed_is_back_after_the_sign_in_had_ended(browser: Browser, house: House, world: World) -> None:
    context = AT_A_DESK.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.goto(f"/teams/{world.bare}")
    context.clear_cookies()
    page.get_by_label("New todo in").fill("Rent the bus")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Sign in to Sidekick")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("New todo in")).to_have_value("Rent the bus")
    expect(page.locator("#toasts")).to_contain_text("What you typed before is back in the box.")
    context.close()


def test_a_toast_waits_while_it_is_pointed_at_and_goes_by_itself(page: Page, world: World) -> None:
    page.clock.install()
    page.goto(f"/teams/{world.bare}")
    page.get_by_label("New todo in").fill("Sew the banner")
    page.keyboard.press("Enter")
    toast = page.locator("#toasts .toast", has_text="Sew the banner")
    toast.hover()
    page.clock.run_for(60_000)
    expect(toast).to_be_visible()
    page.mouse.move(1, 1)
    page.clock.run_for(13_000)
    expect(toast).to_have_count(0)
