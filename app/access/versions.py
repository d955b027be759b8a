"""Records as they were when somebody opened them."""

from typing import Any

from sqlmodel import col, select

from app.access.reach import Reach
from app.models import Change
from app.models.base import Versioned


class Versions(Reach):
    """Earlier values. The record given must have been reached through this access."""

    def values_before(self, record: Versioned, version: int) -> dict[str, Any]:
        """The fields of a record that changed since a version, as they were in it and as the history writes them."""
        changes = self._all(
            select(Change.before)
            .where(Change.entity == str(record.__tablename__), Change.row_key == str(record.id))
            .where(col(Change.version) > version)
            .order_by(col(Change.id).desc())
        )
        return {name: value for before in changes for name, value in before.items()}
