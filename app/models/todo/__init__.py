"""Todo: something to do. This file holds its fields and relations; each capability has a file of its own."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Optional

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from app.errors import Unprocessable
from app.i18n import _
from app.models.base import Versioned
from app.models.comment import Comment
from app.models.label import TodoLabel
from app.models.rules import Capacity, Ranked, require
from app.models.todo.assignable import Assignable, Assignment
from app.models.todo.closeable import Closeable
from app.models.todo.labelled import Labelled
from app.models.todo.movable import DEPTH_MAX, Movable
from app.models.todo.related import Related, TodoBlock, TodoRelation
from app.models.todo.shapes import Priority, TodoBase, TodoCreate, TodoUpdate
from app.models.trashable import Trashable
from app.models.types import ByteOrdered
from app.models.undoable import Facet, facets

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.section import Section
    from app.models.team import Team

__all__ = ["DEPTH_MAX", "NO_SECTION", "Assignment", "Priority", "Todo", "TodoBlock", "TodoCreate", "TodoRelation"]

NO_SECTION = " none"
"""Where a todo went that left its section for none. Nothing else is called so: names have no space before them."""


def _some(name: str, which: str, *columns: str) -> sa.Index:
    """An index of those rows alone of which something is true."""
    return sa.Index(name, *columns, sqlite_where=sa.text(which), postgresql_where=sa.text(which))


class Todo(Versioned, Trashable, Closeable, Assignable, Labelled, Movable, Related, TodoBase, Ranked, table=True):
    """Something to do, in one team."""

    __tablename__ = "todo"
    facets: ClassVar[Sequence[Facet]] = (
        *facets("todo.edit", "title", "notes", "priority", "recurrence"),
        Facet("due", ("due_on", "due_at"), ("todo.edit",), exclusive=True),
        Facet("done", ("completed_at", "completed_by"), ("todo.close", "todo.reopen")),
        Facet("place", ("team_id", "section_id", "parent_id", "rank"), ("todo.move",)),
    )

    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
    section_id: int | None = Field(default=None, foreign_key="section.id", ondelete="SET NULL", index=True)
    parent_id: int | None = Field(default=None, foreign_key="todo.id", ondelete="CASCADE", index=True)
    rank: str = Field(sa_type=ByteOrdered, description="Order within its section or parent; see app.models.order.")
    created_by: int | None = Field(default=None, foreign_key="hero.id", ondelete="SET NULL", index=True)
    external_source: str | None = Field(default=None, max_length=80)
    external_id: str | None = Field(default=None, max_length=255)

    team: "Team" = Relationship(back_populates="todos")
    section: Optional["Section"] = Relationship()
    parent: Optional["Todo"] = Relationship(sa_relationship_kwargs={"remote_side": "Todo.id"})
    subs: list["Todo"] = Relationship(sa_relationship_kwargs={"viewonly": True, "order_by": "(Todo.rank, Todo.id)"})
    assignments: list[Assignment] = Relationship(back_populates="todo", cascade_delete=True, passive_deletes=True)
    label_links: list[TodoLabel] = Relationship(back_populates="todo", cascade_delete=True, passive_deletes=True)
    blocker_links: list[TodoBlock] = Relationship(
        back_populates="todo",
        cascade_delete=True,
        passive_deletes=True,
        sa_relationship_kwargs={"foreign_keys": "TodoBlock.todo_id"},
    )
    relation_links: list[TodoRelation] = Relationship(
        back_populates="todo",
        cascade_delete=True,
        passive_deletes=True,
        sa_relationship_kwargs={"foreign_keys": "TodoRelation.todo_id"},
    )
    comments: list[Comment] = Relationship(back_populates="todo", cascade_delete=True, passive_deletes=True)

    __table_args__ = (
        sa.CheckConstraint("title <> ''", name="title_given"),
        sa.CheckConstraint("due_on IS NULL OR due_at IS NULL", name="due_once"),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
        sa.UniqueConstraint("external_source", "external_id"),
        sa.Index("ix_todo_place", "team_id", "parent_id", "section_id", "rank"),
        *(
            _some(f"ix_todo_{name}", f"{name} IS NOT NULL", "team_id", name)
            for name in ("due_on", "due_at", "recurrence")
        ),
        # The open todos of a team, by section and in their order, and those done by their time: what lists show and
        # count stands together.
        _some("ix_todo_open", "trashed_at IS NULL", "team_id", "parent_id", "completed_at", "section_id", "rank", "id"),
    )

    @classmethod
    def add(
        cls,
        team: "Team",
        data: TodoCreate,
        *,
        rank: str,
        by: "Hero",
        section: "Section | None" = None,
        parent: "Todo | None" = None,
    ) -> "Todo":
        """A new todo of the team, in a section or below a parent. Raises Forbidden, Unprocessable."""
        require(by, "todo.create", team)
        if any(place is not None and place.team_id != team.id for place in (section, parent)):
            raise Unprocessable(_("That place is in another team. Nothing was added."))
        if parent is not None and parent.depth >= DEPTH_MAX:
            raise Unprocessable(_("Sub-todos go five levels deep. Add this one further up. Nothing was added."))
        place = {"team": team, "team_id": team.id, "section": section, "parent": parent}
        return cls.model_validate(data, update=place | {"rank": rank, "created_by": by.id})

    def edit(self, values: Mapping[str, object], by: "Hero") -> None:
        """Take over values of TodoUpdate. Raises Forbidden."""
        require(by, "todo.edit", self)
        self._take_over(TodoUpdate, values)

    def history_teams(self) -> tuple[int, ...]:
        """Its team, and while it moves to another the one that it leaves."""
        left = sa.inspect(self).attrs.team_id.history.deleted or ()
        return (self.team_id, *(team_id for team_id in left if team_id is not None))

    def history_target(self) -> str:
        """Where it stands: below a todo, in a section, else in its team; NO_SECTION as it leaves a section for none."""
        if self.parent is not None:
            return self.parent.title
        if self.section is not None:
            return self.section.name
        moved = sa.inspect(self).attrs
        left_section = any(moved.section_id.history.deleted or ())
        return NO_SECTION if left_section and not moved.team_id.history.deleted else self.team.name

    def special_capacities(self, by: "Hero") -> frozenset[Capacity]:
        """Those who have it in hand may complete and edit it, even as guests."""
        mine = any(link.hero_id == by.id for link in self.assignments)
        return frozenset({Capacity.ASSIGNEE}) if mine and by.role_in(self.team_id) else frozenset()
