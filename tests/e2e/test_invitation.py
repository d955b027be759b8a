"""A link from one browser to another: an owner makes it, somebody new comes in by it, and then it is revoked."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT, Look
from tests.e2e.world import World


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
