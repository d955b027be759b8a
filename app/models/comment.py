"""Comment: what somebody said about a todo."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Optional

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from app.models.base import Versioned
from app.models.hero import Hero
from app.models.rules import Capacity, Ranked, require
from app.models.trashable import Trashable
from app.models.types import CommentBody
from app.models.undoable import Facet, facets

if TYPE_CHECKING:
    from app.models.team import Team
    from app.models.todo import Todo


class CommentBase(SQLModel):
    """What people write in a comment: Markdown."""

    body: CommentBody


class CommentCreate(CommentBase):
    """A new comment's form."""


class CommentUpdate(CommentBase):
    """A comment's form."""


class Comment(Versioned, Trashable, CommentBase, Ranked, table=True):
    """What somebody said about a todo; their name stays with it."""

    __tablename__ = "comment"
    facets: ClassVar[Sequence[Facet]] = facets("comment.edit", "body")

    todo_id: int = Field(foreign_key="todo.id", ondelete="CASCADE", index=True)
    author_id: int | None = Field(default=None, foreign_key="hero.id", ondelete="SET NULL", index=True)

    todo: "Todo" = Relationship(back_populates="comments")
    author: Optional["Hero"] = Relationship()

    __table_args__ = (sa.CheckConstraint("body <> ''", name="body_given"),)

    @classmethod
    def write(cls, todo: "Todo", data: CommentCreate, by: Hero) -> "Comment":
        """Say something about a todo. Raises Forbidden."""
        require(by, "comment.create", todo)
        return cls.model_validate(data, update={"todo": todo, "todo_id": todo.id, "author": by})

    def edit(self, values: Mapping[str, object], by: Hero) -> None:
        """Say it otherwise. Raises Forbidden."""
        require(by, "comment.edit", self)
        self._take_over(CommentUpdate, values)

    @property
    def rank_team_id(self) -> int | None:
        """The todo's team's roles count."""
        return self.todo.team_id

    @property
    def rank_team(self) -> "Team":
        """Its todo's."""
        return self.todo.team

    def special_capacities(self, by: Hero) -> frozenset[Capacity]:
        """Its author may change it."""
        return frozenset({Capacity.AUTHOR}) if self.author_id == by.id else frozenset()

    def rank_owners(self) -> list[str]:
        """The owners of the todo's team can help."""
        return self.todo.team.owner_names()

    def history_teams(self) -> tuple[int, ...]:
        """The todo's team."""
        return (self.todo.team_id,)

    def history_subject(self) -> str:
        """The todo's title."""
        return self.todo.title
