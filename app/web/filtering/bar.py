"""The bar above a list: what narrows it, as text and as menus, every line of which is a link."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.access import Access
from app.access.filtering import Narrowing, here_for
from app.filtering import words
from app.filtering.model import Condition, Field, Filter
from app.filtering.text import as_text
from app.forms import new_key
from app.i18n import _, ngettext, viewer
from app.models import Section, Team, may
from app.rendering import View
from app.web.filtering.asked import EVERYTHING, Asked
from app.web.filtering.menus import Menus, Offered, Option, Value, menus
from app.web.filtering.sentences import chip_words, doubts_in
from app.wording import so_many

EXAMPLE = "assignee:me due:<7d -label:house"


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
    menus: Menus
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
    told = asked.told
    here = here_for(told, team or access.hero)
    return FilterBar(
        path=asked.path,
        text=as_text(told),
        kept=[*asked.kept, *([("view", EVERYTHING)] if asked.view else [])],
        menus=menus(replace(asked, saved=None), _offered(access, team, sections), viewer()),
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
    return replace(bar, menus=bar.menus.without_order(), shelf=None)


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
    return ngettext("%(count)s todo", "%(count)s todos", total) % {"count": so_many(total)}


def _done_too(told: Filter) -> Filter:
    """The same with todos done long ago; if it has them, without."""
    rest = told.without(Field.STATE)
    return rest if told.has(Field.STATE, words.ALL) else rest.toggled(Field.STATE, words.ALL)


def _less(told: Filter, place: int) -> Filter:
    return replace(told, conditions=tuple(one for n, one in enumerate(told.conditions) if n != place))


def _offered(access: Access, team: Team | None, sections: Sequence[Section]) -> Offered:
    places = _values(Field.SECTION, sections)
    if team is None:
        return Offered(sections=places, teams=_values(Field.TEAM, access.sidebar()))
    heroes = [one.face for one in access.crew(team) if one.face.id != access.hero.id]
    return Offered(_values(Field.ASSIGNEE, heroes), _values(Field.LABEL, access.tags(team)), sections=places)


def _values(field: Field, things: Sequence[Any]) -> tuple[Value, ...]:
    return tuple((words.value_for(field, one.name, one.id), one.name) for one in things)


def one_condition(field: Field, value: str) -> Filter:
    """A filter of one condition."""
    return Filter((Condition(field, (value,)),))
