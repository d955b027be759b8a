"""Forms on a page, as a browser would send them."""

from html.parser import HTMLParser
from typing import Any


class _Forms(HTMLParser):
    """Collects the fields of each form by its address, and of its buttons none."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, Any], list[tuple[str, str]]]] = []
        self._inside = False
        self._select = self._textarea = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = True
            self.forms.append((given, []))
        if not self._inside:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self._put(name, value or ("on" if given.get("type") == "checkbox" else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self._put(self._select, value)
        elif tag == "textarea":
            self._textarea, self._text = name, []

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            self._put(self._textarea, "".join(self._text).removeprefix("\n"))
            self._textarea = ""
        self._inside = self._inside and tag != "form"

    def _put(self, name: str, value: str) -> None:
        self.forms[-1][1].append((name, value))


def forms_on(page: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The attributes and the fields of every form; a field that is there several times is a list."""
    reader = _Forms()
    reader.feed(page)
    found = []
    for given, fields in reader.forms:
        names = [name for name, _ in fields]
        sent: dict[str, Any] = dict(fields)
        sent |= {name: [value for one, value in fields if one == name] for name in names if names.count(name) > 1}
        found.append((given, sent))
    return found


def form_on(page: str, path: str) -> dict[str, Any]:
    """What the form that goes to this path would send, whatever the verb."""
    return next(fields for given, fields in forms_on(page) if given.get("action", "").partition("?")[0] == path)
