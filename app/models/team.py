"""Team: heroes that work together, with a headquarters; and Membership, the link that carries their role."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import WriteOnlyMapped, relationship
from sqlmodel import Field, Relationship, SQLModel

from app.clock import now
from app.errors import Archived, Conflict, OnlyOwner
from app.i18n import _
from app.models.base import Versioned
from app.models.handing_over import HandsOver
from app.models.hero import Hero
from app.models.rules import Capacity, Ranked, require
from app.models.trashable import Trashable
from app.models.types import Hue, Name, Notes, OptionalName, TimeZone, enum_column
from app.models.undoable import Facet, Undoable, facets

if TYPE_CHECKING:
    from app.models.label import Label
    from app.models.section import Section
    from app.models.todo import Todo


class Role(StrEnum):
    """What a hero is on a team."""

    OWNER = "owner"
    MEMBER = "member"
    GUEST = "guest"


STRONGEST_FIRST = (Role.OWNER, Role.MEMBER, Role.GUEST)


class TeamBase(SQLModel):
    """The fields of a team that people write."""

    name: Name
    description: Notes = Field(default="", sa_column_kwargs={"server_default": ""})
    headquarters: OptionalName = ""
    time_zone: TimeZone = "UTC"
    colour: Hue = Field(default=Hue.SKY, sa_type=enum_column(Hue))


class TeamCreate(TeamBase):
    """A new team's form."""


class TeamUpdate(TeamBase):
    """A team's whole form."""


class Membership(HandsOver, Undoable, table=True):
    """A hero on a team, in a role."""

    __tablename__ = "membership"
    facets: ClassVar[Sequence[Facet]] = facets("membership.change_role", "role")

    hero_id: int = Field(default=None, foreign_key="hero.id", ondelete="CASCADE", primary_key=True)
    team_id: int = Field(default=None, foreign_key="team.id", ondelete="CASCADE", primary_key=True, index=True)
    role: Role = Field(default=Role.MEMBER, sa_type=enum_column(Role))
    created_at: datetime = Field(default_factory=now)

    hero: Hero = Relationship(
        back_populates="memberships", sa_relationship_kwargs={"foreign_keys": "Membership.hero_id"}
    )
    team: "Team" = Relationship(back_populates="memberships")

    def change_role(self, role: Role, by: Hero) -> None:
        """Give another role. Raises Forbidden, or Conflict where the team would have no owner left."""
        require(by, "membership.change_role", self)
        if role is not Role.OWNER:
            self.keep_an_owner()
        self.role = role

    def hand_on(self, to: Hero, by: Hero) -> None:
        """Have another hero on the team in this role, or in their own where that is the stronger. Raises Forbidden."""
        require(by, "team.enlist", self)
        link = self.team.enlist(to, self.role, by=by)
        if STRONGEST_FIRST.index(self.role) < STRONGEST_FIRST.index(link.role):
            link.change_role(self.role, by=by)

    def end(self, by: Hero) -> None:
        """Take the hero off the team, and all its todos out of their hands: who has a todo is on its team.

        Raises Forbidden, or Conflict where the team would have no owner left.
        """
        require(by, "membership.end", self)
        self.keep_an_owner()
        for link in [link for link in self.hero.assignments if link.todo.team_id == self.team_id]:
            self.hero.assignments.remove(link)
        self.team.memberships.remove(self)

    def keep_an_owner(self) -> None:
        """Raise Conflict if the team would have no owner left without this hero."""
        if self.role is Role.OWNER and [link.hero_id for link in self.team.owners()] == [self.hero_id]:
            raise OnlyOwner(
                _("%(hero)s is the only owner of %(team)s. Make somebody else an owner first. Nothing was changed.")
                % {"hero": self.hero.first_name, "team": self.team.name},
                self.team_id,
            )

    def special_capacities(self, by: Hero) -> frozenset[Capacity]:
        """One may always leave."""
        return frozenset({Capacity.SELF}) if self.hero_id == by.id else frozenset()

    def history_subject(self) -> str:
        """The hero's name."""
        return self.hero.name

    def history_target(self) -> str:
        """The team's name."""
        return self.team.name


class Team(Versioned, Trashable, TeamBase, Ranked, table=True):
    """Heroes that work together."""

    __tablename__ = "team"
    facets: ClassVar[Sequence[Facet]] = (
        *facets("team.edit", "name", "description", "headquarters", "time_zone", "colour"),
        Facet("archived", ("archived_at",), ("team.archive", "team.unarchive")),
    )

    revision: int = Field(default=1, description="Grows by one with every change in the team.")
    private_to: int | None = Field(
        default=None,
        foreign_key="hero.id",
        ondelete="CASCADE",
        unique=True,
        description="The one hero whose own team this is; nobody else sees it.",
    )

    archived_at: datetime | None = Field(
        default=None, description="Since when it is read-only and out of the way; see app.models.rules."
    )

    memberships: list[Membership] = Relationship(back_populates="team", cascade_delete=True, passive_deletes=True)
    sections: list["Section"] = Relationship(back_populates="team", cascade_delete=True, passive_deletes=True)
    labels: list["Label"] = Relationship(back_populates="team", cascade_delete=True, passive_deletes=True)

    todos: "WriteOnlyMapped[Todo]" = Relationship(
        sa_relationship=relationship("Todo", lazy="write_only", back_populates="team", passive_deletes=True)
    )

    __table_args__ = (sa.CheckConstraint("name <> ''", name="name_given"),)

    @classmethod
    def add(cls, data: TeamCreate, by: Hero) -> "Team":
        """A new team, owned by its maker. Raises Forbidden."""
        require(by, "team.create", by)
        team = cls.model_validate(data)
        team.memberships.append(Membership(hero=by, role=Role.OWNER))
        return team

    def duplicate(self, name: str, by: Hero) -> "Team":
        """A new team like this one under another name, with nothing and nobody but its maker in it. Raises
        Forbidden."""
        require(by, "team.duplicate", self)
        shared = {field: getattr(self, field) for field in TeamBase.model_fields}
        return Team.add(TeamCreate.model_validate(shared | {"name": name}), by=by)

    @classmethod
    def own(cls, hero: Hero) -> "Team":
        """The private team of one that every hero has; `hero` must have an id already."""
        team = cls.model_validate(
            TeamCreate(name=_("My own"), time_zone=hero.time_zone, colour=hero.hue), update={"private_to": hero.id}
        )
        team.memberships.append(Membership(hero=hero, role=Role.OWNER))
        return team

    @property
    def is_private(self) -> bool:
        """Whether it is somebody's own team."""
        return self.private_to is not None

    @property
    def awake(self) -> bool:
        """Whether it is neither in the trash nor archived."""
        return not self.trashed and self.archived_at is None

    def edit(self, values: Mapping[str, object], by: Hero) -> None:
        """Take over values of TeamUpdate. Raises Forbidden."""
        require(by, "team.edit", self)
        self._take_over(TeamUpdate, values)

    def enlist(self, hero: Hero, role: Role, by: Hero) -> Membership:
        """Put a stored hero on the team; one who is on it already stays as they are. Raises Forbidden, Conflict."""
        require(by, "team.enlist", self)
        self.keep_private()
        return self.admit(hero, role)

    def keep_private(self) -> None:
        """Raise Conflict if it is somebody's own team."""
        if self.is_private:
            raise Conflict(
                _("“%(team)s” is private: nobody else can join it. Make a new team instead.") % {"team": self.name}
            )

    def admit(self, hero: Hero, role: Role) -> Membership:
        """Put a stored hero on the team; one who is on it already stays as they are.

        It asks for no right: whoever calls it has seen to it, as one who comes by an invitation has none yet.
        Raises Forbidden where the team is archived.
        """
        self.keep_awake()
        link = next((link for link in self.memberships if link.hero_id == hero.id), None)
        if link is None:
            link = Membership(hero=hero, hero_id=hero.id, team_id=self.id, role=role)
            self.memberships.append(link)
        return link

    def readmit(self, hero: Hero, as_before: Mapping[str, Any]) -> Membership:
        """Have a stored hero back in the role and since the day that they were on it.

        It asks for no right: whoever calls it has seen to it, as one who takes their own leaving back has none left.
        Raises Forbidden where the team is archived.
        """
        self.keep_awake()
        link = next((link for link in self.memberships if link.hero_id == hero.id), None)
        if link is None:
            link = Membership(hero=hero, hero_id=hero.id, team_id=self.id)
            self.memberships.append(link)
        link.sqlmodel_update(dict(as_before))
        return link

    def archive(self, by: Hero) -> None:
        """Make it read-only for all and take it out of the way; a second time does nothing. Raises Forbidden, or
        Conflict where it is somebody's own team."""
        require(by, "team.archive", self)
        if self.is_private:
            raise Conflict(
                _("“%(team)s” belongs to you alone and is always at hand. Nothing was changed.") % {"team": self.name}
            )
        self.archived_at = self.archived_at or now()

    def unarchive(self, by: Hero) -> None:
        """Have it back as it was; a second time does nothing. Raises Forbidden."""
        require(by, "team.unarchive", self)
        self.archived_at = None

    def keep_awake(self) -> None:
        """Raise Forbidden, saying who can bring it back, if it is archived."""
        if self.archived_at is None:
            return
        owners = self.owner_names()
        words = (
            _("“%(team)s” is archived. An owner can bring it back: %(owners)s. Nothing was changed.")
            if owners
            else _("“%(team)s” is archived. An admin of this Sidekick can bring it back. Nothing was changed.")
        )
        raise Archived(words % {"team": self.name, "owners": ", ".join(owners)}, self.id)

    def trash(self, by: Hero) -> None:
        """Put the team with all that is in it into the trash. Raises Forbidden, Conflict."""
        require(by, "team.trash", self)
        if self.is_private:
            raise Conflict(_("“%(team)s” belongs to you alone and stays. Nothing was changed.") % {"team": self.name})
        super().trash(by)

    def restore(self, by: Hero) -> None:
        """Bring it back with all that is in it. Raises Forbidden, or Conflict where it would have no owner."""
        require(by, "team.restore", self)
        if not self.owners():
            raise Conflict(
                _("Whoever owns %(team)s is in the trash too, or gone. Bring an owner back first. Nothing was changed.")
                % {"team": self.name}
            )
        super().restore(by)

    def owners(self) -> list[Membership]:
        """Memberships of its owners who are not in the trash."""
        return [link for link in self.memberships if link.role is Role.OWNER and not link.hero.trashed]

    def owner_names(self) -> list[str]:
        """First names of its owners who can come in, and so can help."""
        return [link.hero.first_name for link in self.owners() if not link.hero.deactivated]

    @property
    def rank_team_id(self) -> int | None:
        """Its own roles count."""
        return self.id

    @property
    def rank_team(self) -> "Team":
        """Itself."""
        return self

    def history_teams(self) -> tuple[int, ...]:
        """Itself."""
        return (self.id,)
