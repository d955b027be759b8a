"""What somebody does on a screen before it is looked at."""

from collections.abc import Callable

from playwright.sync_api import Page

Arrange = Callable[[Page], None]


def send_empty(page: Page) -> None:
    """Send the main form with its required fields empty, past the browser's own check."""
    page.locator("main form").evaluate_all("forms => forms.forEach(form => (form.noValidate = true))")
    form = page.locator("main form[method=post]", has=page.locator(".btn.go")).first
    for field in form.locator("input[required]:not([type=file]), textarea[required]").all():
        field.fill("")
    form.locator(".btn.go").click()
    page.locator("[role=alert]").first.wait_for()


def add(words: str) -> Arrange:
    def add(page: Page) -> None:
        page.get_by_label("New todo").fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        page.locator("#add-box .error, #toasts .toast").first.wait_for()

    return add


def ask(words: str, question: str) -> Arrange:
    """Type into the box what is asked about before it is added."""

    def ask(page: Page) -> None:
        page.get_by_label("New todo").fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("button", name=question).wait_for()

    return ask


def begin(words: str) -> Arrange:
    """Type into the box until names are offered."""

    def begin(page: Page) -> None:
        page.get_by_label("New todo").press_sequentially(words)
        page.locator("#names").wait_for()

    return begin


def open_menu(page: Page) -> None:
    page.get_by_role("button", name="More for").click()
    page.locator(".menu:popover-open").wait_for()


def ask_to_delete(page: Page) -> None:
    open_menu(page)
    page.get_by_role("link", name="Delete").click()
    page.locator("dialog[open]").wait_for()


def pick(menu: str = "", *, to_the_end: bool = True) -> Arrange:
    def pick(page: Page) -> None:
        # What is hidden until it is pointed at is pressed by its key.
        for row in page.locator("li.row").all()[:2]:
            row.get_by_role("link").focus()
            page.keyboard.press("x")
        page.locator("#bulk").wait_for()
        # At its end the list lies above the bar; further up the bar covers whatever is there just then.
        if to_the_end:
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        if menu:
            page.locator("#bulk").get_by_role("button", name=menu).click()
            page.locator(".menu:popover-open").wait_for()

    return pick


def press(name: str, then: str) -> Arrange:
    def press(page: Page) -> None:
        page.locator("main").get_by_role("button", name=name).or_(
            page.locator("main").get_by_role("link", name=name)
        ).first.click()
        page.locator(then).first.wait_for()

    return press


def open_palette(words: str) -> Arrange:
    def look_for(page: Page) -> None:
        page.locator("html.js").wait_for()
        page.keyboard.press("Control+k")
        page.locator("#palette[open]").wait_for()
        page.keyboard.type(words)
        page.locator("#palette mark" if words else "#palette [role=option]").first.wait_for()

    return look_for


def ask_for_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("#keys-dialog[open]").wait_for()


def choose_keys(page: Page) -> None:
    page.get_by_text("Choose which").click()


def change_at_once(page: Page) -> None:
    """Two people save the same field."""
    title = page.get_by_label("Title").input_value()
    with page.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    other = opened.value
    other.get_by_label("Title").fill(f"{title} on the hill")
    other.get_by_role("button", name="Save changes").click()
    other.wait_for_url("**/todos/*")
    other.close()
    page.get_by_label("Title").fill(f"{title} by the river")
    page.get_by_role("button", name="Save changes").click()
    page.locator("#conflict").wait_for()


def spread_all(page: Page) -> None:
    """Look at what becomes of it where all is spread and every membership ends."""
    for heirs in page.locator("main select[name^=give]").all():
        heirs.select_option(index=2)
    for box in page.locator("main input[name=leave]").all():
        box.check()
    page.get_by_role("button", name="Look first").click()
    page.locator("#look").wait_for()


def unfold(selector: str) -> Arrange:
    """Open what is folded."""

    def arrange(page: Page) -> None:
        page.locator(f"{selector} > summary").click()
        page.wait_for_selector(f"{selector}[open]")

    return arrange


def cover_today(page: Page) -> None:
    """Arrange it, unless it is so already, and look at it."""
    if not page.locator("#covered").count():
        day = page.get_by_label("Until and including")
        day.fill(day.get_attribute("min") or "")
        page.get_by_role("button", name="Arrange it").click()
        page.locator("#toasts .toast").first.wait_for()
        page.get_by_role("link", name="Away until").first.click()
    page.locator("#covered").wait_for()
