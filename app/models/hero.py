"""Hero: a person. A name first; a way to sign in can come later."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from app.clock import now
from app.errors import Conflict, Unprocessable
from app.i18n import _
from app.models.base import Versioned
from app.models.change import JSON
from app.models.naming import Handle, first_name_of, initials_of
from app.models.rules import Capacity, Ranked, require
from app.models.trashable import Trashable
from app.models.types import Hue, Language, Name, OptionalName, TimeZone, enum_column
from app.models.undoable import Facet, facets

if TYPE_CHECKING:
    from app.models.cover import Cover
    from app.models.login import Login
    from app.models.team import Membership, Role
    from app.models.todo import Assignment, Todo


class Theme(StrEnum):
    """Light, dark, or as the system says."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


def _links(table: str) -> Any:
    """What goes for good with the hero whom it names as its own."""
    keys = {"foreign_keys": f"{table}.hero_id"}
    return Relationship(back_populates="hero", cascade_delete=True, passive_deletes=True, sa_relationship_kwargs=keys)


class HeroProfile(SQLModel):
    """The fields of a hero that others may write for them too."""

    name: Name
    handle: Handle = Field(unique=True)
    title: OptionalName = ""
    time_zone: TimeZone = "UTC"


class HeroBase(HeroProfile):
    """The fields of a hero that people write."""

    locale: Language = "en"


class HeroCreate(SQLModel):
    """What it takes to make a hero: a name is enough."""

    name: Name
    title: OptionalName = ""


class HeroUpdate(HeroBase):
    """A hero's whole form."""


class Hero(Versioned, Trashable, HeroBase, Ranked, table=True):
    """A person, with or without a login."""

    __tablename__ = "hero"
    facets: ClassVar[Sequence[Facet]] = (
        *facets("hero.edit", "name", "handle", "title", "time_zone", "locale", "theme", "single_keys", "keys_off"),
        *facets("hero.edit", "picture"),
        Facet("deactivated", ("deactivated_at",), ("hero.deactivate", "hero.reactivate")),
        Facet("is_admin", ("is_admin",), ("hero.appoint", "hero.dismiss"), sealed=True),
    )

    hue: Hue = Field(sa_type=enum_column(Hue))
    picture: str | None = Field(default=None, max_length=32, description="The digest of their picture.")
    theme: Theme = Field(default=Theme.AUTO, sa_type=enum_column(Theme))
    is_admin: bool = Field(default=False)
    deactivated_at: datetime | None = Field(
        default=None, description="Since when they cannot come in, whatever they have to do it with."
    )
    single_keys: bool = Field(default=True, sa_column_kwargs={"server_default": sa.true()})
    keys_off: list[str] = Field(
        default_factory=list,
        sa_type=JSON,
        sa_column_kwargs={"server_default": "[]"},
        description="Single keys that do nothing, as the list of keys writes them, sorted.",
    )

    memberships: list["Membership"] = _links("Membership")
    assignments: list["Assignment"] = _links("Assignment")
    covers: list["Cover"] = _links("Cover")
    login: "Login" = Relationship(
        back_populates="hero", cascade_delete=True, passive_deletes=True, sa_relationship_kwargs={"uselist": False}
    )

    __table_args__ = (
        sa.CheckConstraint("name <> ''", name="name_given"),
        sa.CheckConstraint("handle <> ''", name="handle_given"),
    )

    @classmethod
    def add(cls, data: HeroCreate, *, handle: str, by: "Hero") -> "Hero":
        """A new hero under a free `handle`. Raises Forbidden."""
        require(by, "hero.create", by)
        return cls.introduce(data, handle=handle)

    @classmethod
    def introduce(cls, data: HeroCreate, *, handle: str, is_admin: bool = False) -> "Hero":
        """A hero whom nobody introduces: the first of an instance, or one made by the operator."""
        hue = list(Hue)[zlib.crc32(handle.encode()) % len(Hue)]
        return cls.model_validate(data, update={"handle": handle, "hue": hue, "is_admin": is_admin})

    def edit(self, values: Mapping[str, object], by: "Hero") -> None:
        """Take over values of HeroUpdate. Raises Forbidden."""
        require(by, "hero.edit", self)
        self._take_over(HeroUpdate, values)

    def choose_theme(self, theme: Theme, by: "Hero") -> None:
        """Light, dark or as the system says. Raises Forbidden."""
        require(by, "hero.edit", self)
        self.theme = theme

    def choose_picture(self, digest: str | None, by: "Hero") -> None:
        """Show themselves by a picture that is kept, or by their initials. Raises Forbidden."""
        require(by, "hero.edit", self)
        self.picture = digest

    def choose_keys(self, single_keys: bool, by: "Hero", *, off: Iterable[str] = ()) -> None:
        """Whether single keys, such as N for a new todo, do something, and which do nothing. Raises Forbidden."""
        require(by, "hero.edit", self)
        self.single_keys = single_keys
        self.keys_off = sorted(off)

    def deactivate(self, by: "Hero") -> None:
        """Let them come in no more from the next request on; they keep what they have, and a second time does nothing.
        Raises Forbidden, or Conflict where it is oneself."""
        require(by, "hero.deactivate", self)
        self.keep_from(by)
        self.deactivated_at = self.deactivated_at or now()

    def reactivate(self, by: "Hero") -> None:
        """Let them come in again with what they came in with; a second time does nothing. Raises Forbidden."""
        require(by, "hero.reactivate", self)
        self.deactivated_at = None

    def keep_from(self, actor: "Hero") -> None:
        """Raise Conflict if one would shut out oneself."""
        if self.id == actor.id:
            raise Conflict(_("You cannot deactivate yourself. Another admin can. Nothing was changed."))

    def appoint(self, by: "Hero") -> None:
        """Make them an admin; a second time does nothing. Raises Forbidden, or Conflict where they cannot come in."""
        require(by, "hero.appoint", self)
        self.keep_reachable()
        self.is_admin = True

    def dismiss(self, by: "Hero") -> None:
        """Make them a hero like any other; a second time does nothing. Raises Forbidden, or Conflict where it is
        oneself."""
        require(by, "hero.dismiss", self)
        if self.id == by.id:
            raise Conflict(_("You cannot take your own rights. Another admin can. Nothing was changed."))
        self.is_admin = False

    def keep_reachable(self) -> None:
        """Raise Conflict for one who cannot come in: whoever lets them in would choose what they may."""
        if self.deactivated:
            raise Conflict(
                _("%(hero)s is deactivated. An admin has to reactivate them first.") % {"hero": self.first_name}
            )
        if not self.can_sign_in:
            raise Conflict(
                _("%(hero)s has no password yet. Give them a link to choose one first.") % {"hero": self.first_name}
            )

    def trash(self, by: "Hero") -> None:
        """Put them in the trash. Raises Forbidden, or Conflict where a team would have no owner left."""
        require(by, "hero.trash", self)
        for link in self.memberships:
            if not (self.trashed or link.team.is_private or link.team.trashed):
                link.keep_an_owner()
        super().trash(by)

    def merge(self, into: "Hero", todos: Iterable["Todo"], by: "Hero") -> None:
        """Become one person with another hero, who joins the shared teams of this one in the stronger role of both and
        is given `todos`; to end this one is left to whoever calls it. It takes no right to the other: whoever may
        merge this one leads its teams, and could add the other to them. Raises Forbidden, Unprocessable."""
        require(by, "hero.merge", self)
        if into.id == self.id:
            raise Unprocessable(_("Choose another hero to merge them into. Nothing was changed."))
        for link in self.memberships:
            if not (link.team.is_private or link.team.trashed):
                link.hand_on(into, by=by)
        for todo in todos:
            todo.assign(into, by=by)

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        return initials_of(self)

    @property
    def first_name(self) -> str:
        """How others call them in a sentence."""
        return first_name_of(self)

    def role_in(self, team_id: int | None) -> "Role | None":
        """The role on a team, or None."""
        return next((link.role for link in self.memberships if link.team_id == team_id), None)

    def special_capacities(self, by: "Hero") -> frozenset[Capacity]:
        """Themselves; and, while they have no login of their own, an owner of every team they are on.

        Nobody sponsors an admin: whoever chooses their password becomes one.
        """
        held = {Capacity.SELF} if self.id == by.id else set()
        teams = [link.team_id for link in self.memberships if not link.team.is_private]
        open_to_owners = not (self.is_admin or self.can_sign_in)
        if open_to_owners and teams and all(by.role_in(team_id) == "owner" for team_id in teams):
            held.add(Capacity.SPONSOR)
        return frozenset(held)

    @property
    def deactivated(self) -> bool:
        """Whether they cannot come in, although perhaps they have a password."""
        return self.deactivated_at is not None

    @property
    def can_sign_in(self) -> bool:
        """Whether they have set a password."""
        return self.login is not None and self.login.password_hash is not None

    def history_teams(self) -> list[int]:
        """Everywhere they appear."""
        return [link.team_id for link in self.memberships]

    def history_subject(self) -> str:
        """Their name, not their title."""
        return self.name

    def rank_owners(self) -> list[str]:
        """Nobody but an admin, or they themselves, can help."""
        return []
