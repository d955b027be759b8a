"""A todo's form against what others saved since it was opened."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.access import Access
from app.access.versions import Since
from app.forms import Form
from app.i18n import Viewer, _, viewer, viewing
from app.models import Section, Todo
from app.models.todo.due import Due, on_day
from app.repeat_wording import repeat
from app.web.stale import opened, weigh
from app.web.stale_words import said
from app.web.todos.page import shown_section
from app.web.todos.shapes import DueForm, TodoForm
from app.wording import clock_at, long_date, today

FIELDS = {"due_on": "due", "due_at": "due", "section_id": "section", "recurrence": "repeat"}
"""The fields that the form calls otherwise."""


def now_stored(todo: Todo) -> dict[str, Any]:
    """The fields that can clash, as they are; when it is due is one of them."""
    return {
        "title": todo.title,
        "notes": todo.notes,
        "priority": todo.priority,
        "due": (todo.due_on, todo.due_at),
        "repeat": todo.recurrence,
        "section": todo.section_id,
    }


def when_opened(todo: Todo, since: Since) -> dict[str, Any]:
    """The same as they were when the form was opened."""
    names = ("title", "notes", "priority", "due_on", "due_at", "recurrence", "section_id")
    was = opened({name: getattr(todo, name) for name in names}, since)
    on, at = was.pop("due_on"), was.pop("due_at")
    return was | {
        "due": (
            date.fromisoformat(on) if isinstance(on, str) else on,
            datetime.fromisoformat(at) if isinstance(at, str) else at,
        ),
        "repeat": was.pop("recurrence"),
        "section": was.pop("section_id"),
    }


def meant(data: TodoForm, base: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """What the form says of these fields."""
    section = base["section"] if data.section is None else None if data.section == "none" else data.section
    # A form knows minutes only: what it showed and nobody touched is what it was.
    due = base["due"] if shown_due(base["due"], zone) == (data.due_day, data.due_time) else data.due(zone)
    if data.rule and due == (None, None):
        due = (data.rule.first_day(today()), None)
    repeats = base["repeat"] if shown_repeat(base["repeat"]) == (data.repeat or "") else _rrule(data)
    mine = {"title": data.title, "notes": data.notes, "priority": data.priority, "due": due, "section": section}
    return mine | {"repeat": repeats}


def shown_repeat(rrule: str | None) -> str:
    """The words that a form shows for a rule: those of the grammar, which it can read again."""
    with viewing(Viewer()):
        return repeat(rrule)


def _rrule(data: TodoForm) -> str | None:
    return data.rule.anchored(data.due_day or today()).rrule if data.rule else None


def shown_due(due: tuple[date | None, datetime | None], zone: ZoneInfo) -> tuple[Any, Any]:
    """The day and the time that a form shows for it."""
    on, at = due
    if at is None:
        return on, None
    local = at.astimezone(zone)
    return local.date(), local.time().replace(second=0, microsecond=0)


def settle_todo(access: Access, todo: Todo, form: Form[TodoForm]) -> dict[str, Any]:
    """What of the form is to be written over what is stored; with a conflict nothing is."""
    since = access.since(todo, form.version)
    base = when_opened(todo, since)
    mine = meant(form.data, base, viewer().clock)
    if mine["section"] is None and base["section"] == todo.section_id and shown_section(todo) is None:
        mine["section"] = todo.section_id  # one in the trash shows as none; the todo comes back with it
    sections = {section.id: section for section in access.sections(todo.team)}
    by = {FIELDS.get(name, name): face for name, face in since.by.items()}
    return weigh(
        access,
        form,
        replace(since, by=by),
        todo.version,
        (base, now_stored(todo), mine),
        typed,
        lambda name, value: _words(name, value, sections),
    )


def settle_due(access: Access, todo: Todo, form: Form[DueForm]) -> Due:
    """When the form says it is due; with a conflict that is not to be written."""
    since = access.since(todo, form.version)
    base = {"due": when_opened(todo, since)["due"]}
    mine = {"due": _due_meant(form.data, base["due"], viewer().clock)}
    by = {FIELDS.get(name, name): face for name, face in since.by.items()}
    theirs = {"due": (todo.due_on, todo.due_at)}
    values = weigh(
        access,
        form,
        replace(since, by=by),
        todo.version,
        (base, theirs, mine),
        typed,
        lambda _name, value: _due_words(*value),
    )
    if form.conflict:
        form.values = {**form.values, **typed(mine), "day": ""}
    due: Due = values.get("due", theirs["due"])
    return due


def _due_meant(data: DueForm, base: Due, zone: ZoneInfo) -> Due:
    if data.day is not None:
        return (None, None) if data.day == "none" else on_day(base, data.day, zone)
    return base if shown_due(base, zone) == (data.due_day, data.due_time) else data.due(zone)


def typed(stored: Mapping[str, Any]) -> dict[str, str]:
    """These fields as the form has them, by the names of its inputs."""
    plain = {name: str(stored[name]) for name in ("title", "notes", "priority") if name in stored}
    if "section" in stored:
        plain["section"] = str(stored["section"] or "none")
    if "repeat" in stored:
        plain["repeat"] = shown_repeat(stored["repeat"])
    if "due" in stored:
        day, time = shown_due(stored["due"], viewer().clock)
        plain["due_day"], plain["due_time"] = day and day.isoformat(), time and time.isoformat("minutes")
    return {name: value or "" for name, value in plain.items()}


def _words(name: str, value: Any, sections: Mapping[int, Section]) -> str:
    if name == "due":
        return _due_words(*value)
    if name == "repeat":
        return repeat(value) or _("No repeat")
    if name == "section":
        return sections[value].name if value in sections else _("No section")
    return said(name, value)


def _due_words(on: date | None, at: datetime | None) -> str:
    if at is None:
        return _("No date") if on is None else long_date(on)
    zone = viewer().clock
    return _("%(day)s, %(time)s") % {"day": long_date(at.astimezone(zone).date()), "time": clock_at(zone, at)}
