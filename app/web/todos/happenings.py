"""What was done to a todo, in sentences: only what the record says, and nothing where it says nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from app.access.rows import Face
from app.access.story import Deed
from app.i18n import N_, _, viewer
from app.models import Hero
from app.rendering import View
from app.wording import clock_at, long_date, moment

PRIORITIES = {"low": N_("Low"), "normal": N_("Normal"), "high": N_("High"), "urgent": N_("Urgent")}


@dataclass(frozen=True)
class Happening(View, template="todos/_happening.html"):
    """A line of narration between the comments."""

    picture: str
    words: Markup
    at: datetime
    when: str


def name_of(face: Face | None, hero: Hero) -> str:
    """How this hero calls somebody."""
    if face is None:
        return _("A former hero")
    return _("You") if face.id == hero.id else face.first_name


def created(maker: Face | None, at: datetime, hero: Hero) -> Happening:
    """The first line of every story."""
    words = Markup(_("<b>%(who)s</b> created this todo")) % {"who": name_of(maker, hero)}
    return Happening("history", words, at, moment(at))


def happenings(deed: Deed, hero: Hero) -> list[Happening]:
    """The lines that tell a recorded change."""
    told = [(picture, words(deed)) for fields, picture, words in _lines(deed) if deed.after.keys() & fields]
    who = {"who": name_of(deed.actor, hero)}
    when = moment(deed.at)
    return [Happening(picture, Markup(words) % (values | who), deed.at, when) for picture, (words, values) in told]


Said = tuple[str, dict[str, str]]
Line = tuple[set[str], str, Callable[[Deed], Said]]


def _lines(deed: Deed) -> Iterable[Line]:
    if deed.kind in _KINDS:
        return _KINDS[deed.kind]
    return _FIELDS


def _title(deed: Deed) -> Said:
    values = {"before": deed.before["title"], "after": deed.after["title"]}
    return _("<b>%(who)s</b> changed the title from “%(before)s” to <b>%(after)s</b>"), values


def _day(values: dict[str, Any]) -> str:
    if values.get("due_at"):
        at = datetime.fromisoformat(values["due_at"])
        day = long_date(at.astimezone(viewer().clock).date())
        return _("%(day)s, %(time)s") % {"day": day, "time": clock_at(viewer().clock, at)}
    return long_date(date.fromisoformat(values["due_on"])) if values.get("due_on") else ""


def _due(deed: Deed) -> Said:
    before, after = _day(deed.before), _day(deed.after)
    if not after:
        return _("<b>%(who)s</b> took the due date away"), {}
    if not before:
        return _("<b>%(who)s</b> set the due date to <b>%(after)s</b>"), {"after": after}
    words = _("<b>%(who)s</b> moved the due date from %(before)s to <b>%(after)s</b>")
    return words, {"before": before, "after": after}


def _priority(deed: Deed) -> Said:
    return _("<b>%(who)s</b> set the priority to <b>%(after)s</b>"), {"after": _(PRIORITIES[deed.after["priority"]])}


def _place(deed: Deed) -> Said:
    if "team_id" in deed.after:
        return _("<b>%(who)s</b> moved this here from another team"), {}
    if "parent_id" in deed.after:
        if deed.after["parent_id"] is None:
            return _("<b>%(who)s</b> made this a todo of its own"), {}
        return _("<b>%(who)s</b> put this under another todo"), {}
    if deed.after["section_id"] is None:
        return _("<b>%(who)s</b> took this out of its section"), {}
    return _("<b>%(who)s</b> moved this to another section"), {}


_KINDS: dict[str, list[Line]] = {
    "closed": [({"completed_at"}, "check", lambda _deed: (_("<b>%(who)s</b> marked this done"), {}))],
    "reopened": [({"completed_at"}, "undo", lambda _deed: (_("<b>%(who)s</b> opened this again"), {}))],
    "restored": [({"trashed_at"}, "undo", lambda _deed: (_("<b>%(who)s</b> brought this back from the trash"), {}))],
}
_FIELDS: list[Line] = [
    ({"title"}, "pencil", _title),
    ({"due_on", "due_at"}, "calendar", _due),
    ({"priority"}, "flag", _priority),
    ({"notes"}, "note", lambda _deed: (_("<b>%(who)s</b> changed the notes"), {})),
    ({"team_id", "parent_id", "section_id"}, "move", _place),
]
