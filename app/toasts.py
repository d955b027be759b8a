"""What happened, in one sentence, with its Undo where there is one: read from the change set itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.i18n import _, ngettext, viewer
from app.wording import plain_date

Words = Callable[[str, int], str]


@dataclass(frozen=True)
class Toast:
    """A sentence to show and announce; `undo_action` is where its Undo form posts to, empty without one."""

    text: str
    undo_action: str = ""
    kind: str = ""


class Step(Protocol):
    """A change set, written already or about to be."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def at(self) -> datetime:
        """When it was taken."""

    @property
    def subject(self) -> str:
        """The words for what it was about."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of what."""


SENTENCES: dict[str, Words] = {
    "hero.trashed": lambda name, _n: _("%(name)s deleted.") % {"name": name},
    "hero.restored": lambda name, _n: (
        _("%(name)s is back, in the same teams and with the same todos.") % {"name": name}
    ),
    "hero.created": lambda name, n: (
        _("%(name)s added.") % {"name": name}
        if n == 1
        else ngettext("%(n)d hero added.", "%(n)d heroes added.", n) % {"n": n}
    ),
    "hero.changed": lambda name, _n: _("%(name)s saved.") % {"name": name},
    "team.trashed": lambda name, _n: _("%(name)s deleted.") % {"name": name},
    "team.restored": lambda name, _n: _("%(name)s is back, with all that was in it.") % {"name": name},
    "team.created": lambda name, _n: _("%(name)s is ready.") % {"name": name},
    "team.changed": lambda name, _n: _("%(name)s saved.") % {"name": name},
    "section.trashed": lambda name, _n: _("Section “%(name)s” deleted. Its todos stay.") % {"name": name},
    "section.restored": lambda name, _n: _("Section “%(name)s” is back with its todos.") % {"name": name},
    "section.changed": lambda name, _n: _("Section “%(name)s” saved.") % {"name": name},
    "section.moved": lambda name, _n: _("Section “%(name)s” moved.") % {"name": name},
    "label.trashed": lambda name, _n: _("Label “%(name)s” deleted. The todos stay.") % {"name": name},
    "label.restored": lambda name, _n: _("Label “%(name)s” is back on its todos.") % {"name": name},
    "label.created": lambda name, _n: _("Label “%(name)s” added.") % {"name": name},
    "label.changed": lambda name, _n: _("Label “%(name)s” saved.") % {"name": name},
    "todo.trashed": lambda name, n: (
        _("“%(name)s” deleted.") % {"name": name}
        if n == 1
        else ngettext("“%(name)s” and %(n)d sub-todo deleted.", "“%(name)s” and %(n)d sub-todos deleted.", n - 1)
        % {"name": name, "n": n - 1}
    ),
    "todo.restored": lambda name, _n: _("“%(name)s” is back where it was.") % {"name": name},
    "todo.created": lambda name, n: (
        _("Added “%(name)s”.") % {"name": name}
        if n == 1
        else ngettext("Added %(n)d todo.", "Added %(n)d todos.", n) % {"n": n}
    ),
    "section.created": lambda name, n: (
        _("Section “%(name)s” added.") % {"name": name}
        if n == 1
        else ngettext("Added %(n)d section.", "Added %(n)d sections.", n) % {"n": n}
    ),
    "todo.closed": lambda name, n: (
        _("Done: “%(name)s”.") % {"name": name}
        if n == 1
        else ngettext("%(n)d todo done.", "%(n)d todos done.", n) % {"n": n}
    ),
    "todo.reopened": lambda name, _n: _("Open again: “%(name)s”.") % {"name": name},
    "todo.moved": lambda name, _n: _("“%(name)s” moved.") % {"name": name},
    "todo.changed": lambda name, _n: _("“%(name)s” saved.") % {"name": name},
    "comment.created": lambda _name, _n: _("Comment added."),
    "comment.changed": lambda _name, _n: _("Comment saved."),
    "comment.trashed": lambda _name, _n: _("Comment deleted."),
    "comment.restored": lambda _name, _n: _("The comment is back."),
    "membership.created": lambda name, n: (
        _("%(name)s is on the team now.") % {"name": name}
        if n == 1
        else ngettext("%(n)d hero is on the team now.", "%(n)d heroes are on the team now.", n) % {"n": n}
    ),
    "membership.changed": lambda name, _n: _("%(name)s has another role now.") % {"name": name},
    "membership.removed": lambda name, _n: _("%(name)s left the team.") % {"name": name},
    "assignment.created": lambda name, _n: _("“%(name)s” assigned.") % {"name": name},
    "assignment.removed": lambda name, _n: _("“%(name)s” taken back.") % {"name": name},
    "todo_label.created": lambda name, _n: _("“%(name)s” labelled.") % {"name": name},
    "todo_label.removed": lambda name, _n: _("Label taken off “%(name)s”.") % {"name": name},
} | {
    f"{kind}.purged": lambda name, _n: _("“%(name)s” is gone for good.") % {"name": name}
    for kind in ("hero", "team", "section", "label", "todo", "comment")
}
"""In order of weight: a step is told by the first of these that it contains."""


def toast_for(step: Step, trash_days: int) -> Toast | None:
    """The toast of a step; None where nothing was changed that a person would call a change."""
    counts = step.counts
    if counts.keys() >= {"section.created", "todo.created"}:
        return Toast(_added(counts["todo.created"], counts["section.created"]))
    for key, words in SENTENCES.items():
        if key in counts:
            text = words(step.subject, counts[key])
            if not key.endswith(".trashed"):
                return Toast(text)
            return Toast(f"{text} {_until(step.at + timedelta(days=trash_days))}", f"/trash/{step.id}/restoration")
    return None


def _added(todos: int, sections: int) -> str:
    added = ngettext("Added %(n)d todo", "Added %(n)d todos", todos) % {"n": todos}
    return f"{added} {ngettext('in %(n)d new section.', 'in %(n)d new sections.', sections) % {'n': sections}}"


def _until(end: datetime) -> str:
    return _("In the trash until %(day)s.") % {"day": plain_date(end.astimezone(viewer().clock).date())}
