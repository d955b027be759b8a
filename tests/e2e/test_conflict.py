"""Two people, one todo: nobody's text is lost, with JavaScript and without."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.access import Access
from app.database import transaction
from app.models import Hero, Todo, TodoCreate
from app.models.order import rank_between
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.world import EMAIL, PASSWORD, World

NOTES = "Bring the keys\nAsk for Ana\nPark behind bay 2"
WINDOWS = pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)


@pytest.fixture
def todo(house: House, world: World) -> int:
    """A todo of the Avengers that no other test touches."""
    with transaction(house.engine) as session:
        session.info["actor_id"] = world.mira
        mine = Access(session, session.get_one(Hero, world.mira))
        team = mine.team(world.team)
        data = TodoCreate(title="Order static rope", notes=NOTES)
        todo = Todo.add(team, data, rank=rank_between(mine.last_rank(team, None), None), by=mine.hero)
        mine.add(todo)
        return todo.id


@pytest.fixture
def contexts(browser: Browser, house: House, world: World) -> Iterator[Callable[[Look, str], BrowserContext]]:
    """Browsers by look and first name."""
    opened = []

    def open_one(look: Look, who: str) -> BrowserContext:
        context = look.open(browser, house)
        opened.append(context)
        house.let_in(context, getattr(world, who))
        return context

    yield open_one
    for context in opened:
        context.close()


Two = Callable[[Look], tuple[Page, Page]]


@pytest.fixture
def two(contexts: Callable[[Look, str], BrowserContext], todo: int) -> Two:
    """Mira's window and Ben's, both with the form of the todo open."""

    def open_both(look: Look) -> tuple[Page, Page]:
        mira, ben = (contexts(look, who).new_page() for who in ("mira", "ben"))
        for page in (mira, ben):
            page.goto(f"/todos/{todo}/edit")
        return mira, ben

    return open_both


def save(page: Page, **fields: str) -> None:
    for label, words in fields.items():
        page.locator("main").get_by_label(label, exact=True).last.fill(words)
    page.get_by_role("button", name="Save changes").click()


def stored(house: House, todo_id: int) -> Todo:
    with transaction(house.engine) as session:
        todo: Todo = session.get_one(Todo, todo_id)
        return todo


@WINDOWS
def test_what_only_one_changed_merges(two: Two, house: House, todo: int, look: Look) -> None:
    mira, ben = two(look)
    save(ben, Title="Order 80 m of rope")
    expect(ben.locator("h1")).to_have_text("Order 80 m of rope")
    save(mira, Notes="Just ask")
    expect(mira.locator("h1")).to_have_text("Order 80 m of rope")
    assert stored(house, todo).notes == "Just ask"


@WINDOWS
@pytest.mark.parametrize(("button", "title"), [("Keep mine", "60 m"), ("Take theirs", "80 m")])
def test_a_title_that_both_changed_takes_one_click(two: Two, look: Look, button: str, title: str) -> None:
    mira, ben = two(look)
    save(ben, Title="80 m")
    expect(ben.locator("h1")).to_have_text("80 m")
    save(mira, Title="60 m")
    expect(mira.locator("#conflict")).to_contain_text("Ben changed the title while you were editing")
    expect(mira.locator(".versus")).to_contain_text("80 m")
    mira.get_by_role("button", name=button).click()
    expect(mira.locator("h1")).to_have_text(title)


@WINDOWS
def test_notes_that_both_changed_are_put_together_and_can_be_edited(
    two: Two, house: House, todo: int, look: Look
) -> None:
    mira, ben = two(look)
    save(ben, Notes=NOTES.replace("bay 2", "bay 3"))
    expect(ben.locator("h1")).to_have_text("Order static rope")
    save(mira, Notes=NOTES.replace("bay 2", "bay 4").replace("Ana", "Gita"))
    clash = mira.locator(".merged .clash")
    expect(clash).to_have_text([re.compile("Ben.*bay 3"), re.compile("Yours.*bay 4")])
    both = mira.get_by_label("Both, put together", exact=True).and_(mira.locator("textarea"))
    expect(both).to_have_value("Bring the keys\nAsk for Gita\nPark behind bay 3\nPark behind bay 4")
    both.fill("Ask for Gita\nPark anywhere")
    mira.get_by_role("button", name="Keep the chosen one").click()
    expect(mira.locator("h1")).to_have_text("Order static rope")
    assert stored(house, todo).notes == "Ask for Gita\nPark anywhere"


def test_whoever_types_on_after_choosing_theirs_chooses_their_own(two: Two, house: House, todo: int) -> None:
    mira, ben = two(AT_A_DESK)
    save(ben, Title="80 m")
    expect(ben.locator("h1")).to_have_text("80 m")
    save(mira, Title="60 m")
    mira.get_by_label("By Ben").check()
    mira.get_by_label("Title", exact=True).fill("70 m")
    expect(mira.get_by_label("Yours")).to_be_checked()
    mira.keyboard.press("Enter")
    expect(mira.locator("h1")).to_have_text("70 m")


@WINDOWS
def test_a_todo_that_went_to_the_trash_meanwhile_comes_back_with_what_was_typed(
    two: Two, house: House, todo: int, look: Look
) -> None:
    mira, ben = two(look)
    ben.goto(f"/todos/{todo}/deletion")
    ben.get_by_role("button", name=re.compile("^Delete")).first.click()
    expect(ben.locator("#toasts")).to_contain_text("rope")
    save(mira, Notes="An hour\nof work")
    expect(mira.locator("main")).to_contain_text("This is what you typed")
    expect(mira.get_by_label("Notes")).to_have_value("An hour\nof work")
    expect(mira.get_by_role("button", name="Copy").first).to_be_visible(visible=look.javascript)
    mira.get_by_role("button", name="Restore it and save").click()
    expect(mira.locator("h1")).to_have_text("Order static rope")
    assert stored(house, todo).notes == "An hour\nof work"


@WINDOWS
def test_a_sign_in_that_ended_meanwhile_loses_nothing(two: Two, house: House, todo: int, look: Look) -> None:
    mira, _ = two(look)
    mira.context.clear_cookies()
    save(mira, Notes="Typed with care")
    mira.get_by_label("Email").fill(EMAIL)
    mira.get_by_label("Password").fill(PASSWORD)
    mira.get_by_role("button", name="Sign in").click()
    expect(mira.get_by_label("Notes")).to_have_value("Typed with care")
    mira.get_by_role("button", name="Save it now").click()
    expect(mira.locator("h1")).to_have_text("Order static rope")
    assert stored(house, todo).notes == "Typed with care"


def test_a_form_within_a_list_is_open_and_filled_after_signing_in(
    contexts: Callable[[Look, str], BrowserContext], world: World
) -> None:
    page = contexts(AT_A_DESK, "mira").new_page()
    page.goto(f"/teams/{world.team}/labels")
    page.get_by_role("link", name="Edit label “house”").click()
    page.locator("li form").get_by_label("Name").fill("roof and house")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save changes").click()
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("li form").get_by_label("Name")).to_have_value("roof and house")


def test_a_form_within_a_list_keeps_its_text_when_its_label_is_gone(
    contexts: Callable[[Look, str], BrowserContext], world: World, house: House
) -> None:
    page = contexts(AT_A_DESK, "mira").new_page()
    page.goto(f"/teams/{world.team}/labels")
    page.get_by_role("link", name="Edit label “press”").click()
    box = page.locator("li form").get_by_label("Name")
    box.fill("press and radio")
    with transaction(house.engine) as session:
        mine = Access(session, session.get_one(Hero, world.mira))
        label = next(one for one in mine.labels(mine.team(world.team)) if one.name == "press")
        label.trash(by=mine.hero)
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#toasts")).to_contain_text("has been deleted")
    expect(box).to_have_value("press and radio")


def test_a_reload_and_the_back_button_keep_what_was_typed(two: Two, todo: int) -> None:
    mira, _ = two(AT_A_DESK)
    notes = mira.get_by_label("Notes", exact=True)
    notes.fill("Half a thought")
    mira.reload()
    expect(notes).to_have_value("Half a thought")
    mira.goto(f"/todos/{todo}")
    mira.go_back()
    expect(notes).to_have_value("Half a thought")


def test_the_back_button_keeps_what_was_typed_without_javascript(two: Two, todo: int) -> None:
    mira, _ = two(WITHOUT_JAVASCRIPT)
    mira.get_by_label("Notes", exact=True).fill("Half a thought")
    mira.get_by_role("link", name="Discard mine").click()
    expect(mira.locator("h1")).to_have_text("Order static rope")
    mira.go_back()
    expect(mira.get_by_label("Notes", exact=True)).to_have_value("Half a thought")


def test_what_was_typed_into_the_question_survives_a_reload(two: Two) -> None:
    mira, ben = two(AT_A_DESK)
    save(ben, Title="80 m")
    expect(ben.locator("h1")).to_have_text("80 m")
    save(mira, Title="60 m")
    title = mira.get_by_label("Title", exact=True)
    title.fill("70 m, or less")
    mira.reload()
    expect(mira.locator("#conflict")).to_be_visible()
    expect(title).to_have_value("70 m, or less")
