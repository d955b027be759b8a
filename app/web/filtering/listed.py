"""A narrowed list: its groups with their rows, and the rest of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.access import Access
from app.access.listing import GROUPS_MAX, NONE, SUBS, Heading, Listing
from app.access.paging import PAGE
from app.filtering.model import Group
from app.i18n import N_, _
from app.models import Section
from app.paths import id_key
from app.rendering import Fragment, Part, View, append, remove
from app.rendering import replace as replace_part
from app.web.filtering.asked import Asked
from app.web.todos.selection_bar import Bar, mixed_bar, selection_bar
from app.web.todos.views import TodoRow, todo_row

PLACES: Mapping[Group, Sequence[str]] = {
    Group.PRIORITY: (N_("Urgent"), N_("High"), N_("Normal"), N_("Low")),
    Group.DUE: (N_("Late"), N_("Today"), N_("Next 7 days"), N_("Later")),
}
NOTHING: Mapping[Group, str] = {
    Group.SECTION: N_("No section"),
    Group.ASSIGNEE: N_("Nobody"),
    Group.LABEL: N_("No label"),
    Group.DUE: N_("No date"),
    Group.NONE: N_("Todos"),
}


@dataclass(frozen=True)
class FoundRows(View, template="teams/_rows.html"):
    """Rows of one group."""

    rows: Sequence[TodoRow]


@dataclass(frozen=True)
class FoundMore(Fragment, template="filtering/_more.html"):
    """The link to the rest of a group; without `url` all of it stands there."""

    key: int
    url: str

    @property
    def id(self) -> str:
        """`found-3-more`"""
        return f"found-{self.key}-more"


@dataclass(frozen=True)
class FoundGroup(Fragment, template="filtering/_group.html"):
    """A group under its title."""

    key: int
    title: str
    count: str
    rows: FoundRows
    more: FoundMore

    @property
    def id(self) -> str:
        """`found-3`, `found-0` for what has nothing of the kind"""
        return f"found-{self.key}"


@dataclass(frozen=True)
class FoundList(Fragment, template="filtering/_list.html"):
    """All groups. `mixed`: of several teams; `clear` is the list without a filter; `cut`: there are more groups."""

    groups: Sequence[FoundGroup]
    mixed: bool
    clear: str
    cut: bool
    bar: Bar

    @property
    def id(self) -> str:
        """`found`"""
        return "found"


def found_list(
    access: Access, asked: Asked, listing: Listing, headings: Sequence[Heading], sections: Sequence[Section]
) -> FoundList:
    """The first page of a narrowed list."""
    lines = access.first_lines(listing)
    groups = []
    for heading in headings[:GROUPS_MAX]:
        rows = [todo_row(line, access.hero) for key, line in lines if key == heading.key]
        rest = _more(asked, heading.key, rows) if len(rows) < heading.todos else ""
        groups.append(_group(listing, heading, rows, rest))
    clear = asked.url(asked.told.without(*{one.field for one in asked.told.conditions}))
    bar = list_bar(access, listing, sections)
    return FoundList(groups, listing.team is None, clear, len(headings) > GROUPS_MAX, bar)


def found_group(access: Access, asked: Asked, listing: Listing, key: int, after: int | None) -> FoundGroup:
    """A page of one group, from behind the todo `after`."""
    heading = next((one for one in access.headings(listing) if one.key == key), Heading(key, "", 0))
    rows = [todo_row(line, access.hero) for line in access.more_lines(listing, key, after)]
    return _group(listing, heading, rows, _more(asked, key, rows) if len(rows) == PAGE else "")


def rest_of(group: FoundGroup) -> list[Part]:
    """More rows at the end of the group that is there."""
    return [
        *(remove(row.id) for row in group.rows.rows),
        append(group.rows, f"{group.id}-rows"),
        replace_part(group.more),
    ]


def group_key(text: str) -> int:
    """The key of a group from an address; anything else is that of nothing."""
    return SUBS if text == str(SUBS) else id_key(text) or NONE


def list_bar(access: Access, listing: Listing, sections: Sequence[Section]) -> Bar:
    """What changes picked todos of such a list, which is shown anew afterwards."""
    team = listing.team
    bar = mixed_bar(access) if team is None else selection_bar(access, team, sections, done=listing.done)
    return replace(bar, filtered=True)


def _group(listing: Listing, heading: Heading, rows: Sequence[TodoRow], rest: str) -> FoundGroup:
    title = heading.name or _title(listing.group, heading.key)
    return FoundGroup(heading.key, title, heading.words, FoundRows(rows), FoundMore(heading.key, rest))


def _title(group: Group, key: int) -> str:
    if key == SUBS:
        return _("Sub-todos")
    if key == NONE:
        return _(NOTHING.get(group, N_("No section")))
    return _(PLACES[group][key - 1]) if group in PLACES and key <= len(PLACES[group]) else ""


def _more(asked: Asked, key: int, rows: Sequence[TodoRow]) -> str:
    return asked.url(part=str(key), after=str(rows[-1].line.id) if rows else "")
