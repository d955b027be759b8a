"""A todo's form against what others saved since it was opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.access import Access
from app.access.rows import Face
from app.forms import Form
from app.i18n import N_, _, viewer
from app.merging import Clash, Merged, merge, merge_text
from app.models import Section, Todo
from app.web.todos.happenings import PRIORITIES
from app.web.todos.page import shown_section
from app.web.todos.shapes import TodoForm
from app.wording import clock_at, long_date

QUESTIONS = {
    "title": N_("Which title?"),
    "due": N_("Which due date?"),
    "priority": N_("Which priority?"),
    "section": N_("Which section?"),
    "notes": N_("Which notes?"),
}
CHANGED = {
    "title": N_("%(who)s changed the title while you were editing"),
    "due": N_("%(who)s changed the due date while you were editing"),
    "priority": N_("%(who)s changed the priority while you were editing"),
    "section": N_("%(who)s moved this while you were editing"),
    "notes": N_("%(who)s changed the notes while you were editing"),
}

CHANGED_SEVERAL = N_("%(who)s changed the same things while you were editing")


@dataclass(frozen=True)
class Versus:
    """A field that two people changed, in words: the choice to make. `both` is a proposal for notes."""

    name: str
    question: str
    before: str
    theirs: str
    mine: str
    both: str = ""


@dataclass(frozen=True)
class Conflict:
    """All choices that a form asks for, and whose work it meets."""

    headline: str
    author: Face | None
    choices: Sequence[Versus]


def now_stored(todo: Todo) -> dict[str, Any]:
    """The fields that can clash, as they are; when it is due is one of them."""
    return {
        "title": todo.title,
        "notes": todo.notes,
        "priority": todo.priority.value,
        "due": (todo.due_on, todo.due_at),
        "section": todo.section_id,
    }


def when_opened(todo: Todo, changed: Mapping[str, Any]) -> dict[str, Any]:
    """The same as they were, given the values before each later change as the history has them."""
    on = changed.get("due_on", todo.due_on)
    at = changed.get("due_at", todo.due_at)
    return {
        "title": changed.get("title", todo.title),
        "notes": changed.get("notes", todo.notes),
        "priority": changed.get("priority", todo.priority.value),
        "due": (
            date.fromisoformat(on) if isinstance(on, str) else on,
            datetime.fromisoformat(at) if isinstance(at, str) else at,
        ),
        "section": changed.get("section_id", todo.section_id),
    }


def meant(data: TodoForm, base: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """What the form says of these fields; a side given up says what it was opened with."""
    section = base["section"] if data.section is None else None if data.section == "none" else data.section
    # A form knows minutes only: what it showed and nobody touched is what it was.
    due = base["due"] if shown_due(base["due"], zone) == (data.due_day, data.due_time) else data.due(zone)
    notes = data.notes_both if data.notes_from == "both" else data.notes
    mine = {"title": data.title, "notes": notes, "priority": data.priority.value, "due": due, "section": section}
    return {name: base[name] if getattr(data, f"{name}_from") == "theirs" else value for name, value in mine.items()}


def shown_due(due: tuple[date | None, datetime | None], zone: ZoneInfo) -> tuple[Any, Any]:
    """The day and the time that a form shows for it."""
    on, at = due
    if at is None:
        return on, None
    local = at.astimezone(zone)
    return local.date(), local.time().replace(second=0, microsecond=0)


def merged(access: Access, todo: Todo, form: Form[TodoForm]) -> Merged:
    """The form's fields merged with what is stored."""
    changed = access.values_before(todo, todo.version if form.version is None else form.version)
    base = when_opened(todo, changed)
    mine = meant(form.data, base, viewer().clock)
    if mine["section"] is None and base["section"] == todo.section_id and shown_section(todo) is None:
        mine["section"] = todo.section_id  # one in the trash shows as none; the todo comes back with it
    return merge(base, now_stored(todo), mine)


def typed(stored: Mapping[str, Any]) -> dict[str, str]:
    """These fields as the form has them, by the names of its inputs."""
    plain = {name: stored[name] for name in ("title", "notes", "priority") if name in stored}
    if "section" in stored:
        plain["section"] = str(stored["section"] or "none")
    if "due" in stored:
        day, time = shown_due(stored["due"], viewer().clock)
        plain["due_day"], plain["due_time"] = day and day.isoformat(), time and time.isoformat("minutes")
    return {name: value or "" for name, value in plain.items()}


def caught_up(form: Form[TodoForm], todo: Todo, outcome: Merged) -> Form[TodoForm]:
    """The form as typed, on top of what is stored now: fields that only others changed show theirs."""
    untouched = {
        name: value for name, value in now_stored(todo).items() if name not in outcome.values | outcome.clashes
    }
    return replace(form, values={**form.values, **typed(untouched)}, version=todo.version)


def conflict(access: Access, todo: Todo, clashes: Mapping[str, Clash], version: int | None) -> Conflict:
    """The choices that these clashes ask for."""
    author = access.last_editor(todo, version or 0)
    sections = {section.id: section for section in access.sections(todo.team)}
    headline = _(CHANGED[next(iter(clashes))] if len(clashes) == 1 else CHANGED_SEVERAL)
    return Conflict(
        headline=headline % {"who": author.first_name if author else _("Somebody")},
        author=author,
        choices=[_versus(name, clash, sections) for name, clash in clashes.items()],
    )


def _versus(name: str, clash: Clash, sections: Mapping[int, Section]) -> Versus:
    before, theirs, mine = (_words(name, value, sections) for value in (clash.base, clash.theirs, clash.mine))
    both = merge_text(clash.base, clash.theirs, clash.mine) if name == "notes" else ""
    return Versus(name, _(QUESTIONS[name]), before, theirs, mine, both)


def _words(name: str, value: Any, sections: Mapping[int, Section]) -> str:
    if name == "priority":
        return _(PRIORITIES[value])
    if name == "due":
        return _due_words(*value)
    if name == "section":
        return sections[value].name if value in sections else _("No section")
    return str(value)


def _due_words(on: date | None, at: datetime | None) -> str:
    if at is None:
        return _("No date") if on is None else long_date(on)
    zone = viewer().clock
    return _("%(day)s, %(time)s") % {"day": long_date(at.astimezone(zone).date()), "time": clock_at(zone, at)}
