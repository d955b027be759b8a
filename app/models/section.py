"""Section: a heading in a team's list."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from app.models.base import Versioned
from app.models.rules import Ranked, require
from app.models.trashable import Trashable
from app.models.types import ByteOrdered, Limit, Name
from app.models.undoable import Facet, facets

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.team import Team


class SectionBase(SQLModel):
    """The fields of a section that people write. What enters a done column is done; past `todo_limit` a board only says
    so."""

    name: Name
    is_done_column: bool = False
    todo_limit: Limit | None = None


class SectionCreate(SQLModel):
    """A new section: a name is enough."""

    name: Name


class SectionUpdate(SectionBase):
    """What people write of a section that is there."""


class Section(Versioned, Trashable, SectionBase, Ranked, table=True):
    """A heading in a team's list. When it is in the trash its todos stand under "no section"."""

    __tablename__ = "section"
    facets: ClassVar[Sequence[Facet]] = (
        *facets("section.edit", "name", "is_done_column", "todo_limit"),
        Facet("place", ("rank",), ("section.move",)),
    )

    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    rank: str = Field(sa_type=ByteOrdered, description="Order within the team; see app.models.order.")

    team: "Team" = Relationship(back_populates="sections")

    __table_args__ = (
        sa.CheckConstraint("name <> ''", name="name_given"),
        sa.CheckConstraint("todo_limit > 0", name="todo_limit_positive"),
    )

    @classmethod
    def add(cls, team: "Team", data: SectionCreate, *, rank: str, by: "Hero") -> "Section":
        """A new section of the team. Raises Forbidden."""
        require(by, "section.create", team)
        return cls.model_validate(data, update={"team": team, "team_id": team.id, "rank": rank})

    def edit(self, values: Mapping[str, object], by: "Hero") -> None:
        """Take over values of SectionUpdate. Raises Forbidden."""
        require(by, "section.edit", self)
        self._take_over(SectionUpdate, values)

    def move(self, rank: str, by: "Hero") -> None:
        """Stand at a rank among the team's sections. Raises Forbidden."""
        require(by, "section.move", self)
        self.rank = rank
