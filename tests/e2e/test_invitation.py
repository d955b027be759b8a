"""A link from one browser to another: an owner makes it, somebody new comes in by it, and then it is revoked; or it is
for one hero, who chooses a password, or has an account already."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.database import transaction
from app.models import Hero, Login
from tests.cast import Cast, build
from tests.e2e.house import House, open_house
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit
from tests.e2e.world import World

EMAIL, PASSWORD = "spider@example.org", "eight quiet threads"


@pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_somebody_new_comes_by_a_link_until_it_is_revoked(
    browser: Browser, house: House, world: World, look: Look
) -> None:
    with look.open(browser, house) as context, look.open(browser, house) as other:
        house.let_in(context, world.mira)
        owner, fan = context.new_page(), other.new_page()
        owner.goto(f"/teams/{world.team}/roster")
        owner.get_by_role("link", name="Invite with a link").click()
        owner.get_by_label("They join as").select_option("Guest")
        owner.get_by_label("How many people").fill("3")
        owner.get_by_role("button", name="Make a link").click()
        link = owner.get_by_label("Send this only to those")
        expect(link).to_be_visible()
        expect(owner.get_by_role("img", name="The link as a QR code")).to_be_visible()
        if look.javascript:
            owner.get_by_role("button", name="Copy").click()
            expect(owner.get_by_role("button", name="Copied")).to_be_visible()

        url = link.input_value()
        fan.goto(url)
        expect(fan.get_by_role("heading", name="Join Avengers as a guest?")).to_be_visible()
        fan.get_by_label("Your name").fill("Silver Fox")
        fan.get_by_label("Email").fill(f"{look.name}@example.org")
        fan.get_by_label("Password").fill("six loud lighthouses")
        fan.get_by_role("button", name="Create account and join").click()
        expect(fan.get_by_role("heading", name="Avengers", level=1)).to_be_visible()

        owner.goto(f"/teams/{world.team}/invitations")
        working = owner.get_by_role("row").filter(has=owner.get_by_role("button", name="Revoke"))
        expect(working).to_have_count(1)
        expect(working).to_contain_text("Used 1 of 3")
        working.get_by_role("button", name="Revoke").click()
        expect(working).to_have_count(0)
        other.clear_cookies()
        fan.goto(url)
        expect(fan.get_by_role("heading", name="This link lets nobody in")).to_be_visible()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[tuple[House, Cast]]:
    """A Sidekick with the cast in it, of whom Spider-Boy has an account."""
    with open_house(tmp_path) as house:
        with transaction(house.engine) as session:
            cast = build(session)
            session.add(Login.claim(session.get_one(Hero, cast.spider_boy), EMAIL, PASSWORD))
        yield house, cast


def link_for_rusty_man(owner: Visit, cast: Cast) -> str:
    """What the owner makes for him and sends on."""
    owner.go(f"/heroes/{cast.rusty_man}")
    owner.press(owner.button("Make a new link"))
    link = owner.page.get_by_label("Send this to them, and only to them")
    expect(link).to_be_visible()
    return link.input_value()


@pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_a_hero_chooses_a_password_and_has_what_was_theirs(
    browser: Browser, home: tuple[House, Cast], look: Look
) -> None:
    house, cast = home
    with look.open(browser, house) as context, look.open(browser, house) as other:
        house.let_in(context, cast.deadpond)
        url = link_for_rusty_man(Visit(context.new_page(), look), cast)
        guest = Visit(other.new_page(), look)
        guest.go(url)
        expect(guest.page.get_by_role("heading", name="Hello, Rusty-Man")).to_be_visible()
        guest.fill(Email="rusty@example.org", Password="iron lady bird")
        guest.press(guest.button("Set password and sign in"))
        expect(guest.row("Call the roofer")).to_be_visible()
        guest.go(url)
        expect(guest.page.locator("main")).to_contain_text("This link has been used, or it has expired.")


@pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def test_who_has_an_account_goes_on_with_it_and_the_owner_takes_it_back(
    browser: Browser, home: tuple[House, Cast], look: Look
) -> None:
    house, cast = home
    with look.open(browser, house) as context, look.open(browser, house) as other:
        house.let_in(context, cast.deadpond)
        owner, guest = Visit(context.new_page(), look), Visit(other.new_page(), look)
        guest.go(link_for_rusty_man(owner, cast))
        guest.press(guest.link("I have an account here: sign in"))
        guest.fill(Email=EMAIL, Password=PASSWORD)
        guest.press(guest.button("Sign in"))
        expect(guest.page.locator("main")).to_contain_text("You are signed in as Spider-Boy.")
        expect(guest.page.locator("main")).to_contain_text("todo that Spider-Boy is given")
        guest.press(guest.button("Yes, that is me"))
        expect(guest.row("Call the roofer")).to_be_visible()

        owner.go(f"/teams/{cast.z_force}/activity")
        owner.press(owner.link(re.compile("^Rusty-Man merged into Spider-Boy")))
        owner.press(owner.page.locator("main").get_by_role("button", name=re.compile("^Undo")).first)
        owner.told("Rusty-Man is back")
        guest.go(f"/heroes/{cast.spider_boy}")
        expect(guest.row("Call the roofer")).to_have_count(0)
