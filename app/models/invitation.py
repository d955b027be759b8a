"""Invitation: a link by which people join a team by themselves, whoever has it."""

from datetime import datetime, timedelta
from enum import IntEnum
from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import AfterValidator, BaseModel, BeforeValidator
from pydantic_core import PydanticCustomError
from sqlmodel import Field, Relationship

from app.clock import now
from app.errors import Conflict
from app.i18n import _
from app.models.base import Row
from app.models.hero import Hero
from app.models.rules import Ranked, require, vouches
from app.models.team import Membership, Role, Team
from app.models.types import enum_column

USES_MAX = 50
KEPT = timedelta(days=30)
"""How long a link that has ended stays in the list, so that one can see who used it up or took it back."""


class Lasting(IntEnum):
    """For how many days a link works."""

    DAY = 1
    WEEK = 7
    MONTH = 30


def to_join(role: Role) -> Role:
    """Refuse a link that would make owners: those are chosen one by one."""
    if role is Role.OWNER:
        raise PydanticCustomError("enum", "not by a link")
    return role


def few(uses: object) -> object:
    """Refuse what is no number of people, and one so great that there might as well be none."""
    text = str(uses).strip()
    if uses is not None and not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= USES_MAX):
        raise PydanticCustomError("uses", "out of range", {"max": USES_MAX})
    return uses


class InvitationCreate(BaseModel):
    """The form for a link; without `uses` any number of people may come until it expires."""

    role: Annotated[Role, AfterValidator(to_join)] = Role.MEMBER
    uses: Annotated[int | None, BeforeValidator(few)] = 1
    days: Lasting = Lasting.WEEK


class Invitation(Row, Ranked, table=True):
    """A link that was given out. Only the SHA-256 of its token is kept, and it is never in the history."""

    __tablename__ = "invitation"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    made_by: int = Field(foreign_key="hero.id", ondelete="CASCADE", index=True)
    token_digest: str = Field(max_length=64, unique=True)
    role: Role = Field(default=Role.MEMBER, sa_type=enum_column(Role))
    uses: int | None = Field(default=None, description="How many people it lets in; none for any number.")
    used: int = Field(default=0)
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime = Field(index=True)
    revoked_at: datetime | None = None

    team: Team = Relationship()
    maker: Hero = Relationship()

    __table_args__ = (
        sa.CheckConstraint("role <> 'owner'", name="no_owners"),
        sa.CheckConstraint(f"uses BETWEEN 1 AND {USES_MAX}", name="uses_few"),
        sa.CheckConstraint("used >= 0 AND used <= coalesce(uses, used)", name="used_no_more"),
    )

    @classmethod
    def make(cls, team: Team, data: InvitationCreate, token_digest: str, by: Hero) -> "Invitation":
        """A new link to a team. Raises Forbidden, or Conflict where nobody else can join."""
        require(by, "invitation.make", team)
        team.keep_private()
        return cls(
            team=team,
            team_id=team.id,
            maker=by,
            made_by=by.id,
            token_digest=token_digest,
            role=data.role,
            uses=data.uses,
            expires_at=now() + timedelta(days=data.days),
        )

    @property
    def full(self) -> bool:
        """Whether as many people came as it lets in."""
        return self.uses is not None and self.used >= self.uses

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= now()

    @property
    def orphaned(self) -> bool:
        """Whether the one who made it may not come in, or add nobody to the team, any more: then neither may their
        link."""
        return not vouches(self.maker, "invitation.make", self.team)

    @property
    def works(self) -> bool:
        """Whether it lets somebody in now."""
        return not (self.revoked_at or self.expired or self.full or self.orphaned or self.team.trashed)

    def revoke(self, by: Hero) -> None:
        """Let nobody in any more, for good. Raises Forbidden."""
        require(by, "invitation.revoke", self)
        if self.revoked_at is None:
            self.revoked_at = now()

    def accept(self, by: Hero) -> Membership:
        """Join the team; one who is on it already stays as they are, and nothing is spent.

        The row must be held, so that no two take the last use. Raises Conflict where it lets nobody in.
        """
        require(by, "invitation.accept", self)
        there = next((link for link in self.team.memberships if link.hero_id == by.id), None)
        if there is not None:
            return there
        if not self.works:
            raise Conflict(_("This link lets nobody in any more. Ask for a new one. Nothing was changed."))
        self.used += 1
        return self.team.admit(by, self.role)
