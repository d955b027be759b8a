"""A team's list: its sections with their rows, and the box to add to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.access import Access
from app.access.rows import PAGE, TodoLine
from app.forms import Form, empty
from app.models import Section, Team, may
from app.rendering import Fragment
from app.web.teams.shapes import AddText
from app.web.todos.views import TodoRow, todo_row


@dataclass(frozen=True)
class Group(Fragment, template="teams/_group.html"):
    """One section of the list, or the todos without one (`section` None). `more` is where the rest is, if any."""

    team: Team
    section: Section | None
    rows: Sequence[TodoRow]
    count: int
    more: str
    may_add: bool

    @property
    def id(self) -> str:
        """`group-3`, `group-none`"""
        return f"group-{self.section.id if self.section else 'none'}"


@dataclass(frozen=True)
class AddBox(Fragment, template="teams/_add.html"):
    """The box that takes one todo or a whole pasted list. `left_over` is what of the last paste became neither."""

    team: Team
    section: Section | None
    form: Form[AddText]
    left_over: str = ""

    @property
    def id(self) -> str:
        """`add-box`"""
        return "add-box"


@dataclass(frozen=True)
class TodoList(Fragment, template="teams/_list.html"):
    """All groups."""

    team: Team
    groups: Sequence[Group]
    may_add: bool
    done: bool

    @property
    def id(self) -> str:
        """`list`"""
        return "list"


def todo_list(access: Access, team: Team, *, done: bool = False) -> TodoList:
    """The first page of a team's list, as its hero sees it; with todos `done` long ago or without."""
    lines = access.team_lines(team, done=done)
    counts = access.section_counts(team, done=done)
    places: list[Section | None] = [None, *access.sections(team)]
    groups = [_group(access, team, place, lines, counts, done) for place in places]
    may_add = may(access.hero, "todo.create", team)
    return TodoList(team, [group for group in groups if group.section or group.count], may_add, done)


def section_group(
    access: Access, team: Team, section: Section | None, *, done: bool, after: tuple[str, int] | None = None
) -> Group:
    """One section on its own, from behind a key."""
    section_id = section.id if section else None
    lines = access.section_lines(team, section_id, done=done, after=after)
    group = _group(access, team, section, lines, access.section_counts(team, done=done), done)
    # Fewer rows than a page: this was the last one, whatever stood before the key.
    return group if len(lines) == PAGE else replace(group, more="")


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
    more = _more(team, section_id, mine, done) if len(mine) < count else ""
    rows = [todo_row(line, access.hero) for line in mine]
    return Group(team, section, rows, count, more, may(access.hero, "todo.create", team))


def _more(team: Team, section_id: int | None, shown: Sequence[TodoLine], done: bool) -> str:
    after = f"&after={shown[-1].rank},{shown[-1].id}" if shown else ""
    return f"/teams/{team.id}?section={section_id or 'none'}{after}{'&done=on' if done else ''}"


def add_box(team: Team, section: Section | None = None, left_over: str = "") -> AddBox:
    """An empty box."""
    return AddBox(team, section, empty(AddText), left_over)
