"""How the trash looks, and where a thing is once it is back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.access import Access
from app.access.fate import COUNTED
from app.access.paging import PAGE
from app.access.trash import Entry
from app.i18n import _, ngettext, viewer
from app.models import Hero
from app.models.trashable import Trashable
from app.rendering import Fragment, Page
from app.web.deletions.views import figure
from app.wording import distance, moment, today

SOON = 1
PICTURES = {
    "hero": "person",
    "team": "teams",
    "section": "board",
    "label": "tag",
    "savedview": "filter",
    "todo": "check",
    "comment": "balloon",
}
KINDS: dict[str, Callable[[str], str]] = {
    "hero": lambda _place: _("Hero"),
    "team": lambda _place: _("Team"),
    "section": lambda place: _("Section of %(team)s") % {"team": place},
    "label": lambda place: _("Label in %(team)s") % {"team": place},
    "savedview": lambda place: _("View in %(team)s") % {"team": place},
    "todo": lambda place: _("Todo in %(team)s") % {"team": place},
    "comment": lambda place: _("Comment on “%(todo)s”") % {"todo": place},
}
ALONG: dict[str, Callable[[int], str]] = {
    "todos": lambda n: ngettext("%(n)s todo", "%(n)s todos", n),
    "sub-todos": lambda n: ngettext("%(n)s sub-todo", "%(n)s sub-todos", n),
    "comments": lambda n: ngettext("%(n)s comment", "%(n)s comments", n),
    "labels": lambda n: ngettext("%(n)s label", "%(n)s labels", n),
    "sections": lambda n: ngettext("%(n)s section", "%(n)s sections", n),
    "labelled": lambda n: ngettext("taken off %(n)s todo", "taken off %(n)s todos", n),
    "teams": lambda n: ngettext("left %(n)s team", "left %(n)s teams", n),
    "assigned": lambda n: ngettext("%(n)s todo without them", "%(n)s todos without them", n),
}

PLACES: dict[str, Callable[[Any], str]] = {
    "hero": lambda hero: f"/heroes/{hero.id}",
    "team": lambda team: f"/teams/{team.id}",
    "section": lambda section: f"/teams/{section.team_id}#group-{section.id}",
    "label": lambda label: f"/teams/{label.team_id}/labels#label-{label.id}",
    "savedview": lambda view: view.address,
    "todo": lambda todo: f"/todos/{todo.id}",
    "comment": lambda comment: f"/todos/{comment.todo_id}#comment-{comment.id}",
}
HISTORIES = {"hero": "heroes", "team": "teams", "todo": "todos"}
"""What has a history of its own, and where."""


@dataclass(frozen=True)
class TrashRow(Fragment, template="trash/_row.html"):
    """What one step put in the trash; `history` is where its past is told, empty without one."""

    step: int
    picture: str
    name: str
    history: str
    kind: str
    along: str
    deleted: str
    left: str
    soon: bool

    @property
    def id(self) -> str:
        """`trash-7318`"""
        return f"trash-{self.step}"


@dataclass(frozen=True)
class TrashPage(Page, template="trash/index.html"):
    """Everything in the trash that the hero may restore; `days` is how long it waits, `more` where the rest is."""

    rows: Sequence[TrashRow]
    days: int
    more: str

    section = "trash"


def trash_page(access: Access, days: int, before: int | None) -> TrashPage:
    """A page of the trash, from behind a step."""
    entries = access.trashed(before)
    along = access.went_along(entries)
    rows = [_row(entry, along.get(entry.step, {}), days, access.hero) for entry in entries]
    return TrashPage(rows, days, f"/trash?before={entries[-1].step}" if len(entries) == PAGE else "")


def told(entry: Entry) -> str:
    """The entry's name; of several roots the first, and how many more."""
    if entry.roots == 1:
        return entry.name
    more = ngettext("%(name)s and %(n)d more", "%(name)s and %(n)d more", entry.roots - 1)
    return more % {"name": entry.name, "n": entry.roots - 1}


def place_of(record: Trashable) -> str:
    """Where a record is found once it is back."""
    return PLACES[str(type(record).__tablename__)](record)


def _row(entry: Entry, along: Mapping[str, int], days: int, hero: Hero) -> TrashRow:
    end = (entry.at + timedelta(days=days)).astimezone(viewer().clock).date()
    end = max(end, today())
    return TrashRow(
        step=entry.step,
        picture=PICTURES[entry.kind],
        name=told(entry),
        history=f"/{HISTORIES[entry.kind]}/{entry.id}/history" if entry.kind in HISTORIES else "",
        kind=KINDS[entry.kind](entry.place),
        along=", ".join(_along(what, along) for what in ALONG if along.get(what)),
        deleted=_deleted(entry, hero),
        left=distance(end, today()),
        soon=(end - today()).days <= SOON,
    )


def _along(what: str, along: Mapping[str, int]) -> str:
    n = along[what]
    more = n > COUNTED or (what == "comments" and along.get("todos", 0) > COUNTED)
    return ALONG[what](n) % {"n": figure(min(n, COUNTED), more=more)}


def _deleted(entry: Entry, hero: Hero) -> str:
    when = moment(entry.at)
    if entry.by == hero.name:
        return _("%(when)s by you") % {"when": when}
    return _("%(when)s by %(hero)s") % {"when": when, "hero": entry.by} if entry.by else when
