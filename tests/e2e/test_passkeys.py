"""A passkey from its making to its end, with a device that Chromium plays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e.house import House, open_house
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.world import EMAIL, PASSWORD, World, build_world

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

REFUSES = """() => {
  navigator.credentials.get = () => Promise.reject(new DOMException("called off", "NotAllowedError"));
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, World]]:
    """A Sidekick under a name, as passkeys need one."""
    with open_house(tmp_path_factory.mktemp("home")) as house:
        yield House(house.app, house.url.replace("127.0.0.1", "localhost")), build_world(house.engine)


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """A device that does what it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


@pytest.mark.parametrize("look", [AT_A_DESK, ON_A_PHONE], ids=lambda look: look.name)
def test_a_passkey_is_made_and_opens_both_doors_until_it_is_removed(
    browser: Browser, home: tuple[House, World], look: Look
) -> None:
    house, world = home
    with look.open(browser, house) as context:
        house.let_in(context, world.ben)  # who is asked for a code behind his password
        page = context.new_page()
        session, device = plug_in(page)
        page.goto("/settings")
        page.get_by_role("link", name="Add, rename or remove").click()
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_label("Name").fill("Test key")
        page.get_by_role("button", name="Make the passkey").click()
        expect(page.get_by_text("The passkey is there.")).to_be_visible()
        assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1

        page.get_by_label("Rename Test key").click()
        row = page.get_by_role("listitem").filter(has_text="Test key")
        row.get_by_label("Name", exact=True).fill("Yellow key")
        row.get_by_role("button", name="Save name").click()
        row = page.get_by_role("listitem").filter(has_text="Yellow key")
        expect(row.get_by_text("not used yet")).to_be_visible()

        context.clear_cookies()
        page.goto("/login?next=/teams")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(f"{house.url}/teams")
        page.goto("/settings/passkeys")
        expect(row.get_by_text("last used")).to_be_visible()

        page.get_by_role("link", name="Remove Yellow key…").click()
        page.get_by_role("button", name="Remove it").click()
        expect(page.get_by_text("The passkey is removed.")).to_be_visible()
        context.clear_cookies()
        page.goto("/login")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("This passkey does not open anything here.")).to_be_visible()


def test_a_device_that_shows_none_is_told_of_and_the_password_still_works(
    browser: Browser, home: tuple[House, World]
) -> None:
    house, _world = home
    with AT_A_DESK.open(browser, house) as context:
        page = context.new_page()
        page.goto("/login")
        page.evaluate(REFUSES)
        page.get_by_label("Email").fill(EMAIL)
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("Your device showed no passkey.")).to_be_visible()
        assert page.get_by_label("Email").input_value() == EMAIL
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Password").press("Enter")
        page.wait_for_url(f"{house.url}/")


def test_without_a_script_nothing_of_it_is_in_the_way(browser: Browser, home: tuple[House, World]) -> None:
    house, _world = home
    with WITHOUT_JAVASCRIPT.open(browser, house) as context:
        page = context.new_page()
        page.goto("/login")
        expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
        page.get_by_label("Email").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{house.url}/")
        page.goto("/settings/passkeys")
        expect(page.get_by_text("JavaScript is switched off")).to_be_visible()
        expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
