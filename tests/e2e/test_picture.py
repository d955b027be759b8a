"""A picture is chosen, seen, taken down and brought back, with a script and without one."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.e2e.accessibility import complaints_of
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, WITHOUT_JAVASCRIPT
from tests.e2e.world import World


@pytest.fixture(params=[AT_A_DESK, WITHOUT_JAVASCRIPT], ids=lambda look: look.name)
def page(request: pytest.FixtureRequest, browser: Browser, house: House, world: World) -> Iterator[Page]:
    """Mira's browser, on her settings."""
    context = request.param.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    complaints = complaints_of(page)
    page.goto("/settings")
    yield page
    assert complaints == []
    context.close()


def photo() -> FilePayload:
    file = BytesIO()
    Image.effect_noise((800, 600), 90).save(file, "JPEG")  # another one each time
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def test_it_is_put_up_taken_down_and_brought_back(page: Page) -> None:
    shown = page.locator("main .title-line .avatar img")
    page.get_by_role("link", name="Change the picture").click()
    page.get_by_label("Picture").set_input_files(photo())
    page.get_by_role("button", name="Save picture").click()
    expect(page.locator("#toasts")).to_contain_text("Mira Lindqvist saved.")
    expect(shown).to_have_js_property("naturalWidth", 256)
    page.get_by_role("link", name="Edit Mira").click()
    page.get_by_role("link", name="Change the picture").click()
    page.get_by_role("button", name="Remove the picture").click()
    expect(page.locator("#toasts")).to_contain_text("Mira Lindqvist saved.")
    expect(page.locator("main h1")).to_have_text("Mira Lindqvist")
    expect(shown).to_have_count(0)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(shown).to_have_count(1)


def test_what_is_no_picture_is_told_beside_the_field(page: Page) -> None:
    page.get_by_role("link", name="Change the picture").click()
    page.get_by_label("Picture").set_input_files({"name": "me.jpg", "mimeType": "image/jpeg", "buffer": b"no"})
    page.get_by_role("button", name="Save picture").click()
    expect(page.get_by_label("Picture")).to_have_accessible_description(
        re.compile("^This is no picture that we can read")
    )


def test_a_picture_that_does_not_come_leaves_the_initials(browser: Browser, house: House, world: World) -> None:
    context = AT_A_DESK.open(browser, house)
    house.let_in(context, world.mira)
    page = context.new_page()
    page.goto(f"/heroes/{world.mira}/picture")
    page.get_by_label("Picture").set_input_files(photo())
    page.get_by_role("button", name="Save picture").click()
    expect(page.locator(".avatar img").first).to_be_visible()
    page.route("**/picture/*", lambda route: route.abort())
    page.goto("/settings")
    expect(page.locator(".you-are .avatar")).to_have_text("ML")
    expect(page.locator(".avatar img")).to_have_count(0)
    context.close()
