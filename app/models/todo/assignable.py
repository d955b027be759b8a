"""Who does it: Assignment, the link between a hero and a todo, and the verbs that make and end it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Field, Relationship

from app.clock import now
from app.errors import Unprocessable
from app.i18n import _
from app.models.base import Row
from app.models.rules import require
from app.models.todo.fields import TodoFields

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.todo import Todo


class Assignment(Row, table=True):
    """A todo in a hero's hands."""

    __tablename__ = "assignment"

    todo_id: int = Field(default=None, foreign_key="todo.id", ondelete="CASCADE", primary_key=True)
    hero_id: int = Field(default=None, foreign_key="hero.id", ondelete="CASCADE", primary_key=True, index=True)
    assigned_by: int | None = Field(default=None, foreign_key="hero.id", ondelete="SET NULL", index=True)
    assigned_at: datetime = Field(default_factory=now)

    todo: "Todo" = Relationship(back_populates="assignments")
    hero: "Hero" = Relationship(
        back_populates="assignments", sa_relationship_kwargs={"foreign_keys": "Assignment.hero_id"}
    )

    def history_teams(self) -> tuple[int, ...]:
        """The todo's team."""
        return (self.todo.team_id,)

    def history_subject(self) -> str:
        """The todo's title."""
        return self.todo.title

    def history_target(self) -> str:
        """The hero's name."""
        return self.hero.name


class Assignable(TodoFields):
    """Something that heroes can be given."""

    def assign(self, hero: "Hero", by: "Hero", as_before: Mapping[str, Any] | None = None) -> None:
        """Give it to a hero of its team; a second time does nothing. `as_before` says who gave it when, where it is
        given back, even to somebody in the trash: hidden, as it was. Raises Forbidden, Unprocessable.
        """
        require(by, "todo.assign", self)
        if hero.trashed and not as_before:
            raise self._not_there(hero)
        self.give_back(hero, as_before or {"assigned_by": by.id})

    def give_back(self, hero: "Hero", as_before: Mapping[str, Any]) -> None:
        """Have it in the hands of a hero of its team as it was; a second time does nothing.

        It asks for no right: whoever calls it has seen to it, as a guest who takes their own leaving back may give
        nothing. Raises Unprocessable.
        """
        if hero.role_in(self.team_id) is None:
            raise self._not_there(hero)
        if all(link.hero_id != hero.id for link in self.assignments):
            self.assignments.append(Assignment(hero=hero, **as_before))

    def unassign(self, hero: "Hero", by: "Hero") -> None:
        """Take it back from a hero who has it. Raises Forbidden."""
        require(by, "todo.assign", self)
        for link in [link for link in self.assignments if link.hero_id == hero.id]:
            self.assignments.remove(link)

    def _not_there(self, hero: "Hero") -> Unprocessable:
        return Unprocessable(
            _("%(hero)s is not on %(team)s. Add them to the team first. Nothing was changed.")
            % {"hero": hero.name, "team": self.team.name}
        )
