"""What somebody does in front of a door: gives a password, types a code."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.world import CAREFUL, PASSWORD


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
