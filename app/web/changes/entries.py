"""Changed rows as the pages of history show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.access import Access
from app.access.faces import Face
from app.access.names import Names
from app.access.past import Happened
from app.access.undo.involved import PAIRS
from app.forms import new_key
from app.i18n import N_, _
from app.models import Change, Hero, may
from app.models.change import StepKind
from app.rendering import View
from app.web.changes.words import Line, back_words, lines_of
from app.wording import moment

REMARKS = {StepKind.DONE: "", StepKind.UNDONE: N_("by undoing"), StepKind.REDONE: N_("by redoing")}
NAMED_BY_THEIR_SENTENCES = frozenset({"section", "label", "savedview", "membership", *PAIRS})


@dataclass(frozen=True)
class Entry(View, template="changes/_entry.html"):
    """One changed row. `about` is the record's name and `url` its page, where the page is about others too; `back` is
    what the button says that takes it back alone, empty without one, and `key` the button's one-use key.
    """

    change_id: int
    step: int
    actor: Face | None
    about: str
    url: str
    lines: Sequence[Line]
    at: datetime
    when: str
    remark: str
    back: str
    key: str


def entries_of(access: Access, past: Sequence[Happened], *, named: bool = False) -> list[Entry]:
    """The entries that say something to this hero; `named` on a page that is about several records."""
    hero, changes = access.hero, [one.change for one in past]
    names, open_to_undo = access.names(changes), access.may_put_back(changes)
    private = _whose_settings(access, changes)
    entries = []
    for one in past:
        change = one.change
        lines = lines_of(one, hero, names, private=change.row_key in private)
        if lines:
            back = back_words(change, hero, names) if change.id in open_to_undo else ""
            about, url = _about(change, names) if named else ("", "")
            entries.append(_entry(one, lines, back, about, url))
    return entries


def _entry(one: Happened, lines: Sequence[Line], back: str, about: str, url: str) -> Entry:
    return Entry(
        change_id=one.change.id,
        step=one.change.change_set_id,
        actor=one.actor,
        about=about,
        url=url,
        lines=lines,
        at=one.at,
        when=moment(one.at),
        remark=_(REMARKS[one.kind]),
        back=back,
        key=new_key() if back else "",
    )


def _whose_settings(access: Access, changes: Sequence[Change]) -> set[str]:
    """Keys of the heroes whose private settings this hero may read of."""
    ids = {int(change.row_key) for change in changes if change.entity == "hero"}
    known: Sequence[Hero] = access.known_heroes(list(ids)) if ids - {access.hero.id} else ()
    return {str(one.id) for one in (access.hero, *known) if may(access.hero, "hero.edit", one)}


def _about(change: Change, names: Names) -> tuple[str, str]:
    """The name of what changed, and where that is, unless the sentence says it."""
    entity, first = change.entity, int(change.row_key.split(",")[0])
    if entity in NAMED_BY_THEIR_SENTENCES or (change.kind == "created" and entity in {"hero", "team"}):
        return "", ""
    if entity in {"hero", "team"}:
        name = names.of(entity, first)
        return name or "", f"/{_FOLDERS[entity]}/{first}" if name else ""
    name = names.of("comment" if entity == "comment" else "todo", first)
    todo_id = names.todos.get(first) if entity == "comment" else first
    return name or str(change.after.get("title") or ""), f"/todos/{todo_id}" if name else ""


_FOLDERS: Mapping[str, str] = {"hero": "heroes", "team": "teams"}
