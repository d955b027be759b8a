"""Somebody at a browser: what they press, type and read, whatever device they hold."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.looks import Look

Words = str | re.Pattern[str]


@dataclass(frozen=True)
class Visit:
    """A tab in somebody's hands."""

    page: Page
    look: Look

    def press(self, target: Locator) -> None:
        """With the mouse, or with a finger."""
        if self.look.on_phone:
            target.tap()
        else:
            target.click()

    def button(self, name: Words) -> Locator:
        """The button of this name that can be seen; the first of several."""
        return self.page.get_by_role("button", name=name).locator("visible=true").first

    def link(self, name: Words) -> Locator:
        """The link of this name that can be seen; the first of several."""
        return self.page.get_by_role("link", name=name).locator("visible=true").first

    def fill(self, **fields: str) -> None:
        """Type into fields, by their labels; an underscore is a space."""
        for label, words in fields.items():
            box = self.page.locator("main, #sheet").get_by_label(label.replace("_", " "))
            box.and_(self.page.locator("input, textarea, select")).first.fill(words)

    def go(self, path: str) -> None:
        """To an address of ours."""
        self.page.goto(path)

    def add(self, words: str) -> None:
        """Into the add box of the list that is open; a list is looked at before it is added."""
        self.page.get_by_label("New todo in").fill(words)
        self.press(self.button(re.compile("^Add$")))
        if "\n" in words:
            self.press(self.button(re.compile(r"^Add \d+ todos$")))

    def choose(self, menu: str, words: Words) -> None:
        """A line of a menu."""
        self.press(self.button(menu))
        lines = self.page.locator(".menu:popover-open")
        line = lines.get_by_role("link", name=words).or_(lines.get_by_role("button", name=words))
        self.press(line.first)

    def row(self, title: str) -> Locator:
        """The line of a todo in a list."""
        exact = re.compile(f"^{re.escape(title)}$")
        return self.page.locator("li.row").filter(has=self.page.get_by_role("link", name=exact))

    def open_todo(self, title: str) -> None:
        """A todo that stands in the list: beside it at a desk with a script, else on its page."""
        link = self.row(title).get_by_role("link")
        if self.look.on_phone:
            link.focus()
        self.press(link)
        expect(self.page.locator("#todo-title")).to_have_text(title)

    def told(self, words: Words) -> None:
        """A toast says this."""
        expect(self.page.locator("#toasts .toast", has_text=words).last).to_be_visible()

    def undo(self) -> None:
        """From the last toast."""
        self.press(self.page.locator("#toasts .toast").last.get_by_role("button", name="Undo"))

    def what_goes(self) -> str:
        """What the preview of a deletion says, numbers and all, on its page or in its dialog."""
        place = self.page.locator("dialog[open]").or_(self.page.locator("main:has(#goes)"))
        expect(place).to_be_visible()
        return re.sub(r"\s+", " ", place.inner_text())

    def titles(self) -> list[str]:
        """The todos of the list that is open, group by group."""
        return self.page.locator("li.row .row-title a").all_inner_texts()

    def list_as_read(self) -> str:
        """All that the list says, but for what it says about now."""
        return re.sub(r"\s+", " ", self.page.locator("#list").inner_text())
