"""Going to the trash and coming back."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field

from app.clock import now
from app.models.rules import require
from app.models.undoable import Undoable

if TYPE_CHECKING:
    from app.models.hero import Hero


class Trashable(Undoable):
    """Deleting only flags a record: everything below it is hidden by the join to it, so it all comes back with it."""

    trashed_at: datetime | None = None
    trashed_by: int | None = Field(
        default=None,
        sa_type=sa.BigInteger,
        index=True,
        foreign_key="change_set.id",
        ondelete="RESTRICT",
        description="The change set that put it there; written by the history at flush.",
    )

    @property
    def trashed(self) -> bool:
        """Whether it lies in the trash."""
        return self.trashed_at is not None

    def trash(self, by: "Hero") -> None:
        """Put it in the trash; a second time does nothing. Raises Forbidden."""
        require(by, f"{self.__class__.__name__.lower()}.trash", self)
        self.trashed_at = self.trashed_at or now()

    def restore(self, by: "Hero") -> None:
        """Bring it back as it was. Raises Forbidden."""
        require(by, f"{self.__class__.__name__.lower()}.restore", self)
        self.trashed_at = None
