"""What all pages for admins have: their place, and the ways between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import N_, _
from app.rendering import Page

PLACES = {
    "heroes": (N_("Heroes"), "people"),
    "teams": (N_("Teams"), "teams"),
    "invitations": (N_("Invitations"), "link"),
    "sign-ins": (N_("Sign-ins"), "laptop"),
    "settings": (N_("Settings in force"), "sliders"),
    "health": (N_("Health"), "check"),
}


@dataclass(frozen=True)
class Tab:
    """The way to a page."""

    words: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class AdminPage(Page):
    """A page that only admins see."""

    tabs: Sequence[Tab]

    section = "admin"


def tabs(current: str) -> Sequence[Tab]:
    """The ways to all of them."""
    return [Tab(_(words), icon, f"/admin/{place}", place == current) for place, (words, icon) in PLACES.items()]
