"""The values of the history in words: never an id, never the name of a column."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from babel import Locale

from app.access.names import Names
from app.i18n import N_, _, viewer
from app.repeat_wording import repeat
from app.wording import city, clock_at, long_date

PRIORITIES = {"low": N_("Low"), "normal": N_("Normal"), "high": N_("High"), "urgent": N_("Urgent")}
ROLES = {"owner": N_("Owner"), "member": N_("Member"), "guest": N_("Guest")}
THEMES = {"auto": N_("as the system says"), "light": N_("light"), "dark": N_("dark")}
GONE = {
    "hero": N_("a former hero"),
    "team": N_("another team"),
    "section": N_("a section that is gone"),
    "label": N_("a label that is gone"),
    "savedview": N_("a view that is gone"),
    "todo": N_("a todo that is gone"),
    "comment": N_("a todo that is gone"),
}
"""What goes by no name: it was purged, or is out of the viewer's reach."""
TEXTS = frozenset({"title", "notes", "name", "description", "handle", "headquarters", "body", "query"})
"""Facets that are text: their difference is shown word by word."""


def name_or_gone(names: Names, entity: str, record_id: int | None) -> str:
    """The name of a record, or words for one that has none."""
    return names.of(entity, record_id) or _(GONE[entity])


def value_words(facet: str, values: Mapping[str, Any], names: Names) -> str:
    """The value of a facet; empty where there is none."""
    if facet == "due":
        return _due(values)
    if facet == "done":
        return _("Done") if values.get("completed_at") else _("Not done")
    if facet == "place":
        return _place(values, names)
    value = next(iter(values.values()), None)
    return WORDS[facet](value) if value not in (None, "", []) else ""


WORDS: Mapping[str, Callable[[Any], str]] = dict.fromkeys(TEXTS, str) | {
    "priority": lambda value: _(PRIORITIES[value]),
    "role": lambda value: _(ROLES[value]),
    "until": lambda value: long_date(date.fromisoformat(value)),
    "theme": lambda value: _(THEMES[value]),
    "colour": lambda value: _(str(value).capitalize()),  # the words of templates/ui/hue.html
    "time_zone": city,
    "locale": lambda value: Locale.parse(value).get_display_name() or value,
    "single_keys": lambda value: _("On") if value else _("Off"),
    "keys_off": " · ".join,
    "deactivated": lambda value: _("Yes") if value else _("No"),
    "picture": lambda _digest: _("A picture"),
    "is_admin": lambda value: _("Yes") if value else _("No"),
    "archived": lambda value: _("Yes") if value else _("No"),
    "leads": lambda value: _("Yes") if value else _("No"),
    "is_done_column": lambda value: _("Yes") if value else _("No"),
    "todo_limit": str,
    "recurrence": repeat,
}


def _due(values: Mapping[str, Any]) -> str:
    if values.get("due_at"):
        at = datetime.fromisoformat(values["due_at"])
        day = long_date(at.astimezone(viewer().clock).date())
        return _("%(day)s, %(time)s") % {"day": day, "time": clock_at(viewer().clock, at)}
    return long_date(date.fromisoformat(values["due_on"])) if values.get("due_on") else ""


def _place(values: Mapping[str, Any], names: Names) -> str:
    """Where it stands, as far as that changed."""
    for column, entity in (("parent_id", "todo"), ("section_id", "section"), ("team_id", "team")):
        if values.get(column) is not None:
            return name_or_gone(names, entity, values[column])
    return _("no section") if "section_id" in values else _("another place in the list")
