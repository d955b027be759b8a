"""Lists of todos as rows of columns, read by statements that are built once: three per list, however long it is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import starmap
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from app.access.faces import Face
from app.access.hanging import hanging
from app.access.paging import PAGE, behind
from app.access.reach import Reach, team_living
from app.access.related import blocker_count, waiting_ids
from app.clock import now, this_hour
from app.models import Comment, Hero, Hue, Priority, Section, Team, Todo
from app.models.rules import Capacity
from app.models.types import ByteOrdered

Conditions = Sequence[sa.ColumnElement[bool]]


class Tag(NamedTuple):
    """A label as a row shows it."""

    id: int
    name: str
    colour: Hue


class Shield(NamedTuple):
    """A team as a row of a mixed list shows it."""

    name: str
    colour: Hue
    archived: bool = False


class TodoLine(NamedTuple):
    """A todo as a row of a list shows it. `blockers` are the open todos for which it waits."""

    id: int
    title: str
    priority: Priority
    due_on: date | None
    due_at: datetime | None
    completed_at: datetime | None
    team_id: int
    section_id: int | None
    rank: str
    subs: int
    subs_done: int
    comments: int
    recurrence: str | None
    blockers: int
    team: Shield
    labels: Sequence[Tag] = ()
    heroes: Sequence[Face] = ()

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.completed_at is not None

    @property
    def rank_team_id(self) -> int:
        """Its team's roles count, as for the record itself."""
        return self.team_id

    @property
    def is_archived(self) -> bool:
        """As for the record itself."""
        return self.team.archived

    def special_capacities(self, by: Hero) -> frozenset[Capacity]:
        """As for the record itself."""
        mine = any(face.id == by.id for face in self.heroes)
        return frozenset({Capacity.ASSIGNEE}) if mine and by.role_in(self.team_id) else frozenset()


_sub = aliased(Todo)
_living_subs = sa.and_(col(_sub.parent_id) == col(Todo.id), col(_sub.trashed_at).is_(None))
_subs = select(func.count()).where(_living_subs).correlate(Todo).scalar_subquery()
_subs_done = (
    select(func.count()).where(_living_subs, col(_sub.completed_at).is_not(None)).correlate(Todo).scalar_subquery()
)
_comments = (
    select(func.count())
    .where(Comment.todo_id == Todo.id, col(Comment.trashed_at).is_(None))
    .correlate(Todo)
    .scalar_subquery()
)
# A section in the trash counts as no section.
shown_section = sa.case((col(Section.trashed_at).is_(None), col(Section.id)))
shown_rank = func.coalesce(sa.case((col(Section.trashed_at).is_(None), col(Section.rank))), "")
_LINES = (
    sa.select(
        col(Todo.id),
        col(Todo.title),
        col(Todo.priority),
        col(Todo.due_on),
        col(Todo.due_at),
        col(Todo.completed_at),
        col(Todo.team_id),
        shown_section,
        col(Todo.rank),
        _subs,
        _subs_done,
        _comments,
        col(Todo.recurrence),
        blocker_count(),
        col(Team.name),
        col(Team.colour),
        col(Team.archived_at).is_not(None),
    )
    .select_from(sa.outerjoin(Todo, Section, col(Section.id) == Todo.section_id))
    .join(Team, col(Team.id) == Todo.team_id)
    .where(col(Todo.trashed_at).is_(None))
)
_NEAR = sa.union_all(*(sa.select(sa.bindparam(name, type_=sa.Integer)) for name in ("todo", "parent")), waiting_ids())
_AROUND = _LINES.where(col(Todo.id).in_(_NEAR))


def shown(team: Team, section_id: int | None) -> sa.ColumnElement[bool]:
    """Todos that the team's list shows in this section; those of a section in the trash stand under none."""
    if section_id is not None:
        return col(Todo.section_id) == section_id
    trashed = sa.select(col(Section.id)).where(col(Section.team_id) == team.id, col(Section.trashed_at).is_not(None))
    return sa.or_(col(Todo.section_id).is_(None), col(Todo.section_id).in_(trashed))


def wanted(done: bool) -> sa.ColumnElement[bool]:
    """Open todos and those done within a day, by full hours, so that nothing jumps away; or all."""
    return sa.true() if done else sa.or_(is_open(), done_lately())


def is_open() -> sa.ColumnElement[bool]:
    """Todos that are not done."""
    return col(Todo.completed_at).is_(None)


def done_lately() -> sa.ColumnElement[bool]:
    """Todos that were done within a day."""
    return col(Todo.completed_at) > this_hour() - timedelta(days=1)


class Rows(Reach):
    """Rows of todos and their number, of a team, todo or hero that was reached through this access."""

    def sub_lines(self, todo: Todo, after: tuple[str, int] | None = None) -> Sequence[TodoLine]:
        """A page of a todo's direct sub-todos, done ones too, from behind the key (rank, id)."""
        return self._lines(
            _LINES.where(col(Todo.parent_id) == todo.id, behind_key(after)).order_by(col(Todo.rank), col(Todo.id))
        )

    def lines_of(self, ids: Sequence[int]) -> Sequence[TodoLine]:
        """The rows of the todos with these ids, in no order."""
        return self._lines(_LINES.where(col(Todo.id).in_(ids)), limit=len(ids))

    def line(self, todo: Todo) -> TodoLine:
        """The row of one todo."""
        return self._lines(_LINES.where(col(Todo.id) == todo.id))[0]

    def lines_around(self, todo: Todo) -> dict[int, TodoLine]:
        """Its row, that of its parent and those of todos in the same team that wait for it, a page at most: all rows
        that look different once it is done. By their ids, but for those in the trash."""
        values = {"todo": todo.id, "parent": todo.parent_id, "team": todo.team_id}
        return {line.id: line for line in self._filled(self._columns(_AROUND, values))}

    def lines(self, todos: Sequence[Todo]) -> Sequence[TodoLine]:
        """The rows of todos that are at hand, in the order of the list; those in the trash have none."""
        these = col(Todo.id).in_([todo.id for todo in todos])
        return self._lines(_LINES.where(these).order_by(shown_rank, col(Todo.rank), col(Todo.id)), limit=len(todos))

    def reached_line(self, todo_id: int) -> TodoLine | None:
        """The row of a todo that the viewer reaches; None where it is not there any more."""
        reached = sa.select(col(Team.id)).where(team_living(self.hero))
        found = self._lines(_LINES.where(col(Todo.id) == todo_id, col(Todo.team_id).in_(reached)))
        return found[0] if found else None

    def finished_lines(self, hero: Hero, days: int, after: int | None = None, limit: int = PAGE) -> Sequence[TodoLine]:
        """What a hero has marked done in the last `days`, the latest first, in teams that the viewer reaches too; from
        behind the todo with the id `after`."""
        reached = sa.select(col(Team.id)).where(team_living(self.hero))

        def theirs(todo: Any) -> sa.ColumnElement[bool]:
            return sa.and_(todo.completed_by == hero.id, todo.team_id.in_(reached))

        return self._lines(
            _LINES.where(theirs(Todo), col(Todo.completed_at) > now() - timedelta(days=days))
            .where(behind(Todo, after, lambda todo: todo.completed_at, theirs, backwards=True))
            .order_by(col(Todo.completed_at).desc(), col(Todo.id).desc()),
            limit,
        )

    def _lines(self, statement: Any, limit: int | None = PAGE) -> Sequence[TodoLine]:
        self._session.flush()
        return self._filled(self._session.execute(statement.limit(limit)))

    def _filled(self, found: Iterable[Any]) -> Sequence[TodoLine]:
        rows = [TodoLine._make([*row[:-3], Shield(*row[-3:]), (), ()]) for row in found]
        faces, tags = hanging(self._session, [row.id for row in rows])
        return [
            row._replace(labels=tuple(starmap(Tag, tags[row.id])), heroes=tuple(starmap(Face, faces[row.id])))
            for row in rows
        ]


def due_order(todo: Any) -> sa.ColumnElement[str]:
    """When it is due as text that sorts alike on both engines: a day ahead of the instants in it, no date last."""
    return func.coalesce(sa.cast(todo.due_on, sa.String), sa.cast(todo.due_at, sa.String), "no")


def behind_key(key: tuple[str, int] | None) -> sa.ColumnElement[bool]:
    """What stands behind a key (rank, id) in its section; all for None."""
    if key is None:
        return sa.true()
    return sa.tuple_(col(Todo.rank), col(Todo.id)) > sa.tuple_(sa.literal(key[0], ByteOrdered), key[1])
