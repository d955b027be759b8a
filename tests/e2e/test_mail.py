"""Links that come by mail, through a real mail server and a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.house import House, open_house
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.world import EMAIL, World, build_world
from tests.mailbox import GONE, Mailbox, mail_server

LOOKS = pytest.mark.parametrize("look", [AT_A_DESK, WITHOUT_JAVASCRIPT], ids=["desk", "without-javascript"])


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, World, Mailbox]]:
    """A Sidekick with a mail server."""
    with mail_server() as mailbox, open_house(tmp_path_factory.mktemp("mail"), mailbox.url) as house:
        yield house, build_world(house.engine), mailbox


@LOOKS
def test_a_forgotten_password_is_replaced_by_mail(
    browser: Browser, mailing: tuple[House, World, Mailbox], look: Look
) -> None:
    house, _world, mailbox = mailing
    with look.open(browser, house) as context:
        page = context.new_page()
        page.goto("/login")
        page.get_by_role("link", name="Forgot your password?").click()
        page.get_by_label("Email").fill(EMAIL)
        page.get_by_role("button", name="Mail me a link").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        (link,) = re.findall(rf"{house.url}\S+", mailbox.next().get_content())
        page.goto(link)
        page.get_by_label("Password").fill("eight loud lighthouses")
        page.locator(".btn.go").click()
        page.wait_for_url(f"{house.url}/")


@LOOKS
def test_an_invitation_is_mailed_and_stays_in_sight(
    browser: Browser, mailing: tuple[House, World, Mailbox], look: Look
) -> None:
    house, world, mailbox = mailing
    with look.open(browser, house) as context:
        house.let_in(context, world.mira)
        page = context.new_page()
        page.goto(f"/heroes/{world.emil}")
        page.get_by_role("button", name="Make a new link").click()
        url = page.get_by_label("Send this to them, and only to them").input_value()
        page.get_by_label("Mail it to").fill(GONE)
        page.get_by_role("button", name="Send mail").click()
        expect(page.get_by_text(f"The mail server takes no mail for {GONE}.")).to_be_visible()
        expect(page.get_by_label("Mail it to")).to_be_focused()
        page.get_by_label("Mail it to").fill("emil@example.org")
        page.get_by_role("button", name="Send mail").click()
        expect(page.get_by_text("It was mailed to emil@example.org.")).to_be_visible()
        expect(page.get_by_label("Send this to them, and only to them")).to_have_value(url)
        letter = mailbox.next()
        assert letter["To"] == "emil@example.org"
        assert url in letter.get_content()
