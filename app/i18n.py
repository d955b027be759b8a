"""Which language and time zone the person looking has, and sentences in that language.

English is the source: every message is its own key, and a language without a compiled catalogue reads as English.
Values go in by name, so that a translator can move them: `_("Deleted %(name)s") % {"name": name}`.
"""

import gettext as catalogues
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, negotiate_locale

SOURCE = "en"
_FOLDER = Path(__file__).parent / "locale"
_WISH = re.compile(r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)(?:;q=([01](?:\.\d{0,3})?))?")


@dataclass(frozen=True)
class Viewer:
    """The person for whom a page is written: a locale such as `pt_BR` and an IANA time zone."""

    locale: str = SOURCE
    zone: str = "UTC"

    @cached_property
    def language(self) -> Locale:
        """The locale with its rules for dates, numbers and plurals."""
        return Locale.parse(self.locale)

    @property
    def tag(self) -> str:
        """The locale as HTML's `lang` has it (BCP 47), such as `pt-BR`."""
        return self.locale.replace("_", "-")

    @property
    def clock(self) -> ZoneInfo:
        """The time zone, ready for `astimezone`."""
        return ZoneInfo(self.zone)


_viewer: ContextVar[Viewer] = ContextVar("viewer", default=Viewer())  # noqa: B039 (frozen, so it can be shared)


@contextmanager
def viewing(viewer: Viewer) -> Iterator[Viewer]:
    """Write everything inside the block for this viewer."""
    token = _viewer.set(viewer)
    try:
        yield viewer
    finally:
        _viewer.reset(token)


def viewer() -> Viewer:
    """The viewer of the page being written; English in UTC where nobody was named."""
    return _viewer.get()


def _(message: str) -> str:
    """The message in the viewer's language."""
    return _catalogue(viewer().locale).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that the viewer's language uses with `n` things."""
    return _catalogue(viewer().locale).ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """The message in the viewer's language, where the same English words mean different things in different places."""
    return _catalogue(viewer().locale).pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 (the name that message extractors look for)
    """Mark a constant for translation; give it to `_` where it is shown."""
    return message


@cache
def available_locales() -> tuple[str, ...]:
    """English and every language that has a compiled catalogue."""
    found = {path.parts[-3] for path in _FOLDER.glob("*/LC_MESSAGES/messages.mo")}
    return (SOURCE, *sorted(found - {SOURCE}))


def negotiate(accept_language: str | None) -> str:
    """The best of our locales for an `Accept-Language` header (RFC 9110, 12.5.4); English if none can be read."""
    ours = {locale.casefold(): locale for locale in available_locales()}
    best = negotiate_locale(_wishes(accept_language or ""), ours)
    return ours[best.casefold()] if best else SOURCE


def _wishes(header: str) -> list[str]:
    """The languages of the header, the most wanted first."""
    found: list[tuple[float, int, str]] = []
    for part in header[:1000].split(","):
        match = _WISH.fullmatch(re.sub(r"\s", "", part))
        weight = float(match[2] or 1) if match else 0.0
        if match and weight > 0:
            found.append((-weight, len(found), match[1]))
    return [name.replace("-", "_") for _weight, _order, name in sorted(found)]


@cache
def _catalogue(locale: str) -> catalogues.NullTranslations:
    return catalogues.translation("messages", _FOLDER, languages=[locale], fallback=True)
