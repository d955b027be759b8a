"""Two teams that become one: into which one may be merged, what would become of it, and the merging."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.duplicating import Duplicating
from app.access.faces import Face
from app.access.fate import Listed, TeamFate
from app.access.paging import PAGE, by_name
from app.access.reach import team_awake
from app.access.todos import WITH_LINKS
from app.access.trash import Trash
from app.errors import Conflict
from app.history import history_of
from app.i18n import _
from app.models import (
    Cover,
    Label,
    LabelCreate,
    Membership,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    Team,
    Todo,
)
from app.models.order import ranks_after
from app.models.rules import require
from app.models.team import STRONGEST_FIRST
from app.wording import today

MOST = 5_000
"""Todos that move at once, done ones and those in the trash included."""


@dataclass(frozen=True)
class TeamUnion:
    """What becomes of a team that is merged into another: who joins it, who rises there, who is on both; which sections
    and labels are new there; what all in all moves (`fate`), in how many `todos`."""

    joins: Listed[Face]
    rises: Listed[Face]
    both: int
    sections: Listed[str]
    labels: Listed[str]
    fate: TeamFate
    todos: int


class TeamMerging(Trash, Duplicating):
    """Merging teams. Those given must have been reached through this access."""

    def team_mergers(self, team: Team, words: str = "") -> Sequence[Team]:
        """The teams that the viewer leads too and that this one may be merged into, by name, the first 50 like the
        words."""
        owned = select(Membership.team_id).where(Membership.hero_id == self.hero.id, Membership.role == Role.OWNER)
        return self._all(
            select(Team)
            .where(team_awake(self.hero), col(Team.private_to).is_(None), col(Team.id) != team.id)
            .where(sa.true() if self.hero.is_admin else col(Team.id).in_(owned))
            .where(func.lower(Team.name).contains(words.lower(), autoescape=True))
            .order_by(by_name(Team), col(Team.id))
            .limit(PAGE)
        )

    def team_union(self, team: Team, into: Team) -> TeamUnion:
        """What would become of it."""
        crew = [link for link in team.memberships if not link.hero.trashed]
        joins = [link for link in crew if link.hero.role_in(into.id) is None]
        rises = [link for link in crew if _rises(link, into)]
        there = {_kind(section) for section in self.sections(into)}
        sections = [section.name for section in self.sections(team) if _kind(section) not in there]
        here = {label.name.casefold() for label in self.labels(into)}
        labels = [label.name for label in self.labels(team) if label.name.casefold() not in here]
        return TeamUnion(
            joins=Listed(len(joins), [_face(link) for link in joins[:6]]),
            rises=Listed(len(rises), [_face(link) for link in rises[:6]]),
            both=len(crew) - len(joins) - len(rises),
            sections=Listed(len(sections), sections[:6]),
            labels=Listed(len(labels), labels[:6]),
            fate=self.team_fate(team),
            todos=self._count(select(Todo.id).where(Todo.team_id == team.id)),
        )

    def teams_apart(self, team: Team, into: Team, todos: int) -> str:
        """Why they cannot be merged; empty where they can."""
        if team.is_private or into.is_private:
            return _("A team that belongs to one hero alone stays as it is.")
        if not (team.awake and into.awake):
            return _("Nothing changes in an archived team. Bring it back first.")
        if todos > MOST:
            return _("“%(team)s” has more than %(most)s todos, which is too many to move at once.") % {
                "team": team.name,
                "most": f"{MOST:,}",
            }
        return ""

    def merge_teams(self, team: Team, into: Team) -> None:
        """Merge a team into another, in one step: heroes, who covers for them, sections, labels, shared views and todos
        are there then, and the team goes to the trash. Its list's first view is that of the other where that has none.

        Raises Forbidden, Conflict.
        """
        require(self.hero, "team.trash", team)
        require(self.hero, ("team.enlist", "section.create", "label.create", "todo.create"), into)
        team.keep_awake()
        if refusal := self.teams_apart(team, into, self._count(select(Todo.id).where(Todo.team_id == team.id))):
            raise Conflict(f"{refusal} {_('Nothing was changed.')}")
        for link in list(team.memberships):
            self._hand_on(link, into)
        self._bring_covers(team, into)
        leads = not self.leading(into)
        views = [(view, self.in_names(view.query, view)) for view in self._views(team)]
        self._bring_labels(team, into)
        sections = self._bring_sections(team, into)
        self._move_todos(team, into, sections)
        for view, words in views:
            data = SavedViewCreate(name=view.name, query=self.to_be_saved(words, into))
            brought = SavedView.add(into, data, by=self.hero, list_of=into)
            if view.leads and leads:
                brought.take_lead(by=self.hero, instead_of=[])
            self.add(brought)
        self._session.flush()
        team.trash(by=self.hero)
        history_of(self._session).tell(team.name, into.name)

    def _hand_on(self, link: Membership, into: Team) -> None:
        there = into.enlist(link.hero, link.role, by=self.hero)
        if _stronger(link, there):
            there.change_role(link.role, by=self.hero)

    def _bring_covers(self, team: Team, into: Team) -> None:
        """Whoever covers for somebody does so there, for as long as on either team."""
        self._session.flush()
        there = {link.hero_id: link for link in into.memberships}
        for cover in self._all(select(Cover).where(Cover.team_id == team.id, col(Cover.until) >= today())):
            away, able = there.get(cover.hero_id), there.get(cover.stand_in_id)
            if away is None or able is None or able.role is Role.GUEST or able.hero.trashed:
                continue
            known = next((one for one in away.hero.covers if _same_cover(one, cover, into)), cover)
            Cover.arrange(away, able.hero, max(cover.until, known.until), by=self.hero)

    def _bring_labels(self, team: Team, into: Team) -> None:
        there = {one.name.casefold() for one in self.labels(into)}
        for label in self.labels(team):
            if label.name.casefold() not in there:
                self.add(Label.add(into, LabelCreate(name=label.name, colour=label.colour), by=self.hero))
        self._session.flush()
        self._session.expire(into, ["labels"])

    def _bring_sections(self, team: Team, into: Team) -> dict[int, Section]:
        """The section there for each section: one of the same name and kind, or one that is made at the end."""
        theirs = {_kind(section): section for section in self.sections(into)}
        brought: dict[int, Section] = {}
        for section in self.sections(team):
            if _kind(section) not in theirs:
                (rank,) = ranks_after(max((one.rank for one in into.sections), default=None), 1)
                made = Section.add(into, SectionCreate(name=section.name), rank=rank, by=self.hero)
                made.edit({"is_done_column": section.is_done_column, "todo_limit": section.todo_limit}, by=self.hero)
                self.add(made)
                theirs.update({_kind(section): made})
            brought.update({section.id: theirs[_kind(section)]})
        return brought

    def _move_todos(self, team: Team, into: Team, sections: dict[int, Section]) -> None:
        everything = self._all(select(Todo).where(Todo.team_id == team.id).options(*WITH_LINKS).order_by(col(Todo.id)))
        children: dict[int | None, list[Todo]] = {}
        for todo in everything:
            children.setdefault(todo.parent_id, []).append(todo)
        places: dict[int | None, list[Todo]] = {}
        for top in sorted(children.get(None, ()), key=lambda todo: (todo.rank, todo.id)):
            if not top.trashed:
                places.setdefault(top.section_id if top.section_id in sections else None, []).append(top)
        for place, tops in places.items():
            section = sections[place] if place is not None else None
            ranks = ranks_after(self.last_rank(into, section), len(tops))
            with self._session.no_autoflush:  # all of them are written at once
                for todo, rank in zip(tops, ranks, strict=True):
                    todo.transfer(into, section, rank, by=self.hero, branch=list(_below(todo, children)))


def _below(todo: Todo, children: dict[int | None, list[Todo]]) -> Iterator[Todo]:
    for sub in children.get(todo.id, ()):
        yield sub
        yield from _below(sub, children)


def _same_cover(one: Cover, other: Cover, there: Team) -> bool:
    return one.team_id == there.id and one.stand_in_id == other.stand_in_id


def _kind(section: Section) -> tuple[str, bool]:
    """What makes two sections one: a todo that enters one for what is done would be closed."""
    return section.name.casefold(), section.is_done_column


def _stronger(link: Membership, other: Membership) -> bool:
    return STRONGEST_FIRST.index(link.role) < STRONGEST_FIRST.index(other.role)


def _rises(link: Membership, into: Team) -> bool:
    there = next((other for other in into.memberships if other.hero_id == link.hero_id), None)
    return there is not None and _stronger(link, there)


def _face(link: Membership) -> Face:
    return Face.of(link.hero)
