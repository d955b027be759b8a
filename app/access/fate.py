"""What a deletion takes along, touches and leaves: counted by the database, with the first few by name.

What lies in the trash already is not counted; `whole` counts it too, because a purge takes it along. Of very many todos
only the first are counted, and what hangs on these: that there are `more` says enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from app.access.faces import Face, face_columns
from app.access.gate import admitted
from app.access.paging import by_name
from app.access.reach import Reach
from app.access.rows import Tag
from app.models import (
    Assignment,
    Comment,
    Hero,
    Label,
    Membership,
    Role,
    SavedView,
    Section,
    Team,
    Todo,
    TodoBlock,
    TodoLabel,
    TodoRelation,
)

FIRST = 6
COUNTED = 5_000
"""So many todos of a team or a branch are counted."""
T = TypeVar("T")
Clause: TypeAlias = sa.ColumnElement[bool]
Statement: TypeAlias = Any
"""A select; what it selects is named by the tuple that its rows become."""


class Listed(NamedTuple, Generic[T]):
    """How many there are, and the first few."""

    total: int
    first: Sequence[T]


class TeamName(NamedTuple):
    """A team in a sentence."""

    id: int
    name: str


class Tally(NamedTuple):
    """How many todos, how many of them open, how many of them sub-todos, and the first titles, top ones first; and
    whether there are more than were counted."""

    todos: int
    open: int
    subs: int
    first: Sequence[str]
    more: bool = False


@dataclass(frozen=True)
class Fate:
    """Todos and what hangs on them: comments, by how many heroes; assignments, and to whom; ties to other todos."""

    tally: Tally
    comments: int
    writers: int
    assignments: int
    assignees: Listed[Face]
    ties: int

    @property
    def more(self) -> bool:
        """Whether there are more todos than were counted."""
        return self.tally.more


@dataclass(frozen=True)
class TeamFate(Fate):
    """What goes with a team, and who will be on no team."""

    sections: Listed[str]
    labels: Listed[Tag]
    views: Listed[str]
    members: int
    alone: Listed[Face]


@dataclass(frozen=True)
class HeroFate:
    """What a hero leaves: teams, todos in their hands there, their own private todos; and what forbids it."""

    teams: Listed[TeamName]
    assigned: Tally
    unattended: int
    own: Tally
    comments: int
    only_owner_of: Listed[TeamName]
    last_admin: bool


class Fates(Reach):
    """What becomes of things. The records given must have been reached through this access."""

    def team_fate(self, team: Team, *, whole: bool = False) -> TeamFate:
        """What goes with a team."""
        fate = self._fate(col(Todo.team_id) == team.id, whole, outside=col(Todo.team_id) != team.id)
        sections = sa.select(col(Section.name)).where(col(Section.team_id) == team.id, _there(Section, whole))
        labels = sa.select(col(Label.id), col(Label.name), col(Label.colour))
        labels = labels.where(col(Label.team_id) == team.id, _there(Label, whole))
        views = sa.select(col(SavedView.name)).where(col(SavedView.team_id) == team.id, _there(SavedView, whole))
        return TeamFate(
            **vars(fate),
            sections=self._listed(sections.order_by(col(Section.rank)), str),
            labels=self._listed(labels.order_by(by_name(Label)), Tag),
            views=self._listed(views.order_by(by_name(SavedView)), str),
            members=self._count(_members().where(col(Membership.team_id) == team.id)),
            alone=self._listed(_alone(team), Face),
        )

    def todo_fate(self, *todos: Todo, whole: bool = False) -> Fate:
        """What goes with todos, which the tally leaves out: everything below them, and what hangs on all of it."""
        roots = col(Todo.id).in_([todo.id for todo in todos])
        below = select(Todo.id).where(roots).cte(recursive=True)
        deeper = aliased(Todo)
        below = below.union_all(select(deeper.id).where(deeper.parent_id == below.c.id, _there(deeper, whole)))
        branch = col(Todo.id).in_(sa.select(below.c.id))
        return self._fate(branch, whole, outside=~branch, roots=[todo.id for todo in todos])

    def section_fate(self, section: Section) -> Tally:
        """The todos that stand under a section."""
        return self._tally(sa.and_(col(Todo.section_id) == section.id, _there(Todo)))

    def label_fate(self, label: Label) -> Tally:
        """The todos that carry a label."""
        labelled = sa.select(col(TodoLabel.todo_id)).where(col(TodoLabel.label_id) == label.id)
        return self._tally(sa.and_(col(Todo.id).in_(labelled), _there(Todo)))

    def merge_fate(self, label: Label, into: Label) -> tuple[Tally, int]:
        """The todos that get a label as another is merged into it, and how many wear both."""
        worn, has = (
            col(Todo.id).in_(sa.select(col(TodoLabel.todo_id)).where(col(TodoLabel.label_id) == one.id))
            for one in (label, into)
        )
        both = sa.select(col(Todo.id)).where(worn, has, _there(Todo))
        return self._tally(sa.and_(worn, ~has, _there(Todo))), self._count(both)

    def hero_fate(self, hero: Hero) -> HeroFate:
        """What a hero leaves."""
        here = sa.and_(_there(Todo), col(Todo.team_id).in_(_shared_teams()))
        assigned = sa.and_(col(Todo.id).in_(_in_hands_of(hero)), here)
        others = aliased(Assignment)
        helped = (
            sa.exists()
            .where(col(others.todo_id) == col(Todo.id), col(others.hero_id) != hero.id)
            .where(col(Hero.id) == col(others.hero_id), _there(Hero))
        )
        own = sa.select(col(Team.id)).where(col(Team.private_to) == hero.id)
        written = sa.select(col(Comment.id)).where(col(Comment.author_id) == hero.id, _there(Comment))
        return HeroFate(
            teams=self._listed(_teams_of(hero), TeamName),
            assigned=self._tally(assigned),
            unattended=self._tally(sa.and_(assigned, ~helped, col(Todo.completed_at).is_(None))).todos,
            own=self._tally(sa.and_(col(Todo.team_id).in_(own), _there(Todo))),
            comments=self._count(written),
            only_owner_of=self._listed(_led_alone_by(hero), TeamName),
            last_admin=self.is_last_admin(hero),
        )

    def is_last_admin(self, hero: Hero) -> bool:
        """Whether nobody would be left to look after this Sidekick."""
        others = sa.select(col(Hero.id)).where(col(Hero.is_admin), *admitted(), col(Hero.id) != hero.id)
        return hero.is_admin and not self._count(others)

    def _fate(self, these: Clause, whole: bool, *, outside: Clause, roots: Sequence[int] = ()) -> Fate:
        some = sa.select(col(Todo.id)).where(these, _there(Todo, whole)).limit(COUNTED + 1 + len(roots))
        comments = sa.select(func.count(), func.count(sa.distinct(col(Comment.author_id)))).select_from(Comment)
        comments = comments.where(col(Comment.todo_id).in_(some), _there(Comment, whole))
        count, writers = self._session.execute(comments).one()
        hands = sa.select(col(Assignment.hero_id), func.count().label("full")).where(col(Assignment.todo_id).in_(some))
        held = hands.group_by(col(Assignment.hero_id)).subquery()
        faces = sa.select(*face_columns()).join(held, held.c.hero_id == Hero.id).where(_there(Hero, whole))
        assigned = faces.with_only_columns(func.coalesce(func.sum(held.c.full), 0), maintain_column_froms=True)
        faces = faces.order_by(held.c.full.desc(), col(Hero.id))
        tally = self._tally(sa.and_(col(Todo.id).in_(some), col(Todo.id).not_in(roots)))
        if tally.todos > COUNTED:
            tally = tally._replace(todos=COUNTED, open=min(tally.open, COUNTED), more=True)
        ties = self._ties(some, sa.and_(outside, _there(Todo, whole), _there(Team, whole)))
        in_hands = int(self._session.execute(assigned).scalar_one())
        return Fate(tally, count, writers, in_hands, self._listed(faces, Face), ties)

    def _ties(self, some: Statement, outside: Clause) -> int:
        """How many ties lead from these todos to others that stay."""
        ends = ((TodoBlock.todo_id, TodoBlock.blocker_id), (TodoRelation.todo_id, TodoRelation.other_id))
        leading: list[Statement] = [
            sa.select(col(one).label("here"), col(other).label("there")).where(
                col(one).in_(some),
                # Asked of each tie that there is: SQLite would begin with all todos outside the trash.
                sa.exists().where(col(Todo.id) == col(other), col(Team.id) == Todo.team_id, outside),
            )
            for pair in ends
            for one, other in (pair, pair[::-1])
        ]
        return self._count(sa.union_all(*leading))

    def _tally(self, these: Clause) -> Tally:
        open_ones = func.count(sa.case((col(Todo.completed_at).is_(None), 1)))
        counts = sa.select(func.count(), open_ones, func.count(col(Todo.parent_id))).select_from(Todo).where(these)
        titles = (
            sa.select(col(Todo.title))
            .where(these)
            .order_by(col(Todo.parent_id).is_not(None), col(Todo.rank), col(Todo.id))
        )
        first = self._session.execute(titles.limit(FIRST)).scalars().all()
        todos, still_open, subs = self._session.execute(counts).one()
        return Tally(todos, still_open, subs, first)

    def _count(self, statement: Statement) -> int:
        count: int = self._session.execute(sa.select(func.count()).select_from(statement.subquery())).scalar_one()
        return count

    def _listed(self, statement: Statement, shape: Any) -> Any:
        rows = self._session.execute(statement.add_columns(func.count().over()).limit(FIRST)).all()
        return Listed(rows[0][-1] if rows else 0, [shape(*row[:-1]) for row in rows])


def _there(table: Any, whole: bool = False) -> Clause:
    return sa.true() if whole else col(table.trashed_at).is_(None)


def _shared_teams() -> Statement:
    return sa.select(col(Team.id)).where(_there(Team), col(Team.private_to).is_(None))


def _members() -> Statement:
    return sa.select(col(Hero.id)).join(Membership, col(Membership.hero_id) == Hero.id).where(_there(Hero))


def _alone(team: Team) -> Statement:
    """Those on the team who are on no other; everybody's own private team does not count."""
    on_it = sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == team.id)
    elsewhere = sa.select(col(Membership.hero_id)).where(
        col(Membership.team_id) != team.id, col(Membership.team_id).in_(_shared_teams())
    )
    return (
        sa.select(*face_columns())
        .where(col(Hero.id).in_(on_it), col(Hero.id).not_in(elsewhere), _there(Hero))
        .order_by(by_name(Hero), col(Hero.id))
    )


def _in_hands_of(hero: Hero) -> Statement:
    return sa.select(col(Assignment.todo_id)).where(col(Assignment.hero_id) == hero.id)


def _teams_of(hero: Hero) -> Statement:
    return (
        sa.select(col(Team.id), col(Team.name))
        .join(Membership, col(Membership.team_id) == Team.id)
        .where(col(Membership.hero_id) == hero.id, col(Team.id).in_(_shared_teams()))
        .order_by(by_name(Team), col(Team.id))
    )


def _led_alone_by(hero: Hero) -> Statement:
    other = (
        _members()
        .where(col(Membership.team_id) == col(Team.id), col(Membership.role) == Role.OWNER, col(Hero.id) != hero.id)
        .correlate(Team)
    )
    return _teams_of(hero).where(col(Membership.role) == Role.OWNER, ~other.exists())
