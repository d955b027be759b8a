"""The bar above a list: what narrows it, as text and as menus, every line of which is a link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.access import Access
from app.access.filtering import Narrowing, here_in
from app.access.paging import PAGE
from app.filtering import words
from app.filtering.model import Condition, Field, Filter, Group, Sort
from app.filtering.text import as_text
from app.forms import new_key
from app.i18n import _, ngettext
from app.models import Section, Team, may
from app.rendering import View
from app.web.filtering.asked import EVERYTHING, Asked
from app.web.filtering.sentences import FIELDS, GROUPS, SORTS, WORDS, chip_words, doubts_in, word_words
from app.wording import number

ORDER = "filter-order"
EXAMPLE = "assignee:me due:<7d -label:house"
DUE = ("late", "today", "week", "7d", words.NONE)
FIXED: Mapping[Field, Sequence[str]] = {
    Field.DUE: DUE,
    Field.PRIORITY: words.KNOWN[Field.PRIORITY],
    Field.STATE: (words.OPEN, words.DONE, words.ALL),
    Field.CLOSED: ("today", "week", "7d"),
    Field.BLOCKED: words.KNOWN[Field.BLOCKED],
}
ICONS = {Field.ASSIGNEE: "person", Field.LABEL: "tag", Field.DUE: "calendar"}


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
    options: Sequence[Option]


@dataclass(frozen=True)
class Menu:
    """A menu of the bar."""

    id: str
    words: str
    icon: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Chip:
    """A condition, and the list without it."""

    words: str
    url: str


@dataclass(frozen=True)
class Shelf:
    """The saved views of the list; `everything` is the list without any, and `edit` the form of the one that is shown.
    The list is that `of` a team, with which one may share a view."""

    views: Sequence[Option]
    everything: str
    shown: str
    edit: str
    of: int | None
    may_share: bool
    key: str = field(default_factory=new_key)


@dataclass(frozen=True)
class FilterBar(View, template="filtering/_bar.html"):
    """All of it. `kept` goes along when the text is sent; `counted` is how many todos are shown, `clear` the list
    without any filter, `done` the one with all done todos too, `shelf` holds the saved views. The text is shown `like`
    an example."""

    path: str
    text: str
    kept: Sequence[tuple[str, str]]
    menus: Sequence[Menu]
    chips: Sequence[Chip]
    doubts: Sequence[str]
    counted: str
    clear: str
    done: Option | None
    shelf: Shelf | None
    like: str = EXAMPLE


def filter_bar(
    access: Access,
    asked: Asked,
    narrowing: Narrowing,
    team: Team | None,
    sections: Sequence[Section],
    total: int | None = None,
) -> FilterBar:
    """The bar of a list; `total` todos are shown, None for the list as it is."""
    place = team.name if team else _("your teams")
    here = here_in(team or access.hero)
    told = asked.told
    return FilterBar(
        path=asked.path,
        text=as_text(told),
        kept=[*asked.kept, *([("view", EVERYTHING)] if asked.view else [])],
        menus=_menus(access, asked, team, sections),
        chips=[
            Chip(chip_words(one, here, narrowing), asked.url(_less(told, n))) for n, one in enumerate(told.conditions)
        ],
        doubts=doubts_in(narrowing, place),
        counted=counted(total) if total is not None else "",
        clear=asked.url(Filter()) if told else "",
        done=Option(_("Done too"), asked.url(_done_too(told)), asked.done),
        shelf=_shelf(access, asked, team),
    )


def without_order(bar: FilterBar) -> FilterBar:
    """The bar of a view with an order of its own. What is saved under a name are lists, so it has none of these."""
    return replace(bar, menus=[menu for menu in bar.menus if menu.id != ORDER], shelf=None)


def _shelf(access: Access, asked: Asked, team: Team | None) -> Shelf:
    saved = asked.saved
    views = [
        Option(line.name, f"{asked.path}?view={line.id}", saved is not None and saved.id == line.id)
        for line in access.saved_lines(team)
    ]
    return Shelf(
        views=views,
        everything=f"{asked.path}?view={EVERYTHING}",
        shown=saved.name if saved else "",
        edit=f"/saved/{saved.id}/edit" if saved and may(access.hero, "savedview.edit", saved) else "",
        of=team.id if team else None,
        may_share=team is not None and not team.is_private and may(access.hero, "savedview.create", team),
    )


def counted(total: int) -> str:
    """ "12 todos" """
    return ngettext("%(count)s todo", "%(count)s todos", total) % {"count": number(total)}


def _done_too(told: Filter) -> Filter:
    """The same with todos done long ago; if it has them, without."""
    rest = told.without(Field.STATE)
    return rest if told.has(Field.STATE, words.ALL) else rest.toggled(Field.STATE, words.ALL)


def _less(told: Filter, place: int) -> Filter:
    return replace(told, conditions=tuple(one for n, one in enumerate(told.conditions) if n != place))


def _menus(access: Access, asked: Asked, team: Team | None, sections: Sequence[Section]) -> list[Menu]:
    crew = access.assignable(team) if team else []
    heroes = [(words.value_for(Field.ASSIGNEE, hero.name, hero.id), hero.name) for hero in crew if hero != access.hero]
    labels = [(words.value_for(Field.LABEL, one.name, one.id), one.name) for one in access.labels(team)] if team else []
    places = [(words.value_for(Field.SECTION, one.name, one.id), one.name) for one in sections]
    people = _part(asked, Field.ASSIGNEE, [*_own(Field.ASSIGNEE), *heroes[:PAGE]])
    tags = _part(asked, Field.LABEL, [*labels[:PAGE], *_own(Field.LABEL)])
    more = [_fixed(asked, field) for field in FIXED if field is not Field.DUE]
    if sections:
        more.insert(0, _part(asked, Field.SECTION, [*places, *_own(Field.SECTION)]))
    if team is None:
        teams = [(words.value_for(Field.TEAM, link.name, link.id), link.name) for link in access.sidebar()]
        more.insert(0, _part(asked, Field.TEAM, teams))
    more.append(_part(asked, Field.BY, [*_own(Field.BY), *heroes[:PAGE]]))
    return [
        _menu(Field.ASSIGNEE, people),
        _menu(Field.LABEL, tags),
        _menu(Field.DUE, _fixed(asked, Field.DUE)),
        Menu("filter-more", _("More"), "filter", more),
        Menu(ORDER, _("Order"), "sliders", [_sorts(asked), _groups(asked, team)]),
    ]


def _menu(field: Field, part: Part) -> Menu:
    return Menu(f"filter-{field.value}", _(FIELDS[field]), ICONS[field], [part])


def _own(field: Field) -> list[tuple[str, str]]:
    return [(word, _(WORDS[word])) for word in words.KNOWN[field]]


def _fixed(asked: Asked, field: Field) -> Part:
    return _part(asked, field, [(word, word_words(field, word)) for word in FIXED[field]])


def _part(asked: Asked, field: Field, values: Iterable[tuple[str, str]]) -> Part:
    told = asked.told
    options = [
        Option(
            said,
            asked.url(told.toggled(field, value)),
            told.has(field, value),
            asked.url(told.toggled(field, value, negated=True)),
            told.has(field, value, negated=True),
        )
        for value, said in values
    ]
    return Part(_(FIELDS[field]), options)


def _sorts(asked: Asked) -> Part:
    now = asked.told.sort or Sort.OWN
    ways = [(one, None if one is Sort.OWN else one) for one in Sort]
    return Part(
        _("Sort"),
        [Option(_(SORTS[one]), asked.url(replace(asked.told, sort=way)), one is now) for one, way in ways],
    )


def _groups(asked: Asked, team: Team | None) -> Part:
    own = Group.SECTION if team else Group.TEAM
    now = asked.told.group or own
    ways = [(one, None if one is own else one) for one in Group if team is None or one is not Group.TEAM]
    return Part(
        _("Group"),
        [Option(_(GROUPS[one]), asked.url(replace(asked.told, group=way)), one is now) for one, way in ways],
    )


def one_condition(field: Field, value: str) -> Filter:
    """A filter of one condition."""
    return Filter((Condition(field, (value,)),))
