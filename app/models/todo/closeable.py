"""Done, and not done after all."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Field

from app.clock import now
from app.models.rules import require
from app.models.todo.recurring import Recurring

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.todo import Todo


class Closeable(Recurring):
    """Something that can be done."""

    completed_at: datetime | None = None
    completed_by: int | None = Field(default=None, foreign_key="hero.id", ondelete="SET NULL", index=True)

    @property
    def closed(self) -> bool:
        """Whether it is done."""
        return self.completed_at is not None

    def close(self, by: "Hero", along_with: "Iterable[Todo]" = ()) -> None:
        """Mark it done, and the sub-todos named; what is done already stays as it was. If it repeats, the next one is
        there at once with its sub-todos, so that these do not come again by themselves. Raises Forbidden."""
        require(by, "todo.close", self)
        if not self.closed:
            self._come_again(by)
            self.completed_at = now()
            self.completed_by = by.id
        for sub in along_with:
            sub.close(by)

    def reopen(self, by: "Hero") -> None:
        """Mark it not done; a second time does nothing. Raises Forbidden."""
        require(by, "todo.reopen", self)
        self.completed_at = self.completed_by = None
