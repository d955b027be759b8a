"""What todos have to do with one another: TodoBlock, that one waits for another, and TodoRelation, that two belong
together; and the verbs that tie and untie them, in one team or across two."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from app.errors import Unprocessable
from app.i18n import _
from app.models.base import Row
from app.models.rules import require
from app.models.todo.fields import TodoFields

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.todo import Todo

TIES_MAX = 50
"""Todos that one can wait for, or be related to."""


class TodoBlock(Row, table=True):
    """A todo that waits for another, its blocker."""

    __tablename__ = "todo_block"

    todo_id: int = Field(default=None, foreign_key="todo.id", ondelete="CASCADE", primary_key=True)
    blocker_id: int = Field(default=None, foreign_key="todo.id", ondelete="CASCADE", primary_key=True, index=True)

    todo: "Todo" = Relationship(
        back_populates="blocker_links", sa_relationship_kwargs={"foreign_keys": "TodoBlock.todo_id"}
    )
    blocker: "Todo" = Relationship(sa_relationship_kwargs={"foreign_keys": "TodoBlock.blocker_id"})

    __table_args__ = (sa.CheckConstraint("todo_id <> blocker_id", name="not_by_itself"),)

    def history_teams(self) -> tuple[int, ...]:
        """The teams of both."""
        return _teams(self.todo, self.blocker)

    def history_subject(self) -> str:
        """The title of the one that waits."""
        return self.todo.title

    def history_target(self) -> str:
        """The blocker's title."""
        return self.blocker.title

    @property
    def pair(self) -> tuple[int, int]:
        """Ids of both."""
        return self.todo_id, self.blocker_id

    def between(self, copies: "Mapping[int, Todo]") -> "TodoBlock":
        """The same between the stored copies of both, by the ids of the originals."""
        todo, blocker = copies[self.todo_id], copies[self.blocker_id]
        return TodoBlock(todo=todo, todo_id=todo.id, blocker=blocker, blocker_id=blocker.id)


class TodoRelation(Row, table=True):
    """Two todos that belong together: one row for the pair, which begins with the older."""

    __tablename__ = "todo_relation"

    todo_id: int = Field(default=None, foreign_key="todo.id", ondelete="CASCADE", primary_key=True)
    other_id: int = Field(default=None, foreign_key="todo.id", ondelete="CASCADE", primary_key=True, index=True)

    todo: "Todo" = Relationship(
        back_populates="relation_links", sa_relationship_kwargs={"foreign_keys": "TodoRelation.todo_id"}
    )
    other: "Todo" = Relationship(sa_relationship_kwargs={"foreign_keys": "TodoRelation.other_id"})

    __table_args__ = (sa.CheckConstraint("todo_id < other_id", name="once_for_the_pair"),)

    def history_teams(self) -> tuple[int, ...]:
        """The teams of both."""
        return _teams(self.todo, self.other)

    def history_subject(self) -> str:
        """The older one's title."""
        return self.todo.title

    def history_target(self) -> str:
        """The other one's title."""
        return self.other.title

    @property
    def pair(self) -> tuple[int, int]:
        """Ids of both."""
        return self.todo_id, self.other_id

    def between(self, copies: "Mapping[int, Todo]") -> "TodoRelation":
        """The same between the stored copies of both, by the ids of the originals."""
        older, newer = sorted((copies[self.todo_id], copies[self.other_id]), key=lambda todo: todo.id)
        return TodoRelation(todo=older, todo_id=older.id, other=newer, other_id=newer.id)


class Related(TodoFields):
    """Something that has to do with others of its kind."""

    def wait_for(self, blocker: "Todo", by: "Hero", behind: Collection[int]) -> None:
        """Be blocked by another; a second time does nothing. `behind` are the ids of all for which the blocker waits
        itself, whatever lies between.

        Raises Forbidden; Unprocessable for a circle, or where it waits for too many.
        """
        require(by, "todo.relate", self)
        if blocker.id == self.id or self.id in behind:
            raise Unprocessable(
                _("“%(blocker)s” waits for “%(todo)s” itself, so neither could ever begin. Nothing was changed.")
                % {"blocker": blocker.title, "todo": self.title}
                if blocker.id != self.id
                else _("A todo cannot wait for itself. Nothing was changed.")
            )
        if all(link.blocker_id != blocker.id for link in self.blocker_links):
            _check_count(len(self.blocker_links))
            self.blocker_links.append(TodoBlock(blocker=blocker, blocker_id=blocker.id))

    def wait_no_more(self, blocker: "Todo", by: "Hero") -> None:
        """Be blocked by it no longer. Raises Forbidden."""
        require(by, "todo.relate", self)
        for link in [link for link in self.blocker_links if link.blocker_id == blocker.id]:
            self.blocker_links.remove(link)

    def relate(self, other: "Todo", by: "Hero") -> None:
        """Belong together with another; a second time does nothing. Raises Forbidden; Unprocessable for itself, or
        where there are too many."""
        require(by, "todo.relate", self)
        if other.id == self.id:
            raise Unprocessable(_("A todo cannot be related to itself. Nothing was changed."))
        older, newer = self._pair(other)
        if all(link.other_id != newer.id for link in older.relation_links):
            _check_count(len(older.relation_links))
            older.relation_links.append(TodoRelation(other=newer, other_id=newer.id))

    def unrelate(self, other: "Todo", by: "Hero") -> None:
        """Have nothing to do with it any more. Raises Forbidden."""
        require(by, "todo.relate", self)
        older, newer = self._pair(other)
        for link in [link for link in older.relation_links if link.other_id == newer.id]:
            older.relation_links.remove(link)

    def _pair(self, other: "Todo") -> "tuple[Todo, Todo]":
        """The older one first."""
        this = cast("Todo", self)
        return (this, other) if this.id < other.id else (other, this)


def _teams(one: "Todo", other: "Todo") -> tuple[int, ...]:
    return (one.team_id,) if one.team_id == other.team_id else (one.team_id, other.team_id)


def _check_count(count: int) -> None:
    if count >= TIES_MAX:
        raise Unprocessable(_("A todo can be tied to %(n)d others of a kind. Nothing was changed.") % {"n": TIES_MAX})
