"""ChangeSet and Change: everything that was ever written, with the values before and after."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.clock import exact
from app.models.base import Row
from app.models.types import enum_column

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
ROW_KEY = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
"""In the order of its bytes: all links of one record stand together in the index."""


CREW = ("membership", "cover")
"""What tells who is on a team: few of all changes in it, and they have an index of their own."""
_CREW = sa.text("entity IN ('membership', 'cover')")


def change_set_id() -> int:
    """A new id: milliseconds since 1970 and 22 random bits, so ids sort by time and need no round trip.

    The layout is that of a version 7 UUID (RFC 9562, 5.7), cut to the 63 bits of a signed integer.
    """
    return (int(exact().timestamp() * 1000) << 22) | secrets.randbits(22)


class StepKind(StrEnum):
    """Whether somebody did something, took it back, or did it again by taking that back."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"

    @property
    def taken_back(self) -> "StepKind":
        """What it is to undo such a step."""
        return StepKind.REDONE if self is StepKind.UNDONE else StepKind.UNDONE


class ChangeSet(Row, table=True):
    """One step that one person took: what a single Undo takes back, which is a step itself.

    What it was about is that of the step that was done first, however often it was taken back since.
    """

    __tablename__ = "change_set"
    tracked: ClassVar[bool] = False

    id: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    actor_id: int | None = Field(
        default=None,
        sa_column=sa.Column(
            sa.ForeignKey("hero.id", ondelete="SET NULL", name="fk_change_set_actor_id", use_alter=True)
        ),
    )
    sign_in_id: int | None = Field(
        default=None,
        sa_column=sa.Column(
            sa.ForeignKey("sign_in.id", ondelete="SET NULL", name="fk_change_set_sign_in_id", use_alter=True)
        ),
    )
    at: datetime = Field(index=True)
    kind: StepKind = Field(default=StepKind.DONE, sa_type=enum_column(StepKind))
    subject: str = Field(max_length=300, description="The words for what it was about.")
    target: str = Field(default="", max_length=300, description="Where it went or to whom: a section, a hero, a label.")
    counts: dict[str, int] = Field(sa_type=JSON, description='How many of what, such as {"todo.created": 12}.')
    undone_by: int | None = Field(
        default=None, sa_type=sa.BigInteger, foreign_key="change_set.id", ondelete="SET NULL", index=True
    )

    gone_at: datetime | None = Field(
        default=None,
        description="Since when what it put in the trash is gone for all; the rows follow, see app.purge.",
    )

    __table_args__ = (
        sa.Index("ix_change_set_session", "sign_in_id", "id"),
        sa.Index("ix_change_set_actor", "actor_id", "id"),
        sa.Index(
            "ix_change_set_gone",
            "gone_at",
            sqlite_where=sa.text("gone_at IS NOT NULL"),
            postgresql_where=sa.text("gone_at IS NOT NULL"),
        ),
    )


class Change(Row, table=True):
    """One row that changed in that step."""

    __tablename__ = "change"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True, sa_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    change_set_id: int = Field(foreign_key="change_set.id", ondelete="CASCADE", index=True, sa_type=sa.BigInteger)
    team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="CASCADE")
    left_team_id: int | None = Field(
        default=None, foreign_key="team.id", ondelete="SET NULL", description="The team that a todo moved away from."
    )
    entity: str = Field(max_length=32)
    row_key: str = Field(sa_type=ROW_KEY, description='Primary key, such as "12" or "12,3" for a link.')
    kind: str = Field(
        max_length=16,
        description="created, changed, closed, reopened, archived, unarchived, deactivated, reactivated, appointed, "
        "dismissed, moved, trashed, restored, removed.",
    )
    version: int | None = Field(default=None, description="The row's version after it.")
    before: dict[str, Any] = Field(sa_type=JSON, description="Values of the changed fields before.")
    after: dict[str, Any] = Field(sa_type=JSON, description="Values of the changed fields after.")

    __table_args__ = (
        sa.Index("ix_change_row", "entity", "row_key", "id"),
        sa.Index("ix_change_team", "team_id", "change_set_id"),
        sa.Index("ix_change_left_team", "left_team_id", "change_set_id"),
        sa.Index("ix_change_crew", "team_id", "id", sqlite_where=_CREW, postgresql_where=_CREW),
    )
