"""What others have had their hands on since a step: it does not go unasked."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from app.access.reach import Reach
from app.models import Change, ChangeSet, Comment, Todo


class Touched(Reach):
    """Traces of others."""

    def touched(self, step: ChangeSet, going: Sequence[Change]) -> frozenset[tuple[str, int]]:
        """Those of the records which `going` tells of that others have changed since that step, or added to."""
        todos = [int(change.row_key) for change in going if change.entity == "todo"]
        teams = [int(change.row_key) for change in going if change.entity == "team"]
        found = self._changed(step, going) if going else set()
        if todos:
            found |= {("todo", todo_id) for todo_id in self._added_to(step, todos)}
        if teams:
            found |= {("team", team_id) for team_id in self._lived_in(step, teams)}
        return frozenset(found)

    def _changed(self, step: ChangeSet, going: Sequence[Change]) -> set[tuple[str, int]]:
        keys = [(change.entity, change.row_key) for change in going]
        rows = self._by_others(step).where(sa.tuple_(col(Change.entity), col(Change.row_key)).in_(keys))
        return {(entity, int(key)) for entity, key, _team in self._session.execute(rows)}

    def _lived_in(self, step: ChangeSet, team_ids: Sequence[int]) -> set[int]:
        rows = self._by_others(step).where(col(Change.team_id).in_(team_ids)).distinct()
        return {team_id for _entity, _key, team_id in self._session.execute(rows) if team_id is not None}

    def _by_others(self, step: ChangeSet) -> sa.Select[str, str, int | None]:
        return (
            sa.select(col(Change.entity), col(Change.row_key), col(Change.team_id))
            .join(ChangeSet, col(ChangeSet.id) == Change.change_set_id)
            .where(col(ChangeSet.id) > step.id, col(ChangeSet.actor_id).is_distinct_from(self.hero.id))
        )

    def _added_to(self, step: ChangeSet, todo_ids: Sequence[int]) -> set[int]:
        comments = select(Comment.todo_id).where(
            col(Comment.todo_id).in_(todo_ids),
            col(Comment.author_id).is_distinct_from(self.hero.id),
            col(Comment.trashed_at).is_(None),
            col(Comment.created_at) >= step.at,
        )
        subs = select(Todo.parent_id).where(
            col(Todo.parent_id).in_(todo_ids),
            col(Todo.created_by).is_distinct_from(self.hero.id),
            col(Todo.trashed_at).is_(None),
            col(Todo.created_at) >= step.at,
        )
        return set(self._session.scalars(sa.union(comments, subs)))
