"""Putting todos in order: by hand on the board and in the list, by keys, and by a finger."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.boxes import boxes_of
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, Look
from tests.e2e.world import World


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser; she has touched nothing yet."""
    look: Look = getattr(request, "param", AT_A_DESK)
    context = look.open(browser, house)
    house.let_in(context, world.mira)
    yield context.new_page()
    context.close()


def cards(page: Page, column: str) -> list[str]:
    """The titles in a column of the board."""
    return words(column_of(page, column).locator(".card-title"))


def words(titles: Locator) -> list[str]:
    """Titles without the words of their priority."""
    return [text.rpartition("\n")[2] for text in titles.all_inner_texts()]


def open_in(page: Page, column: str) -> int:
    """How many open todos a column says that it has."""
    return int(column_of(page, column).locator("h2 + .num").inner_text())


def column_of(page: Page, name: str) -> Locator:
    """A column of the board."""
    return page.locator("section.column").filter(has=page.get_by_role("heading", name=name, exact=True))


def drag(page: Page, thing: Locator, goal: Locator, right: int = 0) -> None:
    """By mouse, from its end to the upper part of another."""
    to, box = boxes_of(goal, thing)
    x = box["x"] + box["width"] - 60
    page.mouse.move(x, box["y"] + box["height"] - 8)
    page.mouse.down()
    page.mouse.move(x + 10, box["y"] + box["height"])
    page.mouse.move(to["x"] + to["width"] - 60 + right, to["y"] + 4, steps=5)
    expect(page.locator(".dragging")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".on-its-way, .dragging")).to_have_count(0)


def test_a_card_goes_to_another_column_by_mouse_and_comes_back_by_undo(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.team}/board")
    title, there, here = cards(page, "Up next")[0], open_in(page, "On it"), open_in(page, "Up next")
    card = column_of(page, "Up next").locator(".card").first
    drag(page, card, column_of(page, "On it").locator(".card").nth(1))
    expect(page.locator("#toasts")).to_contain_text(f"“{title}”: 2 of {there + 1} in On it.")
    assert cards(page, "On it")[1] == title
    expect(column_of(page, "Up next").locator("h2 + .num")).to_have_text(str(here - 1))
    page.reload()
    assert cards(page, "On it")[1] == title
    page.keyboard.press("Control+z")
    expect(column_of(page, "Up next").locator(".card-title").first).to_contain_text(title)


def test_keys_move_a_card_and_focus_stays_on_it(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.team}/board")
    title, there, here = cards(page, "Up next")[1], open_in(page, "On it"), open_in(page, "Up next")
    link = page.locator(".card-title", has_text=title)
    link.focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#toasts")).to_contain_text(f"“{title}”: 1 of {here} in Up next.")
    expect(link).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#toasts")).to_contain_text(f"“{title}”: 1 of {there + 1} in On it.")
    expect(link).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(column_of(page, "Waiting on someone").locator(".card-title").first).to_be_focused()
    page.reload()
    assert cards(page, "On it")[0] == title


def test_rows_of_a_list_move_by_hand_and_keys_and_below_each_other(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.team}")
    rows = page.locator(".group", has_text="Waiting on someone").locator("li.row")
    before = words(rows.locator(".row-title a"))
    drag(page, rows.nth(2), rows.nth(0))
    expect(page.locator("#toasts")).to_contain_text(f"“{before[2]}”: 1 of 3 in Waiting on someone.")
    link = page.get_by_role("link", name=before[2], exact=True)
    link.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#toasts")).to_contain_text(f"“{before[2]}”: 2 of 3 in Waiting on someone.")
    expect(link).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#toasts")).to_contain_text(f"“{before[2]}”: 1 of 1 below “{before[0]}”.")
    expect(rows).to_have_count(2)
    page.goto(str(page.get_by_role("link", name=before[0], exact=True).get_attribute("href")))
    sub = page.locator(".subs").get_by_role("link", name=before[2])
    sub.focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator(".subs li")).to_have_count(0)
    page.goto(f"/teams/{world.team}")
    assert words(rows.locator(".row-title a")) == [before[0], before[2], before[1]]


@pytest.mark.parametrize("page", [ON_A_PHONE], indirect=True)
def test_a_finger_rests_on_a_card_and_takes_it_to_the_end_of_its_column(page: Page, world: World) -> None:
    page.goto(f"/teams/{world.team}/board")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    column = page.locator("section.column").filter(has=page.locator(".card")).first
    titles = words(column.locator(".card-title"))
    first, third = column.locator(".card").first, column.locator(".card").nth(2)
    goal, start = boxes_of(third, first)
    touch = page.context.new_cdp_session(page)
    x, y, end = start["x"] + 150, start["y"] + start["height"] - 8, goal["y"] + 4

    def finger(kind: str, at: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": at}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", y)
    expect(page.locator(".dragging")).to_be_visible()
    for share in (0.4, 0.8, 1.0):
        finger("touchMove", y + (end - y) * share)
    finger("touchEnd", end)
    expect(page.locator(".on-its-way, .dragging")).to_have_count(0)
    assert words(column.locator(".card-title"))[:3] == [titles[1], titles[0], titles[2]]


def test_a_card_dropped_on_another_team_asks_first(page: Page, world: World) -> None:
    page.goto("/board")
    team = page.locator("section.column", has_text="Avengers")
    title = words(team.locator(".card-title"))[0]
    drag(
        page,
        team.locator(".card").first,
        page.locator("section.column", has_text="Kitchen Garden").locator(".card").first,
    )
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Move “{title}” to Kitchen Garden?")
