"""The page of settings and its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from babel import Locale
from pydantic import BaseModel
from starlette.responses import Response

from app import __version__
from app.clock import now, time_zones
from app.forms import Form, empty, opened
from app.i18n import N_, _, available_locales, viewer
from app.models import Hero, HeroUpdate, Theme
from app.models.credentials import EmailChange, PasswordChange
from app.rendering import Fragment, Page, swaps
from app.rendering import replace as put
from app.request import Ctx
from app.web.help.keys import optional
from app.web.proof import asks
from app.web.settings.devices import Device, devices
from app.wording import clock_at

SAVED = {
    "email": N_("Saved. Sign in with %(email)s from now on."),
    "password": N_("Password changed. Everywhere else you are signed out."),
    "second-factor": N_("Two-step sign-in is off. From now on your password alone lets you in."),
}


LINKS = {
    "settings-profile": (N_("Profile"), "person"),
    "settings-theme": (N_("Look"), "contrast"),
    "settings-keys": (N_("Keys"), "keys"),
    "settings-login": (N_("Email and password"), "lock"),
    "settings-second-factor": (N_("Two-step sign-in"), "phone"),
    "settings-passkeys": (N_("Passkeys"), "key"),
    "settings-sign-ins": (N_("Sign-ins"), "laptop"),
}


class ThemeChoice(BaseModel):
    """The form for light or dark."""

    theme: Theme = Theme.AUTO


class KeysChoice(BaseModel):
    """The form for single keys: whether they work, and which of those that it showed."""

    single_keys: bool = True
    shown: list[str] = []
    working: list[str] = []


@dataclass(frozen=True)
class ProfilePart(Fragment, template="settings/_profile.html"):
    """Name, handle, title, time zone and language."""

    hero: Hero
    form: Form[HeroUpdate]
    clock: str
    zones: Sequence[str]
    locales: Sequence[tuple[str, str]]

    @property
    def id(self) -> str:
        """`settings-profile`"""
        return "settings-profile"


@dataclass(frozen=True)
class ThemePart(Fragment, template="settings/_theme.html"):
    """Light or dark."""

    form: Form[ThemeChoice]

    @property
    def id(self) -> str:
        """`settings-theme`"""
        return "settings-theme"


@dataclass(frozen=True)
class KeysPart(Fragment, template="settings/_keys.html"):
    """Whether single keys do something, and which: ways to deeds, with those deeds."""

    form: Form[KeysChoice]
    ways: Mapping[str, Sequence[str]]
    off: Sequence[str]

    @property
    def id(self) -> str:
        """`settings-keys`"""
        return "settings-keys"


@dataclass(frozen=True)
class LoginPart(Fragment, template="settings/_login.html"):
    """E-mail and password; whether changing them `asks` for the password of today."""

    email: Form[EmailChange]
    password: Form[PasswordChange]
    username: str
    asks: bool

    @property
    def id(self) -> str:
        """`settings-login`"""
        return "settings-login"


@dataclass(frozen=True)
class SecondFactorPart(Fragment, template="settings/_second_factor.html"):
    """Whether a code is asked for after the password."""

    on: bool

    @property
    def id(self) -> str:
        """`settings-second-factor`"""
        return "settings-second-factor"


@dataclass(frozen=True)
class PasskeysPart(Fragment, template="settings/_passkeys.html"):
    """How many passkeys there are."""

    count: int

    @property
    def id(self) -> str:
        """`settings-passkeys`"""
        return "settings-passkeys"


@dataclass(frozen=True)
class SignInsPart(Fragment, template="settings/_sign_ins.html"):
    """Where the hero is signed in."""

    devices: Sequence[Device]

    @property
    def id(self) -> str:
        """`settings-sign-ins`"""
        return "settings-sign-ins"


@dataclass(frozen=True)
class Link:
    """The way to a part of the page."""

    words: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class SettingsPage(Page, template="settings/show.html"):
    """All of it, part by part."""

    section = "settings"

    parts: Sequence[Fragment]
    links: Sequence[Link]
    is_admin: bool
    saved: str
    version: str


def settings_page(ctx: Ctx, saved: str = "") -> SettingsPage:
    """The page as it is opened; `saved` names the change that it tells about."""
    login = login_part(ctx)
    parts = [
        profile_part(ctx.hero, opened(HeroUpdate, ctx.hero)),
        ThemePart(opened(ThemeChoice, ctx.hero)),
        KeysPart(empty(KeysChoice, single_keys="on" if ctx.hero.single_keys else ""), optional(), ctx.hero.keys_off),
        *([login, *_ways_in(ctx)] if login else []),
        SignInsPart(devices(ctx.access, ctx.sign_in)),
    ]
    links = [Link(_(LINKS[part.id][0]), LINKS[part.id][1], f"#{part.id}", part is parts[0]) for part in parts]
    told = _(SAVED.get(saved, "")) % {"email": login.username if login else ""}
    return SettingsPage(parts, links, ctx.hero.is_admin, told, __version__)


def _ways_in(ctx: Ctx) -> list[Fragment]:
    return [SecondFactorPart(ctx.guest.asks_for_code(ctx.hero)), PasskeysPart(ctx.guest.passkey_count(ctx.hero))]


def show_again(ctx: Ctx, part: Fragment, status: int) -> Response:
    """The answer to a form that needs another look: that part, or the page with it."""
    whole = settings_page(ctx)
    parts = [part if each.id == part.id else each for each in whole.parts]
    return swaps(ctx, put(part), otherwise=replace(whole, parts=parts), status=status)


def login_part(ctx: Ctx) -> LoginPart | None:
    """E-mail and password; None for a hero whom an operator signed in without."""
    if not ctx.hero.can_sign_in:
        return None
    email = ctx.hero.login.email
    return LoginPart(empty(EmailChange, email=email), empty(PasswordChange), email, asks(ctx))


def profile_part(hero: Hero, form: Form[HeroUpdate]) -> ProfilePart:
    """The profile with this form."""
    return ProfilePart(hero, form, clock_at(viewer().clock, now()), time_zones(), _locales())


def _locales() -> Sequence[tuple[str, str]]:
    return [(name, Locale.parse(name).get_display_name() or name) for name in available_locales()]
