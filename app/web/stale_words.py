"""How a conflict speaks of the fields that two people changed."""

from typing import Any

from app.i18n import N_
from app.web.changes.values import WORDS

TEXTS = frozenset({"notes", "description", "body"})
"""Fields of many lines, of which both versions can be kept."""
QUESTIONS = {
    "body": N_("Which comment?"),
    "colour": N_("Which colour?"),
    "description": N_("Which description?"),
    "due": N_("Which due date?"),
    "handle": N_("Which handle?"),
    "headquarters": N_("Which headquarters?"),
    "is_done_column": N_("Is what enters it done?"),
    "locale": N_("Which language?"),
    "name": N_("Which name?"),
    "notes": N_("Which notes?"),
    "priority": N_("Which priority?"),
    "query": N_("Which filter?"),
    "repeat": N_("Which repeat?"),
    "role": N_("Which role?"),
    "section": N_("Which section?"),
    "time_zone": N_("Which time zone?"),
    "title": N_("Which title?"),
    "todo_limit": N_("Which limit?"),
}
CHANGED = {
    "body": N_("%(who)s changed the comment while you were editing"),
    "colour": N_("%(who)s changed the colour while you were editing"),
    "description": N_("%(who)s changed the description while you were editing"),
    "due": N_("%(who)s changed the due date while you were editing"),
    "handle": N_("%(who)s changed the handle while you were editing"),
    "headquarters": N_("%(who)s changed the headquarters while you were editing"),
    "is_done_column": N_("%(who)s changed what the section is for while you were editing"),
    "locale": N_("%(who)s changed the language while you were editing"),
    "name": N_("%(who)s changed the name while you were editing"),
    "notes": N_("%(who)s changed the notes while you were editing"),
    "priority": N_("%(who)s changed the priority while you were editing"),
    "query": N_("%(who)s changed the filter while you were editing"),
    "repeat": N_("%(who)s changed the repeat while you were editing"),
    "role": N_("%(who)s changed the role while you were looking"),
    "section": N_("%(who)s moved this while you were editing"),
    "time_zone": N_("%(who)s changed the time zone while you were editing"),
    "title": N_("%(who)s changed the title while you were editing"),
    "todo_limit": N_("%(who)s changed the limit while you were editing"),
}
CHANGED_SEVERAL = N_("%(who)s changed the same things while you were editing")


def said(name: str, value: Any) -> str:
    """A value as a person reads it."""
    if name in {"colour", "priority", "role", "locale", "is_done_column"}:
        return WORDS[name](value) if value else ""
    return "" if value is None else str(value)
