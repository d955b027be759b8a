"""How a line was understood, in sentences: beside the box while it is typed, and in the toast afterwards."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from app.access import Access
from app.access.activity import Deed
from app.access.rows import TodoLine
from app.access.understanding import Misfit, Understood
from app.clock import now
from app.grammar.here import Here
from app.grammar.reading import Doubt, read_line
from app.grammar.signs import Kind
from app.i18n import N_, _, ngettext, viewer
from app.models.change import StepKind
from app.repeat_wording import repeat
from app.toasts import Step
from app.wording import clock_at, listing, month_name, plain_date, short_date, week_start

SHOWN = 3
"""Sentences about what stays in the title; who writes more signs than that knows."""
LOOKED_AT = 2_000
"""Todos of one step."""
_PRIORITIES = {"low": N_("low priority"), "high": N_("high priority"), "urgent": N_("urgent")}


def here() -> Here:
    """Where and when the viewer writes."""
    return Here(now().astimezone(viewer().clock), week_start())


def due_words(on: date | None, at: datetime | None) -> str:
    """When it is due: "Wed 13 May", "Wed 13 May, 09:00"; empty without a date."""
    if at is None:
        return short_date(on) if on else ""
    local = at.astimezone(viewer().clock)
    return _("%(day)s, %(time)s") % {"day": short_date(local.date()), "time": clock_at(viewer().clock, at)}


def doubts_of(understood: Understood, team: str) -> Sequence[str]:
    """What stays in the title, and why; the first few."""
    doubts = [_DOUBTS[doubt.reason](doubt) for doubt in understood.reading.doubts[:SHOWN]]
    return [*doubts, *(_misfit(one, team) for one in understood.misfits)][:SHOWN]


def _day_or_month(doubt: Doubt) -> str:
    one, other = (plain_date(day) for day in doubt.choices)
    return _("“%(text)s” could be %(one)s or %(other)s. Write one of these.") % {
        "text": doubt.text,
        "one": one,
        "other": other,
    }


def _no_such_day(doubt: Doubt) -> str:
    if not doubt.choices:
        return _("“%(text)s” is no day.") % {"text": doubt.text}
    return _("“%(text)s” is no day: %(month)s is shorter.") % {
        "text": doubt.text,
        "month": month_name(doubt.choices[0]),
    }


def _half_of_day(doubt: Doubt) -> str:
    hour = doubt.choices[0]
    words = _("“%(text)s” could be morning or evening. Write %(hour)sam or %(hour)spm.")
    return words % {"text": doubt.text, "hour": hour if 1 <= hour <= 12 else 12}


def _plain(words: str) -> Callable[[Doubt], str]:
    return lambda doubt: _(words) % {"text": doubt.text}


_DOUBTS: dict[str, Callable[[Doubt], str]] = {
    "day_or_month": _day_or_month,
    "no_such_day": _no_such_day,
    "half_of_day": _half_of_day,
    "too_far": _plain(N_("“%(text)s” is further away than our calendars go.")),
    "second": _plain(
        N_("“%(text)s” could be every other one or the second of each month. Write “every other” or “of the month”.")
    ),
    "again": _plain(N_("“%(text)s” stays in the title: the line has one of that kind already.")),
    "too_many": _plain(N_("“%(text)s” stays in the title: more than 20 of them do not fit.")),
    "no_priority": _plain(N_("“%(text)s” is no priority: they are !low, !normal, !high and !urgent.")),
    "no_title": _plain(N_("“%(text)s” is taken as the title, as nothing else would be left.")),
}


def _misfit(misfit: Misfit, team: str) -> str:
    if misfit.reason == "several":
        values = {"text": misfit.text, "names": _either(misfit.choices)}
        return _("%(text)s could be %(names)s.") % values
    if misfit.kind is Kind.SECTION:
        return _("There is no section %(text)s on %(team)s.") % {"text": misfit.text, "team": team}
    return _("There is no %(text)s on %(team)s.") % {"text": misfit.text, "team": team}


def _either(names: Sequence[str]) -> str:
    return _("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def own_words(access: Access, step: Step, at_hand: TodoLine | None = None) -> str:
    """The toast of a step about one todo whose line said more than its title, that came again, or that was done while
    others block it; empty for others. It asks for that todo unless it is the one at hand."""
    if step.kind is not StepKind.DONE:
        return ""
    counts = step.counts
    created, closed = counts.get("todo.created", 0), counts.get("todo.closed", 0)
    edited = counts.get("todo.changed", 0) + counts.get("todo.moved", 0)
    comes_again = created and closed == 1
    if "section.created" in counts or closed > 1 or (edited and created + closed + edited > 1 and not comes_again):
        return ""
    deeds = access.todo_deeds(step.id, LOOKED_AT) if closed or created < 2 else ()
    if comes_again:
        return _came_again(access, deeds)
    if len(deeds) != 1:
        return ""
    at_hand = at_hand if at_hand and at_hand.id == deeds[0].todo_id else None
    line = at_hand or access.reached_line(deeds[0].todo_id)
    return _of_one(access, step, deeds[0], line) if line else ""


def _of_one(access: Access, step: Step, deed: Deed, line: TodoLine) -> str:
    if "todo.closed" in step.counts:
        return _still_blocked(line)
    if step.counts == {"todo.moved": 1} and "team_id" not in deed.after:
        return _placed(access, line)
    return _added(access, line) if "todo.created" in step.counts else _edited(step, deed, line)


def _came_again(access: Access, deeds: Sequence[Deed]) -> str:
    """Its sub-todos were made after it."""
    following = next((access.reached_line(deed.todo_id) for deed in deeds if deed.kind == "created"), None)
    if following is None or following.done or not (following.due_on or following.due_at):
        return ""
    words = _("Done: “%(name)s”. Next one on %(when)s.")
    return words % {"name": following.title, "when": due_words(following.due_on, following.due_at)}


def _still_blocked(line: TodoLine) -> str:
    words = ngettext(
        "Done: “%(name)s”, though %(n)d todo that blocks it is open.",
        "Done: “%(name)s”, though %(n)d todos that block it are open.",
        line.blockers,
    )
    return words % {"name": line.title, "n": line.blockers} if line.blockers else ""


def _placed(access: Access, line: TodoLine) -> str:
    todo = access.todo(line.id)
    standing = access.standing(todo, done=False)
    values = {"name": line.title, "number": standing.number, "total": standing.total}
    if todo.parent is not None:
        return _("“%(name)s”: %(number)d of %(total)d below “%(above)s”.") % {**values, "above": todo.parent.title}
    if todo.section is None or todo.section.trashed:
        return _("“%(name)s”: %(number)d of %(total)d without a section.") % values
    return _("“%(name)s”: %(number)d of %(total)d in %(section)s.") % {**values, "section": todo.section.name}


def _added(access: Access, line: TodoLine) -> str:
    facts, doubts = facts_of(line), _doubts(access, line)
    added = _("Added “%(name)s”%(facts)s.") % {"name": line.title, "facts": facts}
    return " ".join([added, *doubts]) if facts or doubts else ""


def _edited(step: Step, deed: Deed, line: TodoLine) -> str:
    if not deed.after.keys() - {"due_on", "due_at"}:
        return _moved(line)
    said = {"due_on", "due_at", "recurrence"} & deed.after.keys()
    linked = {"assignment.created", "todo_label.created"} & step.counts.keys()
    facts = facts_of(line)
    if not facts or not (said or linked):
        return ""
    return _("“%(name)s” saved%(facts)s.") % {"name": line.title, "facts": facts}


def _moved(line: TodoLine) -> str:
    when = due_words(line.due_on, line.due_at)
    if not when:
        return _("“%(name)s” has no date now.") % {"name": line.title}
    return _("“%(name)s” moved to %(when)s.") % {"name": line.title, "when": when}


def facts_of(line: TodoLine) -> str:
    """All that hangs on a todo, to be put behind its title: " for Wed 13 May, 09:00, every Monday, to Ana"."""
    when = due_words(line.due_on, line.due_at)
    parts = [
        repeat(line.recurrence),
        _("to %(heroes)s") % {"heroes": listing([face.first_name for face in line.heroes])} if line.heroes else "",
        listing([f"#{tag.name}" for tag in line.labels]) if line.labels else "",
        _(_PRIORITIES.get(line.priority, "")),
    ]
    return (_(" for %(when)s") % {"when": when} if when else "") + "".join(f", {part}" for part in parts if part)


def _doubts(access: Access, line: TodoLine) -> Sequence[str]:
    """What of its title could have been meant as a sign and was not."""
    reading = read_line(line.title, here())
    understood = access.vocabulary(access.team(line.team_id), [reading]).understand(reading)
    return doubts_of(understood, line.team.name)
