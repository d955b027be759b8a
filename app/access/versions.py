"""Records as they were when somebody opened them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from app.access.faces import Face, face_columns
from app.access.reach import Reach
from app.models import Change, ChangeSet, Hero, Membership, Role
from app.models.base import Versioned


@dataclass(frozen=True)
class Since:
    """What became of a record since a version: fields that changed, as they were in it and as the history writes them,
    and who changed each last (None for the operator, or somebody who is gone)."""

    before: Mapping[str, Any]
    by: Mapping[str, Face | None]


class Versions(Reach):
    """Earlier values. The record given must have been reached through this access."""

    def since(self, record: Versioned, version: int | None) -> Since:
        """What changed after a version; a version that there never was, or none, counts as older than all others, so
        that a form without one overwrites nothing."""
        opened = version if version is not None and version <= record.version else 0
        return self._since(str(record.__tablename__), str(record.id), col(Change.version) > opened)

    def role_since(self, membership: Membership, shown: Role | None) -> Since:
        """The same for a role, which has no versions: the form says which one it showed."""
        since = self._since("membership", f"{membership.hero_id},{membership.team_id}", sa.true())
        return replace(since, before={"role": shown})

    def _since(self, entity: str, row_key: str, later: sa.ColumnElement[bool]) -> Since:
        statement = (
            sa.select(col(Change.before), *face_columns())
            .join(ChangeSet, col(ChangeSet.id) == Change.change_set_id)
            .outerjoin(Hero, col(Hero.id) == ChangeSet.actor_id)
            .where(col(Change.entity) == entity, col(Change.row_key) == row_key, later)
            .order_by(col(Change.id).desc())
        )
        changes = self._session.execute(statement).all()
        by: dict[str, Face | None] = {}
        for before, *author in changes:
            for name in before:
                by.setdefault(name, None if author[0] is None else Face(*author))
        return Since({name: value for before, *_ in changes for name, value in before.items()}, by)
