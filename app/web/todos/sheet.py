"""One todo's page and its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from markupsafe import Markup

from app.access import Access
from app.access.faces import Face
from app.access.paging import PAGE
from app.access.rows import Tag, TodoLine
from app.clock import now
from app.forms import Form, empty, new_key
from app.i18n import viewer
from app.models import Hero, Label, Priority, Section, Todo, may
from app.rendering import Fragment
from app.repeat_wording import repeat
from app.text import markdown
from app.web.teams.resting import Resting, resting
from app.web.todos.duties import away_notes
from app.web.todos.others import Others, others_for
from app.web.todos.page import PageOfTodo, shown_section
from app.web.todos.selection_bar import days_offered
from app.web.todos.shapes import SubForm
from app.web.todos.story import CommentBox, Story, comment_box, todo_story
from app.web.todos.ties import TieGroup, tie_groups
from app.web.todos.views import SubRow, may_close, sub_row
from app.wording import clock_at, distance, long_date, moment, today


@dataclass(frozen=True)
class Head(Fragment, template="todos/_head.html"):
    """The tick and the title. `pop` lets the tick jump: it was just done."""

    todo_id: int
    title: str
    done: bool
    may_close: bool
    pop: bool = False

    @property
    def id(self) -> str:
        """`head-41`"""
        return f"head-{self.todo_id}"


@dataclass(frozen=True)
class DueFact:
    """When it is due: the day in full, and how far away that is."""

    day: str
    iso: str
    kind: str
    distance: str


@dataclass(frozen=True)
class Facts(Fragment, template="todos/_facts.html"):
    """Who, when, how urgent, to what it is tied, what else is known. `heroes`, `others`, `labels` and `days` to choose
    from are empty where they may not be changed; `away` says of whom."""

    todo_id: int
    assignees: Sequence[Face]
    due: DueFact | None
    repeat: str
    done: str
    priority: Priority
    tags: Sequence[Tag]
    ties: Sequence[TieGroup]
    section: Section | None
    maker: Face | None
    made: str
    made_at: datetime
    heroes: Sequence[Hero]
    away: Mapping[int, str]
    others: Others
    labels: Sequence[Label]
    days: Sequence[tuple[str, str]]
    may_assign: bool
    may_label: bool
    may_relate: bool
    key: str = field(default_factory=new_key)

    @property
    def id(self) -> str:
        """`facts-41`"""
        return f"facts-{self.todo_id}"


@dataclass(frozen=True)
class SubsHead(Fragment, template="todos/_subs_head.html"):
    """How many sub-todos are done."""

    todo_id: int
    total: int
    done: int

    @property
    def id(self) -> str:
        """`subs-head-41`"""
        return f"subs-head-{self.todo_id}"


@dataclass(frozen=True)
class SubBox(Fragment, template="todos/_sub_box.html"):
    """The box to add one."""

    todo_id: int
    team_id: int
    form: Form[SubForm]

    @property
    def id(self) -> str:
        """`sub-box`"""
        return "sub-box"


@dataclass(frozen=True)
class Subs(Fragment, template="todos/_subs.html"):
    """The sub-todos with the box to add one. `more` is where the rest is, if any."""

    todo_id: int
    head: SubsHead
    rows: Sequence[SubRow]
    more: str
    box: SubBox | None

    @property
    def id(self) -> str:
        """`subs-41`"""
        return f"subs-{self.todo_id}"


@dataclass(frozen=True)
class TodoPage(PageOfTodo, template="todos/show.html"):
    """Everything about one todo."""

    ancestors: Sequence[Todo]
    head: Head
    facts: Facts
    notes: Markup
    subs: Subs
    story: Story
    box: CommentBox | None
    may_edit: bool
    may_copy: bool
    may_move: bool
    may_relate: bool
    may_trash: bool
    resting: Resting | None


def todo_page(
    access: Access, todo: Todo, *, subs_after: tuple[str, int] | None = None, comments_before: int | None = None
) -> TodoPage:
    """The page of a todo as this hero sees it."""
    hero = access.hero
    line = access.line(todo)
    ancestors = access.ancestors(todo)
    top = ancestors[0] if ancestors else todo
    return TodoPage(
        todo=todo,
        team=todo.team,
        section_of=shown_section(top),
        ancestors=ancestors,
        head=todo_head(line, hero),
        facts=todo_facts(access, todo, line),
        notes=markdown(todo.notes, access.mentioned(todo.team_id, todo.notes), hero.id),
        subs=todo_subs(access, todo, line, after=subs_after),
        story=todo_story(access, todo, before=comments_before),
        box=comment_box(todo) if may(hero, "comment.create", todo) else None,
        may_edit=may(hero, "todo.edit", todo),
        may_copy=may(hero, "todo.duplicate", todo),
        may_move=may(hero, "todo.move", todo),
        may_relate=may(hero, "todo.relate", todo),
        may_trash=may(hero, "todo.trash", todo),
        resting=resting(todo.team, hero),
    )


def todo_head(line: TodoLine, hero: Hero, *, pop: bool = False) -> Head:
    """The top of the page."""
    return Head(line.id, line.title, line.done, may_close(line, hero), pop)


def todo_facts(access: Access, todo: Todo, line: TodoLine) -> Facts:
    """What is known, with what can be chosen from."""
    may_assign, may_label = may(access.hero, "todo.assign", todo), may(access.hero, "todo.label", todo)
    heroes = access.assignable(todo.team) if may_assign else []
    return Facts(
        todo_id=todo.id,
        assignees=line.heroes,
        due=_due_fact(todo),
        repeat=repeat(todo.recurrence),
        done="" if line.completed_at is None else moment(line.completed_at),
        priority=todo.priority,
        tags=line.labels,
        ties=tie_groups(access.ties(todo)),
        section=shown_section(todo),
        maker=access.maker(todo),
        made=moment(todo.created_at),
        made_at=todo.created_at,
        heroes=heroes,
        away=away_notes(access, heroes),
        others=others_for(access, todo.team) if may_assign else Others(),
        labels=access.labels(todo.team)[:PAGE] if may_label else [],
        days=days_offered() if may(access.hero, "todo.edit", todo) else [],
        may_assign=may_assign,
        may_label=may_label,
        may_relate=may(access.hero, "todo.relate", todo),
    )


def todo_subs(access: Access, todo: Todo, line: TodoLine, *, after: tuple[str, int] | None = None) -> Subs:
    """The sub-todos, a page of them from behind a key."""
    lines = access.sub_lines(todo, after) if line.subs else []
    more = f"/todos/{todo.id}?after={lines[-1].rank},{lines[-1].id}#subs-{todo.id}" if len(lines) == PAGE else ""
    return Subs(
        todo_id=todo.id,
        head=subs_head(line),
        rows=[sub_row(one, access.hero) for one in lines],
        more="" if after is None and line.subs == PAGE else more,
        box=sub_box(todo) if may(access.hero, "todo.create", todo.team) else None,
    )


def subs_head(line: TodoLine) -> SubsHead:
    """Its count."""
    return SubsHead(line.id, line.subs, line.subs_done)


def sub_box(todo: Todo, form: Form[SubForm] | None = None) -> SubBox:
    """An empty box, or one as it was typed."""
    return SubBox(todo.id, todo.team_id, form or empty(SubForm))


def with_box(page: TodoPage, box: SubBox) -> TodoPage:
    """The same page with this box."""
    return replace(page, subs=replace(page.subs, box=box))


def _due_fact(todo: Todo) -> DueFact | None:
    if todo.due_on is None and todo.due_at is None:
        return None
    zone = viewer().clock
    day = todo.due_on or (todo.due_at or now()).astimezone(zone).date()
    late = not todo.closed and (day < today() or (todo.due_at is not None and todo.due_at < now()))
    kind = "late" if late else "today" if day == today() and not todo.closed else ""
    if todo.due_at is None:
        return DueFact(long_date(day), day.isoformat(), kind, distance(day, today()))
    at = todo.due_at.isoformat(timespec="minutes")
    return DueFact(f"{long_date(day)}, {clock_at(zone, todo.due_at)}", at, kind, distance(day, today()))
