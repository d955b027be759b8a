"""SavedView: a filter under a name, for whoever saved it or for a team."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Optional

import sqlalchemy as sa
from pydantic import AfterValidator, BeforeValidator
from sqlmodel import Field, Relationship, SQLModel

from app.errors import Unprocessable
from app.i18n import _
from app.models.base import Versioned
from app.models.rules import Ranked, require
from app.models.trashable import Trashable
from app.models.types import Name, one_line, writable
from app.models.undoable import Facet, facets

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.team import Team

QUERY_MAX = 4_000
Query = Annotated[str, BeforeValidator(one_line), AfterValidator(writable), Field(max_length=QUERY_MAX)]


class SavedViewBase(SQLModel):
    """The fields of a saved view that people write. `query` is the text of a filter with ids in the place of names, so
    that it goes on meaning the same things when they get other names."""

    name: Name
    query: Query = ""


class SavedViewCreate(SavedViewBase):
    """A new one's form."""


class SavedViewUpdate(SavedViewBase):
    """Its whole form."""


class SavedView(Versioned, Trashable, SavedViewBase, Ranked, table=True):
    """A view of a list, kept by the team that shares it; one that a single hero sees, by that hero's private team."""

    __tablename__ = "savedview"
    facets: ClassVar[Sequence[Facet]] = (
        *facets("savedview.edit", "name", "query"),
        *facets("savedview.lead", "leads"),
    )

    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    list_id: int | None = Field(
        default=None,
        foreign_key="team.id",
        ondelete="CASCADE",
        index=True,
        description="The team whose list it shows; none for the list of all teams.",
    )

    leads: bool = Field(default=False, description="Whether the team's list begins with it; one of a team's at most.")

    team: "Team" = Relationship(sa_relationship_kwargs={"foreign_keys": "SavedView.team_id"})
    list_of: Optional["Team"] = Relationship(sa_relationship_kwargs={"foreign_keys": "SavedView.list_id"})

    __table_args__ = (sa.CheckConstraint("name <> ''", name="name_given"),)

    @classmethod
    def add(cls, kept_by: "Team", data: SavedViewCreate, by: "Hero", list_of: "Team | None") -> "SavedView":
        """A new view of a team's list, or of all teams', kept by this team. Raises Forbidden."""
        require(by, "savedview.create", kept_by)
        place = {"team": kept_by, "team_id": kept_by.id, "list_of": list_of, "list_id": list_of.id if list_of else None}
        return cls.model_validate(data, update=place)

    def take_lead(self, by: "Hero", instead_of: "Sequence[SavedView]") -> None:
        """Let the team's list begin with it, and no longer with these. Raises Forbidden, Unprocessable."""
        require(by, "savedview.lead", self)
        if self.list_id != self.team_id:
            raise Unprocessable(
                _("%(team)s does not share this view of its own list. Nothing was changed.") % {"team": self.team.name}
            )
        for other in instead_of:
            other.leads = False
        self.leads = True

    def give_up_lead(self, by: "Hero") -> None:
        """Let the team's list begin with everything. Raises Forbidden."""
        require(by, "savedview.lead", self)
        self.leads = False

    @property
    def shared(self) -> bool:
        """Whether a team has it, not one hero alone."""
        return not self.team.is_private

    @property
    def address(self) -> str:
        """Where it is seen."""
        return f"{'/todos' if self.list_id is None else f'/teams/{self.list_id}'}?view={self.id}"

    def edit(self, values: Mapping[str, object], by: "Hero") -> None:
        """Take over values of SavedViewUpdate. Raises Forbidden."""
        require(by, "savedview.edit", self)
        self._take_over(SavedViewUpdate, values)
