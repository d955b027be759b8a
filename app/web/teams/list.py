"""A team's list: its sections with their rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.access import Access
from app.access.paging import PAGE
from app.access.rows import TodoLine
from app.access.section_rows import totals
from app.models import Section, Team, may
from app.rendering import Fragment, View
from app.web.teams.addresses import list_url
from app.web.todos.selection_bar import Bar, selection_bar
from app.web.todos.views import TodoRow, todo_row


def group_id(section_id: int | None) -> str:
    """The id of a section's group: `group-3`, `group-none`."""
    return f"group-{section_id or 'none'}"


def section_named(access: Access, team: Team, text: str) -> Section | None:
    """The section whose id an address or a form gives; anything but a number is no section. Raises NotFound."""
    known = text.isascii() and text.isdigit() and len(text) < 19
    return access.section(team, int(text)) if known else None


@dataclass(frozen=True)
class Rows(View, template="teams/_rows.html"):
    """Rows of one section."""

    rows: Sequence[TodoRow]


@dataclass(frozen=True)
class Count(Fragment, template="teams/_count.html"):
    """How many todos a group has, shown beside its name."""

    section_id: int | None
    count: int

    @property
    def id(self) -> str:
        """`group-3-count`"""
        return f"{group_id(self.section_id)}-count"


@dataclass(frozen=True)
class More(Fragment, template="teams/_more.html"):
    """The link to the rest of a section; without `url`, when all of it stands there, to its beginning."""

    section_id: int | None
    url: str

    @property
    def id(self) -> str:
        """`group-3-more`"""
        return f"{group_id(self.section_id)}-more"


@dataclass(frozen=True)
class Group(Fragment, template="teams/_group.html"):
    """One section of the list, or the todos without one (`section` None). `more` is where the rest is, if any."""

    section: Section | None
    rows: Rows
    count: Count
    more: More | None
    add_url: str

    @property
    def id(self) -> str:
        """`group-3`, `group-none`"""
        return group_id(self.section.id if self.section else None)


@dataclass(frozen=True)
class TodoList(Fragment, template="teams/_list.html"):
    """All groups. `may_move`: rows can be put elsewhere."""

    groups: Sequence[Group]
    may_add: bool
    done: bool
    bar: Bar
    may_move: bool

    @property
    def id(self) -> str:
        """`list`"""
        return "list"


def todo_list(access: Access, team: Team, sections: Sequence[Section] | None = None, *, done: bool = False) -> TodoList:
    """The first page of a team's list, as its hero sees it; with todos `done` long ago or without. The team's sections
    may be at hand already."""
    held = access.held(team, done=done)
    lines, counts = access.team_lines(team, done=done, held=held), totals(held)
    sections = access.sections(team) if sections is None else sections
    places: list[Section | None] = [None, *sections]
    groups = [_group(access, team, place, lines, counts, done) for place in places]
    may_add = may(access.hero, "todo.create", team)
    shown = [group for group in groups if group.section or group.count.count]
    bar = selection_bar(access, team, sections, done=done)
    return TodoList(shown, may_add, done, bar, may(access.hero, "todo.move", team))


def section_group(
    access: Access, team: Team, section: Section | None, *, done: bool, after: tuple[str, int] | None = None
) -> Group:
    """One section on its own, from behind a key."""
    section_id = section.id if section else None
    lines = access.section_lines(team, section_id, done=done, after=after)
    group = _group(access, team, section, lines, access.section_counts(team, done=done), done)
    # Fewer rows than a page: this was the last one, whatever stood before the key.
    return group if len(lines) == PAGE else replace(group, more=None)


def _group(
    access: Access,
    team: Team,
    section: Section | None,
    lines: Sequence[TodoLine],
    counts: dict[int | None, int],
    done: bool,
) -> Group:
    section_id = section.id if section else None
    mine = [line for line in lines if line.section_id == section_id]
    count = counts.get(section_id, 0)
    return Group(
        section,
        Rows([todo_row(line, access.hero) for line in mine]),
        Count(section_id, count),
        More(section_id, _rest_url(team, section_id, mine, done)) if len(mine) < count else None,
        list_url(team, done=done, into=section) if may(access.hero, "todo.create", team) else "",
    )


def _rest_url(team: Team, section_id: int | None, shown: Sequence[TodoLine], done: bool) -> str:
    after = f"&after={shown[-1].rank},{shown[-1].id}" if shown else ""
    return f"/teams/{team.id}?part={section_id or 'none'}{after}{'&done=on' if done else ''}"
