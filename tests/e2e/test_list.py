"""A team's list in the hands of somebody quick."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.database import transaction
from tests.cast import Cast, build
from tests.e2e.house import House, open_house
from tests.e2e.looks import AT_A_DESK


@pytest.fixture(scope="module")
def quiet_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Cast]]:
    """A Sidekick with the small cast."""
    with open_house(tmp_path_factory.mktemp("quiet")) as house:
        with transaction(house.engine) as session:
            cast = build(session)
        yield house, cast


@pytest.fixture
def page(browser: Browser, quiet_house: tuple[House, Cast]) -> Iterator[Page]:
    """Rusty-Man before the list of Z-Force."""
    house, cast = quiet_house
    context = AT_A_DESK.open(browser, house)
    house.let_in(context, cast.rusty_man)
    page = context.new_page()
    page.goto(f"/teams/{cast.z_force}?into={cast.backlog}#add")
    yield page
    context.close()


def add_lines(page: Page, lines: str, count: int) -> None:
    """Send several lines from the box, and add what the preview shows."""
    page.locator("#add").fill(lines)
    page.locator("#add").press("Enter")
    expect(page.get_by_role("button", name=f"Add {count} todos")).to_be_focused()
    page.keyboard.press("Enter")


def test_enter_adds_and_the_box_is_ready_for_the_next(page: Page, quiet_house: tuple[House, Cast]) -> None:
    group = page.locator(f"#group-{quiet_house[1].backlog}")
    before = int(group.locator(".num").inner_text())
    for count, title in enumerate(("Buy nails", "Buy screws"), start=1):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(group.locator("li.row").last).to_contain_text(title)
        expect(page.locator("#add")).to_have_value("")
        expect(page.locator("#add")).to_be_focused()
        expect(group.locator(".num")).to_have_text(str(before + count))


def test_shift_and_enter_start_a_new_line(page: Page) -> None:
    page.keyboard.type("Paint the door")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Oil the hinges")
    expect(page.locator("#add")).to_have_value("Paint the door\nOil the hinges")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add 2 todos").click()
    expect(page.locator("#toasts .toast").last).to_contain_text("Added 2 todos.")


def test_a_folded_group_stays_folded_when_the_list_comes_anew(page: Page, quiet_house: tuple[House, Cast]) -> None:
    group = page.locator(f"#group-{quiet_house[1].doing}")
    group.locator("summary").click()
    add_lines(page, "Wash the van\nDry the van", 2)
    expect(page.locator("#list")).to_contain_text("Dry the van")
    expect(group).not_to_have_attribute("open", "")
    page.reload()
    expect(group).not_to_have_attribute("open", "")


def test_a_row_that_came_before_its_page_stands_there_once(page: Page, quiet_house: tuple[House, Cast]) -> None:
    add_lines(page, "# Long\n" + "\n".join(f"Step {number}" for number in range(1, 71)), 70)
    group = page.locator("details.group", has=page.get_by_role("heading", name="Long", exact=True))
    expect(group.locator(".num")).to_have_text("70")
    group.get_by_role("link", name="Add to Long").click()
    page.locator("#add").fill("The very last step")
    page.locator("#add").press("Enter")
    expect(group.locator("li.row").last).to_contain_text("The very last step")
    group.get_by_role("link", name="Show more").click()
    expect(group.locator("li.row")).to_have_count(71)
    expect(group.locator("li.row").last).to_contain_text("The very last step")
    expect(group.get_by_role("link", name="Back to the top of this section")).to_be_focused()
