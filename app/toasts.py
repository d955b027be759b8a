"""What happened, in one sentence, with its Undo where there is one: read from the change set itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.i18n import _, ngettext, viewer
from app.models.change import StepKind
from app.step_words import (
    Words,
    covers,
    covers_no_more,
    handed_over,
    hero_merged,
    is_handover,
    label_merged,
    moved,
    team_merged,
    tied,
    waits,
    waits_no_more,
)
from app.wording import plain_date


@dataclass(frozen=True)
class Toast:
    """A sentence to show and announce; `undo_action` is where its Undo form posts to, empty without one. Where it tells
    that something was undone already, undoing it is doing it `again`.
    """

    text: str
    undo_action: str = ""
    kind: str = ""
    again: bool = False


class Step(Protocol):
    """A change set, written already or about to be."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def at(self) -> datetime:
        """When it was taken."""

    @property
    def kind(self) -> StepKind:
        """Whether it was done, undone or redone."""

    @property
    def undone_by(self) -> int | None:
        """The step that took it back."""

    @property
    def subject(self) -> str:
        """The words for what it was about."""

    @property
    def target(self) -> str:
        """Where it went, or to whom; empty for several places."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of what."""


SENTENCES: dict[str, Words] = {
    "hero.trashed": lambda name, _n, _to: _("%(name)s deleted.") % {"name": name},
    "hero.restored": lambda name, _n, _to: (
        _("%(name)s is back, in the same teams and with the same todos.") % {"name": name}
    ),
    "hero.created": lambda name, n, _to: (
        _("%(name)s added.") % {"name": name}
        if n == 1
        else ngettext("%(n)d hero added.", "%(n)d heroes added.", n) % {"n": n}
    ),
    "hero.deactivated": lambda name, _n, _to: (
        _("%(name)s is deactivated: signed out everywhere, and cannot sign in.") % {"name": name}
    ),
    "hero.reactivated": lambda name, _n, _to: _("%(name)s can come in again, as before.") % {"name": name},
    "hero.appointed": lambda name, _n, _to: _("%(name)s is an admin now.") % {"name": name},
    "hero.dismissed": lambda name, _n, _to: _("%(name)s is no admin any more.") % {"name": name},
    "hero.changed": lambda name, _n, _to: _("%(name)s saved.") % {"name": name},
    "team.trashed": lambda name, _n, _to: _("%(name)s deleted.") % {"name": name},
    "team.restored": lambda name, _n, _to: _("%(name)s is back, with all that was in it.") % {"name": name},
    "team.archived": lambda name, _n, _to: (
        _("%(name)s is archived: there to read, and out of the way.") % {"name": name}
    ),
    "team.unarchived": lambda name, _n, _to: _("%(name)s is back from the archive.") % {"name": name},
    "team.created": lambda name, _n, _to: _("%(name)s is ready.") % {"name": name},
    "team.changed": lambda name, _n, _to: _("%(name)s saved.") % {"name": name},
    "section.trashed": lambda name, _n, _to: _("Section “%(name)s” deleted. Its todos stay.") % {"name": name},
    "section.restored": lambda name, _n, _to: _("Section “%(name)s” is back with its todos.") % {"name": name},
    "section.changed": lambda name, _n, _to: _("Section “%(name)s” saved.") % {"name": name},
    "section.moved": lambda name, _n, _to: _("Section “%(name)s” moved.") % {"name": name},
    "label.trashed": lambda name, _n, _to: _("Label “%(name)s” deleted. The todos stay.") % {"name": name},
    "label.restored": lambda name, _n, _to: _("Label “%(name)s” is back on its todos.") % {"name": name},
    "label.created": lambda name, _n, _to: _("Label “%(name)s” added.") % {"name": name},
    "label.changed": lambda name, _n, _to: _("Label “%(name)s” saved.") % {"name": name},
    "savedview.trashed": lambda name, _n, _to: _("View “%(name)s” deleted. The todos stay.") % {"name": name},
    "savedview.restored": lambda name, _n, _to: _("View “%(name)s” is back.") % {"name": name},
    "savedview.created": lambda name, _n, _to: _("View “%(name)s” saved.") % {"name": name},
    "savedview.changed": lambda name, _n, _to: _("View “%(name)s” saved.") % {"name": name},
    "todo.trashed": lambda name, n, _to: (
        _("“%(name)s” deleted.") % {"name": name}
        if n == 1
        else ngettext("“%(name)s” and %(n)d more deleted.", "“%(name)s” and %(n)d more deleted.", n - 1)
        % {"name": name, "n": n - 1}
    ),
    "todo.restored": lambda name, _n, _to: _("“%(name)s” is back where it was.") % {"name": name},
    "todo.created": lambda name, n, _to: (
        _("Added “%(name)s”.") % {"name": name}
        if n == 1
        else ngettext("Added %(n)d todo.", "Added %(n)d todos.", n) % {"n": n}
    ),
    "section.created": lambda name, n, _to: (
        _("Section “%(name)s” added.") % {"name": name}
        if n == 1
        else ngettext("Added %(n)d section.", "Added %(n)d sections.", n) % {"n": n}
    ),
    "todo.closed": lambda name, n, _to: (
        _("Done: “%(name)s”.") % {"name": name}
        if n == 1
        else ngettext("%(n)d todo done.", "%(n)d todos done.", n) % {"n": n}
    ),
    "todo.reopened": lambda name, n, _to: (
        _("Open again: “%(name)s”.") % {"name": name}
        if n == 1
        else ngettext("%(n)d todo open again.", "%(n)d todos open again.", n) % {"n": n}
    ),
    "todo.moved": moved,
    "todo.changed": lambda name, n, _to: (
        _("“%(name)s” saved.") % {"name": name}
        if n == 1
        else ngettext("%(n)d todo saved.", "%(n)d todos saved.", n) % {"n": n}
    ),
    "comment.created": lambda _name, _n, _to: _("Comment added."),
    "comment.changed": lambda _name, _n, _to: _("Comment saved."),
    "comment.trashed": lambda _name, _n, _to: _("Comment deleted."),
    "comment.restored": lambda _name, _n, _to: _("The comment is back."),
    "membership.created": lambda name, n, to: (
        _("%(name)s is on %(team)s now.") % {"name": name, "team": to}
        if n == 1
        else ngettext("%(n)d hero is on %(team)s now.", "%(n)d heroes are on %(team)s now.", n) % {"n": n, "team": to}
    ),
    "membership.changed": lambda name, _n, _to: _("%(name)s has another role now.") % {"name": name},
    "membership.removed": lambda name, _n, to: _("%(name)s left %(team)s.") % {"name": name, "team": to},
    "cover.created": lambda name, _n, to: covers(name, to),
    "cover.changed": lambda name, _n, _to: _("How long others cover for %(name)s was changed.") % {"name": name},
    "cover.removed": lambda name, _n, to: covers_no_more(name, to),
    "assignment.created": tied(
        lambda: _("“%(name)s” given to %(hero)s."),
        lambda n: ngettext("%(n)d todo given to %(hero)s.", "%(n)d todos given to %(hero)s.", n),
        lambda: _("“%(name)s” given to %(n)d heroes."),
    ),
    "assignment.removed": tied(
        lambda: _("“%(name)s” taken back from %(hero)s."),
        lambda n: ngettext("%(n)d todo taken back from %(hero)s.", "%(n)d todos taken back from %(hero)s.", n),
        lambda: _("“%(name)s” taken back from %(n)d heroes."),
    ),
    "todo_label.created": tied(
        lambda: _("Label “%(label)s” put on “%(name)s”."),
        lambda n: ngettext("Label “%(label)s” put on %(n)d todo.", "Label “%(label)s” put on %(n)d todos.", n),
        lambda: _("%(n)d labels put on “%(name)s”."),
    ),
    "todo_label.removed": tied(
        lambda: _("Label “%(label)s” taken off “%(name)s”."),
        lambda n: ngettext("Label “%(label)s” taken off %(n)d todo.", "Label “%(label)s” taken off %(n)d todos.", n),
        lambda: _("%(n)d labels taken off “%(name)s”."),
    ),
    "todo_block.created": waits,
    "todo_block.removed": waits_no_more,
    "todo_relation.created": lambda name, n, to: (
        _("“%(name)s” relates to “%(other)s”.") % {"name": name, "other": to}
        if n == 1
        else ngettext("%(n)d todo related.", "%(n)d todos related.", n) % {"n": n}
    ),
    "todo_relation.removed": lambda name, n, to: (
        _("“%(name)s” no longer relates to “%(other)s”.") % {"name": name, "other": to}
        if n == 1
        else ngettext("%(n)d relation ended.", "%(n)d relations ended.", n) % {"n": n}
    ),
} | {
    f"{kind}.purged": lambda name, _n, _to: _("“%(name)s” is gone for good.") % {"name": name}
    for kind in ("hero", "team", "section", "label", "savedview", "todo", "comment")
}
"""In order of weight: a step is told by the first of these that it contains."""


TURNED = {
    "trashed": "restored",
    "restored": "trashed",
    "closed": "reopened",
    "reopened": "closed",
    "archived": "unarchived",
    "unarchived": "archived",
    "deactivated": "reactivated",
    "reactivated": "deactivated",
    "appointed": "dismissed",
    "dismissed": "appointed",
}
"""What it looks like to take one of these back: what it is to do the other."""


HANDED_ON = frozenset({"assignment.created", "membership.created", "membership.changed"})
"""What another hero gets where one is not only deleted."""


def toast_for(step: Step, trash_days: int, said: str = "") -> Toast | None:
    """The toast of a step, in its own words where it has any (`said`); None where nothing was changed that a person
    would call a change."""
    text = said or told(step)
    if text is None:
        return None
    if _throws_away(step):
        text = f"{text} {_until(step.at + timedelta(days=trash_days))}"
    lasting = step.undone_by is not None or any(key.endswith(".purged") for key in step.counts)
    undo = "" if lasting else f"/changes/{step.id}/undo"
    return Toast(text, undo, again=step.kind is StepKind.UNDONE)


def told(step: Step, sentences: Mapping[str, Words] = SENTENCES) -> str | None:
    """The sentence of a step; None where it did nothing that a person would call a change."""
    key = _weightiest(step)
    if key is None:
        return None
    kind = key.partition(".")[2]
    if step.kind is not StepKind.UNDONE:
        return _sentence(step, key, sentences)
    if kind not in TURNED or is_handover(key, step.counts):
        return _("Undone: %(what)s") % {"what": _sentence(step, key, sentences)}
    return sentences[key.replace(kind, TURNED[kind])](step.subject, step.counts[key], step.target)


def _weightiest(step: Step) -> str | None:
    counts = step.counts
    key = next((key for key in SENTENCES if key in counts), None)
    # What comes again is made by the way.
    return "todo.closed" if key == "todo.created" and "todo.closed" in counts else key


def _throws_away(step: Step) -> bool:
    kind = (_weightiest(step) or "").partition(".")[2]
    return (TURNED.get(kind) if step.kind is StepKind.UNDONE else kind) == "trashed"


def _sentence(step: Step, key: str, sentences: Mapping[str, Words]) -> str:
    if key != "team.created" and step.counts.keys() >= {"section.created", "todo.created"}:
        return _added(step.counts["todo.created"], step.counts["section.created"])
    if key == "label.trashed" and "todo_label.created" in step.counts:
        return label_merged(step.subject, step.counts["todo_label.created"], step.target)
    if is_handover(key, step.counts):
        return handed_over(step.subject, step.counts, step.target)
    if key == "team.trashed" and len(step.counts) > 1:
        return team_merged(step.subject, step.counts.get("todo.moved", 0), step.target)
    if key == "hero.trashed" and step.counts.keys() & HANDED_ON:
        return hero_merged(step.subject, step.counts.get("assignment.created", 0), step.target)
    return sentences[key](step.subject, step.counts[key], step.target)


def _added(todos: int, sections: int) -> str:
    added = ngettext("Added %(n)d todo", "Added %(n)d todos", todos) % {"n": todos}
    return f"{added} {ngettext('in %(n)d new section.', 'in %(n)d new sections.', sections) % {'n': sections}}"


def _until(end: datetime) -> str:
    return _("In the trash until %(day)s.") % {"day": plain_date(end.astimezone(viewer().clock).date())}
