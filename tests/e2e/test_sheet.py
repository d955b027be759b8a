"""A todo beside its list: the same address both ways, and everything in it works there."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessibility import complaints_of
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.world import World

INSURANCE, ROOFER = "Renew the liability insurance", "Call the roofer about the leak over bay 2"
DEBRIEF, BILL = "Write the debrief of the Serra exercise", "Pay the water bill for the station"
Open = Callable[[Look], Page]


@pytest.fixture
def open_list(browser: Browser, house: House, world: World) -> Iterator[Open]:
    """Mira's browser, on the team's list."""
    contexts = []

    def open_it(look: Look) -> Page:
        context = look.open(browser, house)
        contexts.append(context)
        house.let_in(context, world.mira)
        page = context.new_page()
        page.goto(f"/teams/{world.team}")
        return page

    yield open_it
    for context in contexts:
        context.close()


def _title(page: Page, title: str) -> None:
    """The sheet shows this todo, and focus is on its title."""
    expect(page.locator("#sheet h1")).to_have_text(title)
    expect(page.locator("#sheet h1")).to_be_focused()


def test_it_opens_beside_the_list_walks_and_closes_where_it_was(open_list: Open, world: World) -> None:
    page = open_list(AT_A_DESK)
    complaints = complaints_of(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.resource_type}"))
    page.locator("main").get_by_role("link", name=INSURANCE).click()
    _title(page, INSURANCE)
    assert [one for one in sent if one.endswith("fetch")] == ["GET fetch"]
    expect(page).to_have_url(re.compile(r"/todos/\d+$"))
    expect(page).to_have_title(f"{INSURANCE} – Sidekick")
    row = page.locator("main .row.open")
    expect(row).to_contain_text(INSURANCE)
    page.keyboard.press("j")
    _title(page, ROOFER)
    expect(row).to_have_count(1)
    expect(row).to_contain_text(ROOFER)
    page.keyboard.press("k")
    _title(page, INSURANCE)
    page.go_back()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page).to_have_url(re.compile(f"/teams/{world.team}$"))
    expect(page.locator("main").get_by_role("link", name=INSURANCE)).to_be_focused()
    page.go_forward()
    _title(page, INSURANCE)
    page.get_by_label("Your comment").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet h1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("main").get_by_role("link", name=INSURANCE)).to_be_focused()
    page.keyboard.press("Enter")
    _title(page, INSURANCE)
    page.get_by_role("link", name="Close todo").click()
    expect(page).to_have_url(re.compile(f"/teams/{world.team}$"))
    assert complaints == []


def test_a_reload_shows_the_page_and_back_leads_to_the_list(open_list: Open, world: World) -> None:
    page = open_list(AT_A_DESK)
    page.locator("main").get_by_role("link", name=INSURANCE).click()
    _title(page, INSURANCE)
    page.reload()
    expect(page.locator("main h1")).to_have_text(INSURANCE)
    expect(page.get_by_role("link", name="Close todo")).to_be_hidden()
    page.go_back()
    expect(page.locator("main .row")).not_to_have_count(0)
    expect(page).to_have_url(re.compile(f"/teams/{world.team}$"))
    with page.context.expect_page() as opened:
        page.locator("main").get_by_role("link", name=INSURANCE).click(button="middle")
    expect(opened.value.locator("main h1")).to_have_text(INSURANCE)
    expect(page.locator("#sheet")).to_be_hidden()


@pytest.mark.parametrize("look", [ON_A_PHONE, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_on_a_phone_and_without_a_script_it_is_a_page(open_list: Open, look: Look) -> None:
    page = open_list(look)
    page.locator("main").get_by_role("link", name=INSURANCE).click()
    expect(page.locator("main h1")).to_have_text(INSURANCE)


def test_what_changes_in_it_changes_in_the_list_too(open_list: Open) -> None:
    page = open_list(AT_A_DESK)
    complaints = complaints_of(page)
    row = page.locator("main .row", has_text="debrief of the Serra")
    row.get_by_role("link").click()
    _title(page, DEBRIEF)
    page.keyboard.press("d")
    expect(row).to_have_class(re.compile(r"\bdone\b"))
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Open again")
    expect(row).not_to_have_class(re.compile(r"\bdone\b"))
    _title(page, DEBRIEF)
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(row.locator(".prio.urgent")).to_be_visible()
    expect(page.locator("#sheet .facts")).to_contain_text("Urgent")
    expect(page.locator("#sheet .story")).to_contain_text("You set the priority to Urgent")
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Today")).to_be_focused()
    page.get_by_role("button", name="Tomorrow").press("Enter")
    expect(row.locator(".due")).to_have_text("Tomorrow")
    page.keyboard.press("a")
    page.get_by_role("button", name="Ben").press("Enter")
    expect(row.get_by_role("img", name="Ben Okafor")).to_be_visible()
    page.get_by_label("Your comment").fill("Nearly there.")
    page.keyboard.press("Control+Enter")
    expect(row).to_contain_text("1 comments")
    page.locator("#todo-title").focus()
    page.keyboard.press("e")
    expect(page.locator("#sheet h1")).to_have_text("Edit todo")
    page.get_by_label("Title").fill("")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sheet #problems")).to_be_focused()
    page.get_by_label("Title").fill("Debrief")
    page.keyboard.press("Control+Enter")
    _title(page, "Debrief")
    expect(page).to_have_url(re.compile(r"/todos/\d+$"))
    expect(page.locator("main .row.open")).to_contain_text("Debrief")
    page.keyboard.press("Control+z")
    _title(page, DEBRIEF)
    expect(row).to_be_visible()
    page.keyboard.press("m")
    page.get_by_label("Section").select_option(label="Up next")
    page.get_by_role("button", name="Move todo").click()
    _title(page, DEBRIEF)
    expect(page.locator(".group", has_text="Up next").locator(".row.open")).to_contain_text(DEBRIEF)
    assert complaints == []


def test_what_is_deleted_in_it_goes_and_comes_back(open_list: Open) -> None:
    page = open_list(AT_A_DESK)
    page.locator("main").get_by_role("link", name="Quote for the van lift").click()
    _title(page, "Quote for the van lift")
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Delete this todo").click()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("main .row", has_text="Quote for")).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="Solar panels")).to_be_focused()
    page.keyboard.press("z")
    _title(page, "Quote for the van lift")
    expect(page.locator("main .row.open")).to_contain_text("Quote for")


def test_two_who_edit_the_same_choose_beside_the_list(
    open_list: Open, browser: Browser, house: House, world: World
) -> None:
    page = open_list(AT_A_DESK)
    page.locator("main").get_by_role("link", name="Fire-safety certificate").click()
    expect(page.locator("#sheet h1")).to_contain_text("Fire-safety")
    page.keyboard.press("e")
    page.get_by_label("Title").fill("Mine")
    other = open_list(AT_A_DESK)
    other.goto(page.url)
    other.get_by_label("Title").fill("Theirs")
    other.get_by_role("button", name="Save changes").click()
    expect(other.locator("h1")).to_have_text("Theirs")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#sheet #conflict")).to_be_focused()
    page.locator("#sheet .choice").get_by_role("radio").first.check()
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#sheet #todo-title")).to_have_text(re.compile("Mine|Theirs"))


# In a frame itself things are on their way: what was painted is measured after it.
WATCH = """link => {
    window.tops = [];
    const note = () => tops.push(link.getBoundingClientRect().top);
    const afterPaint = () => { setTimeout(note); requestAnimationFrame(afterPaint); };
    afterPaint();
}"""
SEEN = "async () => { for (let i = 0; i < 10; i++) await new Promise(requestAnimationFrame); return tops; }"


def test_what_one_looks_at_stays_in_its_place_in_every_frame(open_list: Open) -> None:
    page = open_list(AT_A_DESK)
    page.set_viewport_size({"width": 1440, "height": 500})
    link = page.locator("main").get_by_role("link", name="Quote for the van lift")
    link.scroll_into_view_if_needed()
    link.evaluate(WATCH)
    link.click()
    _title(page, "Quote for the van lift")
    page.evaluate(SEEN)
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    tops: list[float] = page.evaluate(SEEN)
    assert len(tops) > 20
    assert max(tops) - min(tops) < 8
