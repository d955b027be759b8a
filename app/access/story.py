"""What was said about a todo, and by whom it was made and changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.faces import Face, face_columns
from app.access.paging import PAGE
from app.access.reach import Reach, team_living
from app.models import Change, Comment, Hero, Membership, Team, Todo
from app.models.rules import Capacity
from app.text import handles_in

MENTIONED = 200
"""So many names are looked up on a page."""


class Remark(NamedTuple):
    """A comment as the todo's page shows it. `author` is None for a former hero."""

    id: int
    body: str
    created_at: datetime
    edited: bool
    todo_id: int
    team_id: int
    is_archived: bool
    author: Face | None

    @property
    def rank_team_id(self) -> int:
        """As for the record itself."""
        return self.team_id

    def special_capacities(self, by: Hero) -> frozenset[Capacity]:
        """As for the record itself."""
        mine = self.author is not None and self.author.id == by.id
        return frozenset({Capacity.AUTHOR}) if mine else frozenset()


_edited = sa.exists().where(
    col(Change.entity) == "comment",
    col(Change.row_key) == sa.cast(col(Comment.id), sa.String),
    col(Change.kind) == "changed",
)
_REMARKS = (
    select(
        Comment.id,
        Comment.body,
        Comment.created_at,
        _edited,
        Comment.todo_id,
        Todo.team_id,
        col(Team.archived_at).is_not(None),
        *face_columns(),
    )  # type: ignore[call-overload]  # more columns than the typed variants have
    .join(Todo, col(Todo.id) == Comment.todo_id)
    .join(Team, col(Team.id) == Todo.team_id)
    .outerjoin(Hero, col(Hero.id) == Comment.author_id)
    .where(col(Comment.trashed_at).is_(None))
)


class Story(Reach):
    """Comments and who wrote what. The todo given must have been reached through this access."""

    def comment(self, comment_id: int) -> Comment:
        """One comment that is not in the trash, nor its todo or team. Raises NotFound."""
        comment: Comment = self._one(
            select(Comment)
            .join(Todo, col(Todo.id) == Comment.todo_id)
            .join(Team, col(Team.id) == Todo.team_id)
            .where(
                Comment.id == comment_id,
                col(Comment.trashed_at).is_(None),
                col(Todo.trashed_at).is_(None),
                team_living(self.hero),
            )
        )
        return comment

    def mentioned(self, team_id: int, *texts: str) -> dict[str, int]:
        """The ids of the team's heroes whose handles stand behind an @ in these texts, by handle."""
        handles = sorted(handles_in(texts))[:MENTIONED]
        if not handles:
            return {}
        rows = self._session.execute(
            sa.select(col(Hero.handle), col(Hero.id))
            .join(Membership, col(Membership.hero_id) == Hero.id)
            .where(col(Membership.team_id) == team_id, col(Hero.handle).in_(handles), col(Hero.trashed_at).is_(None))
        )
        return dict(rows.all())

    def remarks(self, todo: Todo, before: int | None = None) -> Sequence[Remark]:
        """The latest page of a todo's comments, or the one before a comment's id; the oldest first."""
        older = _REMARKS.where(Comment.todo_id == todo.id)
        if before is not None:
            older = older.where(col(Comment.id) < before)
        rows = self._all(older.order_by(col(Comment.id).desc()).limit(PAGE))
        return [_remark(row) for row in reversed(rows)]

    def remark(self, comment: Comment) -> Remark:
        """One comment as the todo's page shows it."""
        return _remark(self._one(_REMARKS.where(Comment.id == comment.id)))

    def comment_count(self, todos: Sequence[Todo]) -> int:
        """How many comments these todos have together."""
        ids = [todo.id for todo in todos]
        counted = select(func.count()).where(col(Comment.todo_id).in_(ids), col(Comment.trashed_at).is_(None))
        return self._session.exec(counted).one()

    def maker(self, todo: Todo) -> Face | None:
        """Who created it; None for a former hero."""
        row = self._session.execute(sa.select(*face_columns()).where(col(Hero.id) == todo.created_by)).first()
        return None if row is None else _face(row)


def _remark(row: Any) -> Remark:
    return Remark(row[0], row[1], row[2], row[3], row[4], row[5], row[6], _face(row[7:]))


def _face(columns: Any) -> Face | None:
    return None if columns[0] is None else Face(*columns)
