"""The menus of the bar above a list. They are put together once for everybody to whom they offer the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.filtering import words
from app.filtering.model import Field, Group, Sort
from app.i18n import Viewer, _
from app.rendering import KeptView
from app.web.filtering.asked import Asked
from app.web.filtering.sentences import FIELDS, GROUPS, SORTS, WORDS, word_words

ORDER = "filter-order"
DUE = ("late", "today", "week", "7d", words.NONE)
FIXED: Mapping[Field, Sequence[str]] = {
    Field.DUE: DUE,
    Field.PRIORITY: words.KNOWN[Field.PRIORITY],
    Field.STATE: (words.OPEN, words.DONE, words.ALL),
    Field.CLOSED: ("today", "week", "7d"),
    Field.BLOCKED: words.KNOWN[Field.BLOCKED],
}
ICONS = {Field.ASSIGNEE: "person", Field.LABEL: "tag", Field.DUE: "calendar"}
KEPT = 128
"""So many lists, of some 100 lines each, have their menus kept."""
Value = tuple[str, str]
"""What a filter says, and what people call it."""


@dataclass(frozen=True)
class Option:
    """A line of a menu: the way to the list with this and without it, and to the opposite; `on` and `off` say which of
    them it is now."""

    words: str
    url: str
    on: bool
    not_url: str = ""
    off: bool = False


@dataclass(frozen=True)
class Part:
    """The lines of a menu under one title."""

    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Menu:
    """A menu of the bar."""

    id: str
    words: str
    icon: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Menus(KeptView, template="filtering/_menus.html"):
    """All of them."""

    menus: tuple[Menu, ...]

    def without_order(self) -> "Menus":
        """Those that narrow."""
        return Menus(tuple(menu for menu in self.menus if menu.id != ORDER))


@dataclass(frozen=True)
class Offered:
    """What there is to choose from, besides what is the same everywhere. `teams` are those of a list over all teams."""

    heroes: tuple[Value, ...] = ()
    labels: tuple[Value, ...] = ()
    sections: tuple[Value, ...] = ()
    teams: tuple[Value, ...] | None = None


@lru_cache(KEPT)
def menus(asked: Asked, offered: Offered, _viewer: Viewer) -> Menus:
    """The menus of a list, in the viewer's language."""
    people = _part(asked, Field.ASSIGNEE, [*_own(Field.ASSIGNEE), *offered.heroes])
    tags = _part(asked, Field.LABEL, [*offered.labels, *_own(Field.LABEL)])
    more = [_fixed(asked, field) for field in FIXED if field is not Field.DUE]
    if offered.sections:
        more.insert(0, _part(asked, Field.SECTION, [*offered.sections, *_own(Field.SECTION)]))
    if offered.teams is not None:
        more.insert(0, _part(asked, Field.TEAM, offered.teams))
    more.append(_part(asked, Field.BY, [*_own(Field.BY), *offered.heroes]))
    order = (_sorts(asked), _groups(asked, mixed=offered.teams is not None))
    return Menus(
        (
            _menu(Field.ASSIGNEE, people),
            _menu(Field.LABEL, tags),
            _menu(Field.DUE, _fixed(asked, Field.DUE)),
            Menu("filter-more", _("More"), "filter", tuple(more)),
            Menu(ORDER, _("Order"), "sliders", order),
        )
    )


def _menu(field: Field, part: Part) -> Menu:
    return Menu(f"filter-{field.value}", _(FIELDS[field]), ICONS[field], (part,))


def _own(field: Field) -> list[tuple[str, str]]:
    return [(word, _(WORDS[word])) for word in words.KNOWN[field]]


def _fixed(asked: Asked, field: Field) -> Part:
    return _part(asked, field, [(word, word_words(field, word)) for word in FIXED[field]])


def _part(asked: Asked, field: Field, values: Iterable[tuple[str, str]]) -> Part:
    told = asked.told
    options = tuple(
        Option(
            said,
            asked.url(told.toggled(field, value)),
            told.has(field, value),
            asked.url(told.toggled(field, value, negated=True)),
            told.has(field, value, negated=True),
        )
        for value, said in values
    )
    return Part(_(FIELDS[field]), options)


def _sorts(asked: Asked) -> Part:
    now = asked.told.sort or Sort.OWN
    ways = [(one, None if one is Sort.OWN else one) for one in Sort]
    return Part(
        _("Sort"),
        tuple(Option(_(SORTS[one]), asked.url(replace(asked.told, sort=way)), one is now) for one, way in ways),
    )


def _groups(asked: Asked, *, mixed: bool) -> Part:
    own = Group.TEAM if mixed else Group.SECTION
    now = asked.told.group or own
    ways = [(one, None if one is own else one) for one in Group if mixed or one is not Group.TEAM]
    return Part(
        _("Group"),
        tuple(Option(_(GROUPS[one]), asked.url(replace(asked.told, group=way)), one is now) for one, way in ways),
    )
