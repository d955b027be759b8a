"""ChangeSet and Change: everything that was ever written, with the values before and after."""

import secrets
from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from app.clock import now
from app.models.base import Row

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def change_set_id() -> int:
    """A new id: milliseconds since 1970 and 22 random bits, so ids sort by time and need no round trip.

    The layout is that of a version 7 UUID (RFC 9562, 5.7), cut to the 63 bits of a signed integer.
    """
    return (int(now().timestamp() * 1000) << 22) | secrets.randbits(22)


class ChangeSet(Row, table=True):
    """One step that one person took: what a single Undo takes back."""

    __tablename__ = "change_set"
    tracked: ClassVar[bool] = False

    id: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    actor_id: int | None = Field(
        default=None,
        sa_column=sa.Column(
            sa.ForeignKey("hero.id", ondelete="SET NULL", name="fk_change_set_actor_id", use_alter=True), index=True
        ),
    )
    at: datetime = Field(index=True)
    subject: str = Field(max_length=300, description="The words for what it was about.")
    counts: dict[str, int] = Field(sa_type=JSON, description='How many of what, such as {"todo.created": 12}.')
    undone_by: int | None = Field(
        default=None, sa_type=sa.BigInteger, foreign_key="change_set.id", ondelete="SET NULL", index=True
    )


class Change(Row, table=True):
    """One row that changed in that step."""

    __tablename__ = "change"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True, sa_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    change_set_id: int = Field(foreign_key="change_set.id", ondelete="CASCADE", index=True, sa_type=sa.BigInteger)
    team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="CASCADE", index=True)
    entity: str = Field(max_length=32)
    row_key: str = Field(max_length=64, description='Primary key, such as "12" or "12,3" for a link.')
    kind: str = Field(
        max_length=16, description="created, changed, closed, reopened, moved, trashed, restored, removed."
    )
    version: int | None = Field(default=None, description="The row's version after it.")
    before: dict[str, Any] = Field(sa_type=JSON, description="Values of the changed fields before.")
    after: dict[str, Any] = Field(sa_type=JSON, description="Values of the changed fields after.")

    __table_args__ = (sa.Index("ix_change_row", "entity", "row_key", "id"),)
