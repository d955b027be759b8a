"""What happened, in sentences: only what the record says, from one table, as one hero may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.access.activity import name_of_tied
from app.access.faces import Face
from app.access.names import Names
from app.access.past import Happened
from app.access.undo.involved import LINKS, PAIRS, TABLES, keys_of
from app.i18n import _
from app.models import Change, Hero
from app.models.undoable import Facet
from app.web.changes.sentences import ALL, BACK, RECLOSE, REOPEN, SENTENCES, SHORT, UNDATE, WHOLE
from app.web.changes.values import TEXTS, name_or_gone, value_words
from app.word_diff import diff_markup

WHOLE_KINDS = frozenset({"created", "trashed", "restored", "removed"})
PLACES = (("team_id", "team"), ("parent_id", "parent"), ("section_id", "section"), ("rank", "rank"))
"""The weightiest first: by the first of these a move is told."""
OF_PLACES = {"team": "team", "parent": "todo", "section": "section"}
PRIVATE = frozenset({"theme", "locale", "single_keys", "keys_off"})
"""Facets of a hero that only they, and those who may edit them, read of."""
PICTURES = {
    "title": "pencil",
    "name": "pencil",
    "due": "calendar",
    "priority": "flag",
    "notes": "note",
    "done": "check",
    "recurrence": "repeat",
    "": "history",
}
SHORT_MAX = 40


@dataclass(frozen=True)
class Line:
    """A sentence; of a text also its `diff`, else empty."""

    facet: str
    words: Markup
    diff: Markup

    @property
    def picture(self) -> str:
        """The icon beside it."""
        return PICTURES.get(self.facet, "move" if self.facet in {"place", "rank", *OF_PLACES} else "pencil")


def name_of(face: Face | None, hero: Hero) -> str:
    """How this hero calls somebody at the beginning of a sentence."""
    if face is None:
        return _("A former hero")
    return _("You") if face.id == hero.id else face.first_name


def lines_of(happened: Happened, hero: Hero, names: Names, *, private: bool = False) -> list[Line]:
    """The sentences of one changed row. `private`: the hero may read of private settings."""
    change, who = happened.change, name_of(happened.actor, hero)
    lines = [_whole(happened, who, hero, names)] if change.kind in WHOLE_KINDS else []
    if change.kind not in {"created", "removed"}:
        told = (facet for facet in told_facets(change) if private or facet.name not in PRIVATE)
        lines += [_facet(change, facet, who, hero, names) for facet in told]
    return lines


def told_facets(change: Change) -> list[Facet]:
    """The facets of the record that changed."""
    found: list[Facet] = (
        TABLES[change.entity].facets_of(change.after) if hasattr(TABLES[change.entity], "facets") else []
    )
    return found


def facet_values(facet: Facet, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that belong to a facet."""
    return {name: values[name] for name in facet.columns if name in values}


def ends(change: Change, hero: Hero, names: Names) -> tuple[str, str]:
    """What it was about, and for a link what that was tied to: their names, as this hero calls them."""
    pairs = zip(LINKS.get(change.entity, (change.entity,)), keys_of(change), strict=True)
    if change.entity in PAIRS:
        called = [name_of_tied(names.of(entity, key)) for entity, key in pairs]
    else:
        called = [_called(names, entity, key, hero) for entity, key in pairs]
    return called[0], called[-1]


def _called(names: Names, entity: str, key: int, hero: Hero) -> str:
    if entity == "hero" and key == hero.id:
        return _("you")
    return name_or_gone(names, entity, key)


def _whole(happened: Happened, who: str, hero: Hero, names: Names) -> Line:
    change, actor = happened.change, happened.actor
    what, to = ends(change, hero, names)
    heroes = [
        key for entity, key in zip(LINKS.get(change.entity, ()), keys_of(change), strict=False) if entity == "hero"
    ]
    to_self = actor is not None and heroes == [actor.id]
    key = (change.entity, "self" if to_self else "", change.kind)
    values = {"who": who, "what": _own_name(change) or what, "to": to}
    return Line("", Markup(_(SENTENCES[key])) % values, Markup(""))


def _own_name(change: Change) -> str:
    """The name that it was made or removed by; it may have another now, or none any more."""
    return str(change.after.get("name") or "") if change.kind == "created" else ""


def _facet(change: Change, facet: Facet, who: str, hero: Hero, names: Names) -> Line:
    if facet.name == "place" and change.entity == "todo":
        return _move(change, who, names)
    before, after = facet_values(facet, change.before), facet_values(facet, change.after)
    what, to = ends(change, hero, names)
    sentence = _sentence(change.entity, facet.name, before, after)
    if facet.name in TEXTS:
        diff = diff_markup(*(str(next(iter(values.values()))) for values in (before, after)))
        return Line(facet.name, Markup(sentence) % {"who": who, "what": what}, diff)
    values = {"before": value_words(facet.name, before, names), "after": value_words(facet.name, after, names)}
    return Line(facet.name, Markup(sentence) % (values | {"who": who, "what": what, "to": to}), Markup(""))


def _sentence(entity: str, facet: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    became = "changed" if any(before.values()) else "set"
    if not any(after.values()):
        became = "cleared"
    fallback = SENTENCES.get((entity, facet, "changed")) or SENTENCES.get((entity, facet, "set"), "")
    return _(SENTENCES.get((entity, facet, became)) or fallback)


def _move(change: Change, who: str, names: Names) -> Line:
    column, facet = next(pair for pair in PLACES if pair[0] in change.after)
    before, after = change.before.get(column), change.after.get(column)
    sentence = _sentence("todo", facet, {column: before}, {column: after})
    values = {"who": who, "before": "", "after": ""}
    if facet in OF_PLACES:
        table = OF_PLACES[facet]
        values |= {"before": name_or_gone(names, table, before), "after": name_or_gone(names, table, after)}
    return Line(facet, Markup(sentence) % values, Markup(""))


def back_words(change: Change, hero: Hero, names: Names) -> str:
    """What the button says that takes this change alone back."""
    if change.kind == "trashed":
        return _(WHOLE)
    if change.entity in LINKS and change.kind == "removed":
        what, to = ends(change, hero, names)
        return _(BACK[change.entity, ""]) % {"what": what, "to": to}
    facets = told_facets(change)
    return _(ALL) if len(facets) > 1 else _facet_back(change, facets[0])


def _facet_back(change: Change, facet: Facet) -> str:
    before = facet_values(facet, change.before)
    value = next(iter(before.values()), None)
    if facet.name in TEXTS and value and len(str(value)) <= SHORT_MAX and "\n" not in str(value):
        return _(SHORT) % {"before": value}
    if facet.name == "done":
        return _(RECLOSE) if before.get("completed_at") else _(REOPEN)
    if facet.name == "due" and not any(before.values()):
        return _(UNDATE)
    return _(BACK[change.entity, facet.name])
