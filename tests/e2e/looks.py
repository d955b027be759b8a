"""The ways to look at Sidekick: at a desk or on a phone, in light or dark, with JavaScript or without."""

from dataclasses import dataclass, replace
from typing import Literal

from playwright.sync_api import Browser, BrowserContext

from tests.e2e.house import House

DESK, PHONE, SMALLEST = 1440, 390, 320
WAIT = 15_000
"""Milliseconds until something that should be there is missed; a busy machine is slow."""


@dataclass(frozen=True)
class Look:
    """A window and what it can do."""

    width: int = DESK
    scheme: Literal["light", "dark"] = "light"
    javascript: bool = True

    @property
    def on_phone(self) -> bool:
        """Whether it is held in a hand, and touched."""
        return self.width <= PHONE

    @property
    def name(self) -> str:
        """`390-dark`, `1440-light-without-javascript`"""
        return f"{self.width}-{self.scheme}{'' if self.javascript else '-without-javascript'}"

    def open(self, browser: Browser, house: House) -> BrowserContext:
        """A fresh browser with this look, nobody signed in."""
        context = browser.new_context(
            base_url=house.url,
            viewport={"width": self.width, "height": 844 if self.on_phone else 900},
            color_scheme=self.scheme,
            java_script_enabled=self.javascript,
            has_touch=self.on_phone,
            is_mobile=self.on_phone,
            locale="en-GB",
            timezone_id="Europe/Lisbon",
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT)
        return context

    def dark(self) -> "Look":
        """The same at night."""
        return replace(self, scheme="dark")


AT_A_DESK, ON_A_PHONE = Look(), Look(PHONE)
WITHOUT_JAVASCRIPT = Look(javascript=False)
ALL_PAPERS = (AT_A_DESK, AT_A_DESK.dark(), ON_A_PHONE, ON_A_PHONE.dark())
