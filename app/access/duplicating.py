"""A team a second time: what there is to copy, and the copy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlmodel import col, select

from app.access.reach import related
from app.access.saving import Saving
from app.access.teams import Teams
from app.access.todos import WITH_LINKS, Todos
from app.models import (
    Hero,
    Label,
    LabelCreate,
    Membership,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    Team,
    Todo,
    TodoBlock,
    TodoRelation,
)
from app.models.order import ranks_after
from app.models.todo.copyable import Take

MOST = 2_000
"""Todos that are copied at once."""


class Part(StrEnum):
    """What of a team goes along."""

    HEROES = "heroes"
    SECTIONS = "sections"
    LABELS = "labels"
    VIEWS = "views"
    TODOS = "todos"


@dataclass(frozen=True)
class Plan:
    """How a team is copied: which parts, whether done todos are `reopened` or left out, and by how many days dates are
    `moved` (None: they are left out)."""

    parts: frozenset[Part]
    reopened: bool = False
    moved: int | None = 0

    def has(self, part: Part) -> bool:
        """Whether it goes along."""
        return part in self.parts


@dataclass(frozen=True)
class Original:
    """What of a team a plan copies. A done todo goes along where something below it does, so that this keeps its place;
    `left_out` is how many others do not."""

    team: Team
    plan: Plan
    heroes: Sequence[Membership] = ()
    sections: Sequence[Section] = ()
    labels: Sequence[Label] = ()
    views: Sequence[SavedView] = ()
    tops: Sequence[Todo] = ()
    below: Mapping[int, Sequence[Todo]] = field(default_factory=dict)
    ties: Sequence[TodoBlock | TodoRelation] = ()
    left_out: int = 0

    @property
    def todos(self) -> list[Todo]:
        """All of them, parents ahead of their sub-todos."""
        return list(self._under(self.tops))

    def _under(self, todos: Sequence[Todo]) -> Iterator[Todo]:
        for todo in todos:
            yield todo
            yield from self._under(self.below.get(todo.id, ()))

    @property
    def days(self) -> list[date]:
        """The days on which they are due, on the clock of the team."""
        zone = ZoneInfo(self.team.time_zone)
        due = (one.due_on or (one.due_at.astimezone(zone).date() if one.due_at else None) for one in self.todos)
        return sorted(day for day in due if day is not None)


class Duplicating(Saving, Teams, Todos):
    """Copies of whole teams. The team given must have been reached through this access."""

    def todo_count(self, team: Team) -> int:
        """How many todos a team has, sub-todos and done ones included."""
        living = sa.select(sa.func.count()).where(col(Todo.team_id) == team.id, col(Todo.trashed_at).is_(None))
        return int(self._session.execute(living).scalar_one())

    def original(self, team: Team, plan: Plan) -> Original:
        """What is to be copied: as many selects for many todos as for one."""
        todos = self._living(team) if plan.has(Part.TODOS) else []
        tops, below = _kept(todos, reopened=plan.reopened)
        there = Original(team, plan, tops=tops, below=below)
        kept = {todo.id for todo in there.todos}
        return Original(
            team=team,
            plan=plan,
            heroes=self._crew(team) if plan.has(Part.HEROES) else (),
            sections=self.sections(team) if plan.has(Part.SECTIONS) else (),
            labels=self.labels(team) if plan.has(Part.LABELS) else (),
            views=self._views(team) if plan.has(Part.VIEWS) else (),
            tops=tops,
            below=below,
            ties=self._ties_among(team, kept) if kept else (),
            left_out=len(todos) - len(kept),
        )

    def duplicate(self, original: Original, name: str) -> Team:
        """Make the copy, which its maker owns; comments stay with the original. Raises Forbidden."""
        team = original.team.duplicate(name, by=self.hero)
        self.add(team)
        for link in original.heroes:
            if link.hero_id != self.hero.id:
                team.enlist(link.hero, link.role, by=self.hero)
        copying = _Copying(original, team, self.hero)
        self.add(*copying.sections.values(), *copying.labels.values())
        with self._session.no_autoflush:  # all of them are written at once
            copies = copying.todos()
        self.add(*copies.values())
        self.add(*(tie.between(copies) for tie in original.ties))
        for view in original.views:
            self._copy_view(view, team)
        return team

    def _copy_view(self, view: SavedView, team: Team) -> None:
        query = self.to_be_saved(self.in_names(view.query, view), team)
        copy = SavedView.add(team, SavedViewCreate(name=view.name, query=query), by=self.hero, list_of=team)
        if view.leads:
            copy.take_lead(by=self.hero, instead_of=[])
        self.add(copy)

    def _living(self, team: Team) -> Sequence[Todo]:
        return self._all(
            select(Todo)
            .where(Todo.team_id == team.id, col(Todo.trashed_at).is_(None))
            .options(*WITH_LINKS, joinedload(related(Todo.section)))
            .order_by(col(Todo.rank), col(Todo.id))
        )

    def _crew(self, team: Team) -> Sequence[Membership]:
        crew = select(Membership).join(Hero, col(Hero.id) == Membership.hero_id)
        return self._all(
            crew.where(Membership.team_id == team.id, col(Hero.trashed_at).is_(None))
            .options(joinedload(related(Membership.hero)))
            .order_by(col(Membership.created_at), col(Membership.hero_id))
        )

    def _views(self, team: Team) -> Sequence[SavedView]:
        return self._all(
            select(SavedView)
            .where(SavedView.team_id == team.id, SavedView.list_id == team.id, col(SavedView.trashed_at).is_(None))
            .order_by(col(SavedView.id))
        )

    def _ties_among(self, team: Team, kept: set[int]) -> Sequence[TodoBlock | TodoRelation]:
        here = select(Todo.id).where(Todo.team_id == team.id)
        blocks = self._all(select(TodoBlock).where(col(TodoBlock.todo_id).in_(here)))
        relations = self._all(select(TodoRelation).where(col(TodoRelation.todo_id).in_(here)))
        return [tie for tie in (*blocks, *relations) if kept.issuperset(tie.pair)]


class _Copying:
    """One copy on its way: what became of each section and label."""

    def __init__(self, original: Original, team: Team, hero: Hero) -> None:
        self.original, self.team, self.hero = original, team, hero
        self.sections = {one.id: self._section(one) for one in original.sections}
        self.labels = {one.id: self._label(one) for one in original.labels}
        self._take = {Take.DATES, Take.NOTES}
        self._take |= {Take.HEROES} if original.plan.has(Part.HEROES) else set()
        self._take |= {Take.LABELS} if original.plan.has(Part.LABELS) else set()

    def _section(self, section: Section) -> Section:
        copy = Section.add(self.team, SectionCreate(name=section.name), rank=section.rank, by=self.hero)
        copy.edit({"is_done_column": section.is_done_column, "todo_limit": section.todo_limit}, by=self.hero)
        return copy

    def _label(self, label: Label) -> Label:
        return Label.add(self.team, LabelCreate(name=label.name, colour=label.colour), by=self.hero)

    def todos(self) -> dict[int, Todo]:
        """The copies by the ids of the originals."""
        copies: dict[int, Todo] = {}
        places: dict[int | None, list[Todo]] = {}
        for todo in sorted(self.original.tops, key=_shown_order):
            places.setdefault(self._place(todo), []).append(todo)
        for place, tops in places.items():
            section = None if place is None else self.sections[place]
            for todo, rank in zip(tops, ranks_after(None, len(tops)), strict=True):
                self._copy(todo, {"section": section, "rank": rank}, copies)
        return copies

    def _copy(self, todo: Todo, place: Mapping[str, object], copies: dict[int, Todo]) -> None:
        values = {"created_by": self.hero.id, **place, **self._due(todo)}
        copy = todo.copied(values, self._take, self.hero.id, self.team, self._label_for)
        copies.update({todo.id: copy})
        for sub in self.original.below.get(todo.id, ()):
            self._copy(sub, {"parent": copy}, copies)

    def _label_for(self, label: Label) -> Label:
        return self.labels[label.id]

    def _place(self, todo: Todo) -> int | None:
        """The id of the section whose copy it goes to: none for what was done and stood where all is done."""
        leaves = todo.section is None or todo.section.is_done_column or todo.section.id not in self.sections
        return None if leaves else todo.section_id

    def _due(self, todo: Todo) -> Mapping[str, object]:
        moved = self.original.plan.moved
        if moved is None:
            return {"due_on": None, "due_at": None, "recurrence": None}
        zone = ZoneInfo(self.team.time_zone)
        on = todo.due_on and todo.due_on + timedelta(days=moved)
        return {"due_on": on, "due_at": todo.due_at and _later(todo.due_at, moved, zone)}


def _later(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """At the same time of day there, so many days later."""
    local = at.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.replace(tzinfo=zone).astimezone(UTC)


def _shown_order(todo: Todo) -> tuple[str, str, int]:
    return (todo.section.rank if todo.section is not None else "", todo.rank, todo.id)


def _kept(todos: Sequence[Todo], *, reopened: bool) -> tuple[list[Todo], dict[int, list[Todo]]]:
    """Those at the top, and those below each; done ones only if they are reopened, or for what is below them."""
    children: dict[int | None, list[Todo]] = {}
    for todo in todos:
        children.setdefault(todo.parent_id, []).append(todo)
    below: dict[int, list[Todo]] = {}

    def kept(todo: Todo) -> bool:
        subs = [sub for sub in children.get(todo.id, ()) if kept(sub)]
        below.update({todo.id: subs})
        return reopened or not todo.closed or bool(subs)

    return [todo for todo in children.get(None, ()) if kept(todo)], below
