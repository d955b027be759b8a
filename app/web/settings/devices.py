"""The browsers that a hero is signed in with, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.i18n import _
from app.models import SignIn
from app.wording import moment

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
)
"""What names a browser in its user agent. The first that fits counts, as each pretends to be those further down."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
HANDHELD = frozenset({"iPhone", "iPad", "Android"})


@dataclass(frozen=True)
class Device:
    """A browser that is signed in."""

    id: int
    name: str
    icon: str
    seen: str
    current: bool


def devices(access: Access, current: SignIn) -> Sequence[Device]:
    """The hero's browsers, this one first."""
    known = sorted(access.sign_ins(), key=lambda sign_in: sign_in.id != current.id)
    return [_device(sign_in, sign_in.id == current.id) for sign_in in known]


def device_name(user_agent: str) -> str:
    """A browser in words."""
    return _name(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))


def _device(sign_in: SignIn, current: bool) -> Device:
    system = _first(SYSTEMS, sign_in.user_agent)
    seen = _("now, this one") if current else moment(sign_in.last_seen_at)
    icon = "phone" if system in HANDHELD else "laptop"
    return Device(sign_in.id, device_name(sign_in.user_agent), icon, seen, current)


def _name(browser: str, system: str) -> str:
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that does not say its name")


def _first(signs: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((name for sign, name in signs if sign in user_agent), "")
