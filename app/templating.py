"""The Jinja environment: everything is escaped, no name may be missing, and words cost a look into a table."""

from collections.abc import MutableMapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app import i18n
from app.settings import ROOT
from app.wording import so_many


class OneSetOfNames(Environment):
    """An environment whose globals are all set before its first template is loaded, as no template has any of its own.

    So they are one plain dictionary. Jinja compares them whenever a template imports macros, and going through a chain
    of dictionaries took a tenth of the time of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows."""
        return self.globals if d is None else {**self.globals, **d}


environment = OneSetOfNames(
    loader=FileSystemLoader(ROOT / "templates"),
    autoescape=True,
    auto_reload=False,  # a build is named by its templates when it starts
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n"],
)
environment.filters["so_many"] = so_many


def gettext(message: str, /, **values: object) -> Markup:
    """The message in the viewer's language, with the values in their places, escaped."""
    return _filled(_words(i18n.viewer().locale, message), values)


def ngettext(singular: str, plural: str, num: int, /, **values: object) -> Markup:
    """The same in the form for `num` things, which is among the values."""
    return _filled(Markup(i18n.ngettext(singular, plural, num)), {"num": num} | values)


def pgettext(context: str, message: str, /, **values: object) -> Markup:
    """The same where English words mean different things in different places."""
    return _filled(Markup(i18n.pgettext(context, message)), values)


@cache
def _words(locale: str, message: str) -> Markup:
    with i18n.viewing(i18n.Viewer(locale)):
        return Markup(i18n._(message))


def _filled(words: Markup, values: dict[str, object]) -> Markup:
    # A percent sign alone is written twice, whether there are values or not, so that a translator meets one rule.
    return words % values if "%" in words else words


environment.globals |= {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext}
environment.newstyle_gettext = True  # type: ignore[attr-defined]  # added by the extension
