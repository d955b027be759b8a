"""Steps in the order of days, those of one person together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.access.activity import Told
from app.access.faces import Face
from app.forms import new_key
from app.i18n import _, ngettext, viewer
from app.models import Hero
from app.models.change import StepKind
from app.step_words import Words
from app.toasts import SENTENCES, told
from app.web.changes.words import name_of
from app.wording import clock_at, long_date, today

READ_LATER: Mapping[str, Words] = SENTENCES | {
    "hero.changed": lambda name, _n, _to: _("%(name)s changed.") % {"name": name},
    "team.changed": lambda name, _n, _to: _("%(name)s changed.") % {"name": name},
    "section.changed": lambda name, _n, _to: _("Section “%(name)s” changed.") % {"name": name},
    "label.changed": lambda name, _n, _to: _("Label “%(name)s” changed.") % {"name": name},
    "savedview.changed": lambda name, _n, _to: _("View “%(name)s” changed.") % {"name": name},
    "todo.changed": lambda name, n, _to: (
        _("“%(name)s” changed.") % {"name": name}
        if n == 1
        else ngettext("%(n)d todo changed.", "%(n)d todos changed.", n) % {"n": n}
    ),
    "comment.created": lambda name, _n, _to: _("Comment on “%(name)s” added.") % {"name": name},
    "comment.changed": lambda name, _n, _to: _("Comment on “%(name)s” changed.") % {"name": name},
    "comment.trashed": lambda name, _n, _to: _("Comment on “%(name)s” deleted.") % {"name": name},
}
"""What the one who did it knows, and those who read of it do not."""
APART = timedelta(hours=1)
"""What lies further apart is told apart."""


@dataclass(frozen=True)
class StepLine:
    """One step. `undo` is where its button posts to, empty without one, and `again` whether that does it again."""

    id: int
    words: str
    at: datetime
    when: str
    undone: str
    undo: str
    again: bool
    key: str


@dataclass(frozen=True)
class Stretch:
    """What somebody did without a long pause: the newest first, between two times of day."""

    actor: Face | None
    name: str
    when: str
    steps: Sequence[StepLine]


@dataclass(frozen=True)
class Day:
    """What was done on one day."""

    iso: str
    words: str
    stretches: Sequence[Stretch]


def days_of(steps: Iterable[Told], hero: Hero, *, with_undo: bool = False, at_rest: Collection[int] = ()) -> list[Day]:
    """The days of these steps, which come with the newest first; `with_undo` each has its button, but for those
    `at_rest`."""
    days: list[Day] = []
    for stretch in _stretches(steps):
        day = _day(stretch[0])
        shown = Stretch(
            actor=stretch[0].actor,
            name=name_of(stretch[0].actor, hero),
            when=_times(stretch[-1].at, stretch[0].at),
            steps=[step_line(step, hero, with_undo=with_undo and step.id not in at_rest) for step in stretch],
        )
        if days and days[-1].iso == day.isoformat():
            days[-1] = Day(days[-1].iso, days[-1].words, [*days[-1].stretches, shown])
        else:
            days.append(Day(day.isoformat(), _day_words(day), [shown]))
    return days


def step_line(step: Told, hero: Hero, *, with_undo: bool) -> StepLine:
    """One step as this hero reads of it."""
    undo = with_undo and step.remembered and step.undone_by is None
    return StepLine(
        id=step.id,
        words=told(step, READ_LATER) or _("Something small was changed."),
        at=step.at,
        when=clock_at(viewer().clock, step.at),
        undone=undone_words(step, hero),
        undo=f"/changes/{step.id}/undo" if undo else "",
        again=step.kind is StepKind.UNDONE,
        key=new_key() if undo else "",
    )


def undone_words(step: Told, hero: Hero) -> str:
    """By whom it was taken back; empty where it is in force."""
    if step.undone_by is None:
        return ""
    if step.undoer is None:
        return _("Undone by a former hero")
    if step.undoer.id == hero.id:
        return _("Undone by you")
    return _("Undone by %(hero)s") % {"hero": step.undoer.first_name}


def _stretches(steps: Iterable[Told]) -> list[list[Told]]:
    found: list[list[Told]] = []
    for step in steps:
        last = found[-1][-1] if found else None
        if last and last.actor == step.actor and last.at - step.at < APART and _day(last) == _day(step):
            found[-1].append(step)
        else:
            found.append([step])
    return found


def _day(step: Told) -> date:
    return step.at.astimezone(viewer().clock).date()


def _day_words(day: date) -> str:
    return {0: _("Today"), 1: _("Yesterday")}.get((today() - day).days) or long_date(day)


def _times(first: datetime, last: datetime) -> str:
    begin, end = clock_at(viewer().clock, first), clock_at(viewer().clock, last)
    return begin if begin == end else _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
