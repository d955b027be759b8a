"""What somebody does in front of a door: gives a password, types a code."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.world import CAREFUL, EMAIL, PASSWORD


def give_password(then: str = "") -> Callable[[Page], None]:
    """Come as far as the second door, and type a code there."""

    def give(page: Page) -> None:
        if page.get_by_label("Email").is_visible():  # else this browser stands there already
            page.get_by_label("Email").fill(CAREFUL)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/login/code")
        if then:
            page.get_by_label("Code", exact=True).fill(then)
            page.get_by_text("No phone at hand?").click()
            page.get_by_role("button", name="Sign in").click()
            page.locator(".error").wait_for()

    return give


def confirm(name: str, then: str) -> Callable[[Page], None]:
    """Press a button that wants the password first where it was not given lately; nothing if that was done before."""

    def press(page: Page) -> None:
        if not page.locator(then).is_visible():
            password = page.get_by_label("Your password")
            if password.is_visible():
                password.fill(PASSWORD)
            page.get_by_role("button", name=name).click()
            page.locator(then).wait_for()

    return press


def sign_in_wrongly(page: Page) -> None:
    """Give a password that is another one."""
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    page.locator("[role=alert]").wait_for()


def mail_a_link(page: Page) -> None:
    """Make a link and mail it, by a mail server that cannot be reached."""
    page.get_by_role("button", name="Make a link").click()
    page.get_by_label("Mail it to").fill("fan@example.org")
    page.get_by_role("button", name="Send mail").click()
    page.locator("#mail-to-error").wait_for()


def forget_wrongly(page: Page) -> None:
    """Ask for another password with what is no address, past the browser's own check."""
    page.locator("form").evaluate("form => (form.noValidate = true)")
    page.get_by_label("Email").fill("mira")
    page.get_by_role("button", name="Mail me a link").click()
    page.locator("#email-error").wait_for()
