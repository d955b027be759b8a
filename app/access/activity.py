"""What was done: change sets, read back."""

from sqlmodel import select

from app.access.reach import Reach
from app.models import ChangeSet


class Activity(Reach):
    """The hero's own steps."""

    def own_step(self, change_set_id: int) -> ChangeSet | None:
        """A step that this hero took, or None."""
        return self._session.exec(
            select(ChangeSet).where(ChangeSet.id == change_set_id, ChangeSet.actor_id == self.hero.id)
        ).first()
