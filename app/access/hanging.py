"""What hangs on todos, in one statement for all of them: who has them, in the order in which they got them, and their
labels by name."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlmodel import Session, col

from app.access.faces import face_columns
from app.access.paging import by_name
from app.models import Assignment, Hero, Label, TodoLabel

Hanging: TypeAlias = defaultdict[int, list[tuple[Any, ...]]]
_FACE = face_columns()
_TAG = (col(Label.id), col(Label.name), col(Label.colour))
_faces = (
    sa.select(col(Assignment.todo_id), sa.literal(0).label("kind"), *_FACE, col(Assignment.assigned_at))
    .join(Hero, col(Hero.id) == Assignment.hero_id)
    .where(col(Assignment.todo_id).in_(sa.bindparam("ids", expanding=True)), col(Hero.trashed_at).is_(None))
)
_tags = (
    sa.select(col(TodoLabel.todo_id), sa.literal(1), *_TAG, *[sa.null()] * (len(_FACE) - len(_TAG) + 1))
    .join(Label, col(Label.id) == TodoLabel.label_id)
    .where(col(TodoLabel.todo_id).in_(sa.bindparam("ids", expanding=True)), col(Label.trashed_at).is_(None))
)
_both = sa.union_all(_faces, _tags).subquery()
_HANGING = sa.select(_both).order_by(
    _both.c.kind, _both.c.assigned_at, sa.case((_both.c.kind == 1, by_name(_both.c))), _both.c.id
)


def hanging(session: Session, ids: Sequence[int]) -> tuple[Hanging, Hanging]:
    """The columns of faces, and the id, name and colour of labels, by the todos' ids."""
    faces: Hanging = defaultdict(list)
    tags: Hanging = defaultdict(list)
    for todo_id, kind, *values, _at in session.connection().execute(_HANGING, {"ids": ids}) if ids else ():
        if kind:
            tags[todo_id].append(tuple(values[: len(_TAG)]))
        else:
            faces[todo_id].append(tuple(values))
    return faces, tags
