"""Label: a coloured word that a team puts on its todos; and TodoLabel, the plain link."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from app.errors import Unprocessable
from app.i18n import _
from app.models.base import Row, Versioned
from app.models.rules import Ranked, require
from app.models.trashable import Trashable
from app.models.types import Hue, Name, enum_column
from app.models.undoable import Facet, facets

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.team import Team
    from app.models.todo import Todo


class LabelBase(SQLModel):
    """The fields of a label that people write."""

    name: Name
    colour: Hue = Field(default=Hue.TEAL, sa_type=enum_column(Hue))


class LabelCreate(LabelBase):
    """A new label's form."""


class LabelUpdate(LabelBase):
    """A label's whole form."""


class TodoLabel(Row, table=True):
    """A label on a todo. It goes with either of them, and stays while either lies in the trash."""

    __tablename__ = "todo_label"

    todo_id: int = Field(default=None, foreign_key="todo.id", ondelete="CASCADE", primary_key=True)
    label_id: int = Field(default=None, foreign_key="label.id", ondelete="CASCADE", primary_key=True, index=True)

    todo: "Todo" = Relationship(back_populates="label_links")
    label: "Label" = Relationship()

    def history_teams(self) -> tuple[int, ...]:
        """The todo's team."""
        return (self.todo.team_id,)

    def history_subject(self) -> str:
        """The todo's title."""
        return self.todo.title

    def history_target(self) -> str:
        """The label's name."""
        return self.label.name


class Label(Versioned, Trashable, LabelBase, Ranked, table=True):
    """A coloured word of a team. Its name is unique among the team's labels that are not in the trash."""

    __tablename__ = "label"
    facets: ClassVar[Sequence[Facet]] = facets("label.edit", "name", "colour")

    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)

    team: "Team" = Relationship(back_populates="labels")

    __table_args__ = (
        sa.Index(
            "uq_label_team_id_name_living",
            "team_id",
            sa.text("lower(name)"),
            unique=True,
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        ),
        sa.CheckConstraint("name <> ''", name="name_given"),
    )

    @classmethod
    def add(cls, team: "Team", data: LabelCreate, by: "Hero") -> "Label":
        """A new label of the team. Raises Forbidden."""
        require(by, "label.create", team)
        return cls.model_validate(data, update={"team": team, "team_id": team.id})

    def edit(self, values: Mapping[str, object], by: "Hero") -> None:
        """Take over values of LabelUpdate. Raises Forbidden."""
        require(by, "label.edit", self)
        self._take_over(LabelUpdate, values)

    def merge(self, into: "Label", todos: "Iterable[Todo]", by: "Hero") -> None:
        """Become one with another label of its team: `todos`, all that wear this one, wear that, and this one goes to
        the trash. Raises Forbidden, Unprocessable."""
        require(by, "label.merge", self)
        if into.id == self.id:
            raise Unprocessable(_("Choose another label to merge it into. Nothing was changed."))
        for todo in todos:
            todo.put_label(into, by=by)
        self.trash(by=by)
