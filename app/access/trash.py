"""The trash as one hero sees it: what they may bring back, and what went with it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload
from sqlmodel import col, func, select

from app.access.fate import Fates
from app.access.heroes import hero_known
from app.access.paging import PAGE
from app.access.reach import not_gone, related, team_living, team_reached
from app.access.rosters import Rosters
from app.access.todos import Todos
from app.access.trash_rows import ALONG, TRASHABLE, roots_of
from app.errors import Conflict, NotFound, Unprocessable
from app.history import history_of
from app.i18n import _
from app.models import Change, ChangeSet, Comment, Hero, Team, Todo
from app.models.order import rank_between
from app.models.rules import require
from app.models.trashable import Trashable
from app.purge import ROOM, purge_trashed

R = TypeVar("R", bound=Trashable)
AT_ONCE = 1000
"""Steps that are dropped for good at once."""


class Entry(NamedTuple):
    """One step's worth of trash, told by its weightiest root; `roots` is how many there are.

    `place` is the name of its team, or for a comment its todo's title.
    """

    step: int
    kind: str
    id: int
    name: str
    team_id: int | None
    place: str
    at: datetime
    roots: int
    by: str | None


class Trash(Todos, Fates, Rosters):
    """Going to the trash where more than one record goes, looking into it, coming back, and going for good."""

    def with_trash(self, table: type[R], record_id: int, **fields: object) -> R:
        """A record, whether it lies in the trash or not, with these fields. Raises NotFound."""
        record: R = self._one(_reached(self.hero, table).where(*_being(table, id=record_id, **fields)))
        return record

    def trash_hero(self, hero: Hero) -> None:
        """Put a hero in the trash. Raises Forbidden; Conflict for the last admin and the only owner of a team."""
        require(self.hero, "hero.trash", hero)
        self._hold_offices(hero)
        if self.is_last_admin(hero):
            raise Conflict(
                _("%(hero)s is the last admin. Make somebody else an admin first. Nothing was changed.")
                % {"hero": hero.first_name}
            )
        hero.trash(by=self.hero)

    def _hold_offices(self, hero: Hero) -> None:
        """Let nobody else end an office of an admin or of these teams' owners until this request ends."""
        admins = select(Hero).where(Hero.is_admin).order_by(col(Hero.id))
        self._all(admins.with_for_update().execution_options(populate_existing=True))
        for link in sorted(hero.memberships, key=lambda link: link.team_id):
            self.hold_roster(link.team)

    def trash_todo(self, *todos: Todo) -> None:
        """Put todos in the trash with all their sub-todos, as one step. Raises Forbidden."""
        living = [todo for todo in todos if not todo.trashed]
        branch = self.branch(*living) if living else []
        for todo in todos:
            todo.trash(by=self.hero)
        self._session.flush()  # the step is told by what is written first
        for sub in branch:
            sub.trash(by=self.hero)

    def trashed(self, before: int | None = None) -> Sequence[Entry]:
        """A page of what the hero may restore, the newest first, from behind a step."""
        return self._entries(lambda step: sa.true() if before is None else step < before)

    def entry(self, step: int) -> Entry:
        """What one step put in the trash. Raises NotFound."""
        found = self._entries(lambda one: one == step)
        if not found:
            raise NotFound(_("It is not in the trash any more: it was restored, or is gone for good."))
        return found[0]

    def _entries(self, which: Callable[[Any], Any]) -> Sequence[Entry]:
        roots = roots_of(self.hero)
        nth = func.row_number().over(partition_by=roots.c.step, order_by=(roots.c.weight, roots.c.id))
        one = sa.select(roots, nth.label("nth"), func.count().over(partition_by=roots.c.step).label("roots")).subquery()
        page = (
            sa.select(*(one.c[name] for name in Entry._fields if name != "by"), col(Hero.name))
            .join(ChangeSet, col(ChangeSet.id) == one.c.step)
            .outerjoin(Hero, col(Hero.id) == ChangeSet.actor_id)
            .where(one.c.nth == 1, which(one.c.step))
            .order_by(one.c.step.desc())
        )
        return [Entry(*row) for row in self._session.execute(page.limit(PAGE))]

    def trash_counts(self) -> Mapping[str, int]:
        """How many roots of each kind lie there."""
        roots = roots_of(self.hero)
        return dict(self._session.execute(sa.select(roots.c.kind, func.count()).group_by(roots.c.kind)).all())

    def went_along(self, entries: Sequence[Entry]) -> Mapping[int, Mapping[str, int]]:
        """What comes back with each entry, by step, such as {"todos": 14, "comments": 22}."""
        found: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for kind, what, counting in ALONG:
            steps = {entry.id: entry.step for entry in entries if entry.kind == kind}
            for record_id, count in self._session.execute(counting, {"ids": list(steps)}) if steps else ():
                found[steps[record_id]][what] = count
        return found

    def thrown_away(self, *steps: int) -> list[Trashable]:
        """The records that steps put in the trash and that still lie there, the weightiest first."""
        return [
            record
            for table in TRASHABLE
            for record in self._all(
                _reached(self.hero, table)
                .where(col(table.trashed_by).in_(steps))
                .order_by(*_parents_first(table))
                .options(*_asked_for(table))
            )
        ]

    def came_back(self, step: int) -> Trashable:
        """What a step once put in the trash and is there again. Raises NotFound."""
        tables = {str(table.__tablename__): table for table in TRASHABLE}
        trashed = select(Change).where(Change.change_set_id == step, Change.kind == "trashed").order_by(col(Change.id))
        change: Change = self._one(trashed)
        table = tables[change.entity]
        living = _reached(self.hero, table).where(*_being(table, id=int(change.row_key), trashed_at=None))
        record: Trashable = self._one(living)
        return record

    def bring_back(self, todo_id: int) -> None:
        """Bring a todo back with what went with it, and with those above it that lie in the trash; one that is not
        there stays as it is. Raises NotFound, Forbidden."""
        todo: Todo | None = self.with_trash(Todo, todo_id)
        records: list[Trashable] = []
        while todo is not None and todo.trashed_by is not None:
            records[:0] = self.thrown_away(todo.trashed_by)
            todo = todo.parent
        for record in records:
            self._bring_back(record)

    def below_trash(self, records: Sequence[Trashable]) -> Todo | None:
        """The first todo whose parent lies in the trash and is not among the records."""
        todos = [record for record in records if isinstance(record, Todo)]
        here = {todo.id for todo in todos}
        return next(
            (todo for todo in todos if todo.parent is not None and todo.parent.trashed and todo.parent.id not in here),
            None,
        )

    def restore(self, records: Sequence[Trashable], step: int) -> None:
        """Bring back what a step had put in the trash: if it did nothing else, that undoes it. Raises Forbidden, and
        Unprocessable where what a todo was below stays behind."""
        if self.below_trash(records) is not None:
            raise Unprocessable(_("The todo that it was below is in the trash. Restore that first."))
        for record in records:
            self._bring_back(record)
        other = select(Change.id).where(Change.change_set_id == step, Change.kind != "trashed").limit(1)
        if self._session.exec(other).first() is None:
            history_of(self._session).take_back(self._session.get_one(ChangeSet, step))

    def _bring_back(self, record: Trashable) -> None:
        record.restore(by=self.hero)
        if isinstance(record, Todo) and record.outgrown:
            record.nest(None, rank_between(self.last_rank(record.team, None), None), by=self.hero)

    def purge(self, *steps: int) -> int | None:
        """Have gone for good what steps put in the trash: dropped at once where it is little, else marked, and dropped
        by the upkeep. Returns the step of the purge; None if it was gone already.

        Raises Forbidden.
        """
        return purge_trashed(self._session, *steps, room=2 * ROOM) if self.to_purge(*steps) else None

    def to_purge(self, *steps: int) -> Sequence[Trashable]:
        """What these steps put in the trash, the root first, for who may drop it for good. Raises Forbidden."""
        records = self.thrown_away(*steps)
        for record in records:
            require(self.hero, f"{record.__tablename__}.purge", record)
        return records

    def empty_trash(self) -> None:
        """Drop for good everything that the hero sees in the trash. Raises Forbidden."""
        steps = self._session.execute(sa.select(roots_of(self.hero).c.step).distinct()).scalars().all()
        for first in range(0, len(steps), AT_ONCE):
            self.purge(*steps[first : first + AT_ONCE])


def _reached(hero: Hero, table: Any) -> Any:
    """Records that the hero reaches or, if they are in the trash, did; what hangs on trash itself is left out."""
    if table is Hero:
        return select(Hero).where(hero_known(hero), not_gone(Hero))
    if table is Team:
        return select(Team).where(team_reached(hero))
    if table is Comment:
        above = select(Comment).join(Todo, col(Todo.id) == Comment.todo_id).where(col(Todo.trashed_at).is_(None))
        return above.join(Team, col(Team.id) == Todo.team_id).where(team_living(hero), not_gone(table))
    return select(table).join(Team, col(Team.id) == table.team_id).where(team_living(hero), not_gone(table))


def _being(table: Any, **fields: object) -> list[Any]:
    return [getattr(table, name) == value for name, value in fields.items()]


def _asked_for(table: Any) -> tuple[Any, ...]:
    """What decides who may restore it, at hand for all records at once."""
    return (selectinload(related(Todo.assignments)),) if table is Todo else ()


def _parents_first(table: Any) -> tuple[Any, ...]:
    if table is not Todo:
        return (col(table.id),)
    above = aliased(Todo)
    went = sa.select(col(above.trashed_by)).where(col(above.id) == col(Todo.parent_id)).scalar_subquery()
    return sa.case((went == col(Todo.trashed_by), 1), else_=0), col(Todo.id)
