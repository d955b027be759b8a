"""Passkey: a key that a device keeps for a hero to sign in with; PasskeyChallenge: what it has to answer."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import Field, Relationship

from app.ceremonies import ANSWER_MAX, PATIENCE, Made
from app.clock import now
from app.models.base import Record, Row
from app.models.types import Name

if TYPE_CHECKING:
    from app.models.hero import Hero

PASSKEYS_MAX = 20


class Passkey(Record, table=True):
    """The public half of a key; it opens nothing. Its private half never leaves the device, or who keeps it for it."""

    __tablename__ = "passkey"
    tracked: ClassVar[bool] = False

    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", index=True)
    credential_id: str = Field(max_length=1364, unique=True, description="How the device calls it, at most 1023 bytes.")
    user_handle: str = Field(max_length=64, description="How the device calls the hero: a random word.")
    public_key: str = Field(sa_type=sa.Text)
    sign_count: int = Field(sa_type=sa.BigInteger, description="How often it was shown, if the device counts.")
    transports: str = Field(default="", max_length=80)
    name: str = Field(max_length=80)
    used_at: datetime | None = None

    hero: "Hero" = Relationship()

    @classmethod
    def keep(cls, hero: "Hero", made: Made, user_handle: str, name: str) -> "Passkey":
        """A passkey that a device has just made for this hero."""
        return cls(
            hero_id=hero.id,
            credential_id=made.credential_id,
            user_handle=user_handle,
            public_key=made.public_key,
            sign_count=made.sign_count,
            transports=made.transports,
            name=name,
        )

    def call(self, name: str) -> None:
        """Give it another name."""
        self.name = name

    def use(self, sign_count: int) -> None:
        """Note that somebody came in by it."""
        self.sign_count = sign_count
        self.used_at = now()


class PasskeyChallenge(Row, table=True):
    """A challenge that was given to one browser, to be answered once; with a hero, by a new passkey of theirs.

    The browser has a token from which the challenge is made; only its SHA-256 is kept.
    """

    __tablename__ = "passkey_challenge"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True)
    hero_id: int | None = Field(default=None, foreign_key="hero.id", ondelete="CASCADE", index=True)
    token_digest: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(index=True)

    @classmethod
    def give(cls, token_digest: str, hero_id: int | None) -> "PasskeyChallenge":
        """A new one."""
        return cls(token_digest=token_digest, hero_id=hero_id, expires_at=now() + timedelta(seconds=PATIENCE))


class PasskeyName(BaseModel):
    """The form that names a passkey."""

    name: Name


class PasskeyCreate(BaseModel):
    """The form with a new passkey in it; `answer` is the device's."""

    name: Name
    answer: Annotated[str, Field(max_length=ANSWER_MAX)] = ""


class PasskeyAnswer(BaseModel):
    """The form to sign in by a passkey; the rest is that of the form for a password."""

    answer: Annotated[str, Field(max_length=ANSWER_MAX)] = ""
    keep: bool = False
    next: str = ""
    kept: str = ""
