"""SignInTry: that somebody came in, or was refused: what admins read in the sign-in log."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from app.models.base import Row
from app.models.types import enum_column

KEPT_AT_MOST = 100_000
"""So many of the newest are kept, whatever the settings say: nobody fills the disk by guessing."""


class Outcome(StrEnum):
    """What became of a try."""

    ADMITTED = "admitted"
    WRONG_PASSWORD = "password"
    WRONG_CODE = "code"
    WRONG_PASSKEY = "passkey"
    THROTTLED = "throttled"
    DEACTIVATED = "deactivated"


class SignInTry(Row, table=True):
    """One try. What was typed is not kept: people type passwords where the e-mail belongs."""

    __tablename__ = "sign_in_try"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True, sa_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    at: datetime = Field(index=True)
    hero_id: int | None = Field(
        default=None, foreign_key="hero.id", ondelete="CASCADE", index=True, description="Whose e-mail it was, if any."
    )
    address: str = Field(max_length=64, description="The sender; see network() of attempt.py.")
    user_agent: str = Field(max_length=300)
    outcome: Outcome = Field(sa_type=enum_column(Outcome))

    __table_args__ = (sa.Index("ix_sign_in_try_address_at", "address", "at"),)
