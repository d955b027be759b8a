"""What was done to a record and to what belongs to it, change by change, the newest first."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.faces import Face, face_columns
from app.access.paging import PAGE
from app.access.reach import Reach, change_kept, team_reached
from app.access.undo.involved import PAIRS
from app.access.undo.steps import change_seen
from app.models import Change, ChangeSet, Comment, Hero, Label, SavedView, Section, Team, Todo
from app.models.change import CREW, StepKind

RECENT, SINCE_MAX = 20, 200
TOLD = ("closed", "reopened", "changed", "moved", "restored")
"""Kinds of changes of which a todo's story tells."""


class Happened(NamedTuple):
    """One changed row. `kind` says whether the step did something, took it back or did it again; `actor` is None for a
    former hero."""

    change: Change
    at: datetime
    kind: StepKind
    actor: Face | None


class Past(Reach):
    """Pages of changes. The record or step given must have been reached through this access."""

    def past_of_todo(self, todo: Todo, before: int | None = None) -> Sequence[Happened]:
        """Of a todo, who has it, its labels, what it is tied to and what was said about it; from behind a change."""
        said = _about("comment").join(Comment, col(Change.row_key) == sa.cast(col(Comment.id), sa.String))
        arms = (
            _record("todo", todo.id),
            _links("assignment", todo.id),
            _links("todo_label", todo.id),
            *(arm for entity in sorted(PAIRS) for arm in (_links(entity, todo.id), _links_to(entity, todo.id))),
            said.where(col(Comment.todo_id) == todo.id),
        )
        return self._newest(arms, before)

    def past_of_team(self, team: Team, before: int | None = None) -> Sequence[Happened]:
        """Of a team, who is on it, who covers for whom, its sections and labels."""
        parts = [
            _about(entity)
            .join(table, col(Change.row_key) == sa.cast(col(table.id), sa.String))
            .where(col(table.team_id) == team.id)
            for entity, table in _PARTS.items()
        ]
        crew = sa.select(col(Change.id)).where(_OF_THE_CREW, col(Change.team_id) == team.id)
        return self._newest((_record("team", team.id), crew, *parts), before)

    def past_of_hero(self, hero: Hero, before: int | None = None) -> Sequence[Happened]:
        """Of a hero, and of their places on teams that the viewer reaches too, and who covers for them there."""
        reached = col(Change.team_id).in_(select(Team.id).where(team_reached(self.hero)))
        links = (_links(entity, hero.id).where(reached) for entity in ("membership", "cover"))
        return self._newest((_record("hero", hero.id), *links), before)

    def past_of_step(self, step: ChangeSet, after: int | None = None) -> Sequence[Happened]:
        """What a step did, as far as the hero may see it, in order; from behind a change."""
        further = sa.true() if after is None else col(Change.id) > after
        mine = change_kept() if step.actor_id == self.hero.id else change_seen(self.hero)
        return self._happened(
            _HAPPENED.where(col(Change.change_set_id) == step.id, further, mine).order_by(col(Change.id)).limit(PAGE)
        )

    def count_in_step(self, step: ChangeSet, after: int) -> int:
        """How many more changes of it come behind this one."""
        mine = change_kept() if step.actor_id == self.hero.id else change_seen(self.hero)
        counted = sa.select(func.count()).where(col(Change.change_set_id) == step.id, col(Change.id) > after, mine)
        count: int = self._session.execute(counted).scalar_one()
        return count

    def deeds(self, todo: Todo) -> tuple[Sequence[Happened], int]:
        """The latest changes of a todo's own fields, the oldest first, and how many came before them; its creation is
        not among them."""
        own = (col(Change.entity) == "todo", col(Change.row_key) == str(todo.id), col(Change.kind).in_(TOLD))
        latest = self._happened(_HAPPENED.where(*own).order_by(col(Change.id).desc()).limit(RECENT))
        earlier = 0
        if len(latest) == RECENT:
            earlier = self._session.execute(sa.select(func.count()).where(*own)).scalar_one() - RECENT
        return latest[::-1], earlier

    def just_happened(self, todo: Todo) -> Sequence[Happened]:
        """What this very request has changed of it."""
        history, me = self.history(), Face.of(self.hero)
        mine = [one for one in history.changes if (one["entity"], one["row_key"]) == ("todo", str(todo.id))]
        return [Happened(Change.model_validate(one), history.at, history.kind, me) for one in mine]

    def done_since(self, step: ChangeSet, changes: Iterable[Change]) -> Sequence[Happened]:
        """What was done to the same rows after a step, the newest first, as much of it as tells who was there last."""
        keys = list({(change.entity, change.row_key) for change in changes})
        same = sa.tuple_(col(Change.entity), col(Change.row_key)).in_(keys)
        later = _HAPPENED.where(same, col(Change.change_set_id) > step.id).order_by(col(Change.id).desc())
        return self._happened(later.limit(SINCE_MAX)) if keys else ()

    def _newest(self, arms: Iterable[Any], before: int | None) -> Sequence[Happened]:
        # Each arm finds its rows by an index and gives a page at most, so that they need no look at all that happened.
        earlier = sa.true() if before is None else col(Change.id) < before
        pages = [arm.where(earlier).order_by(col(Change.id).desc()).limit(PAGE).subquery() for arm in arms]
        ids = self._session.execute(sa.union_all(*(sa.select(page.c.id) for page in pages))).scalars()
        newest = sorted(ids, reverse=True)[:PAGE]
        return self._happened(_HAPPENED.where(col(Change.id).in_(newest)).order_by(col(Change.id).desc()))

    def _happened(self, statement: Any) -> Sequence[Happened]:
        rows = self._session.execute(statement)
        return [Happened(row[0], row[1], row[2], None if row[3] is None else Face(*row[3:])) for row in rows]


_PARTS: dict[str, Any] = {"section": Section, "label": Label, "savedview": SavedView}
# In words, not as values: only so do the databases know that the index of just these has them all.
_OF_THE_CREW = col(Change.entity).in_(sa.bindparam("crew", CREW, expanding=True, literal_execute=True))
_HAPPENED = (
    sa.select(Change, col(ChangeSet.at), col(ChangeSet.kind), *face_columns())
    .join(ChangeSet, col(ChangeSet.id) == Change.change_set_id)
    .outerjoin(Hero, col(Hero.id) == ChangeSet.actor_id)
)


def _about(entity: str) -> Any:
    return sa.select(col(Change.id)).where(col(Change.entity) == entity)


def _record(entity: str, record_id: int) -> Any:
    return _about(entity).where(col(Change.row_key) == str(record_id))


def _links(entity: str, record_id: int) -> Any:
    """Links whose key begins with the record: those from "12," to "12-", the byte that follows the comma."""
    return _about(entity).where(col(Change.row_key) >= f"{record_id},", col(Change.row_key) < f"{record_id}-")


def _links_to(entity: str, record_id: int) -> Any:
    """Links whose key ends with the record, among all of their kind."""
    return _about(entity).where(col(Change.row_key).like(f"%,{record_id}"))
