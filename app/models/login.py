"""How heroes get in: Login, the e-mail and password of one hero; SignIn, one browser that stays signed in."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from app.models.base import Record, Row
from app.models.change import JSON

if TYPE_CHECKING:
    from app.models.hero import Hero


class Login(Record, table=True):
    """An e-mail and, once chosen, a password; one per hero. Never tracked: history holds no secrets."""

    __tablename__ = "login"
    tracked: ClassVar[bool] = False

    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", unique=True)
    email: str = Field(max_length=254)
    password_hash: str | None = Field(default=None, max_length=255)

    hero: "Hero" = Relationship(back_populates="login")

    __table_args__ = (sa.Index("uq_login_email", sa.text("lower(email)"), unique=True),)


class SignIn(Row, table=True):
    """A browser that is signed in. Only the SHA-256 of its cookie is kept."""

    __tablename__ = "sign_in"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True)
    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", index=True)
    token_digest: str = Field(max_length=64, unique=True)
    created_at: datetime
    last_seen_at: datetime
    user_agent: str = Field(default="", max_length=300)

    hero: "Hero" = Relationship()


class FormKey(Row, table=True):
    """A one-use form key and the answer that its first use got, so that a repeat gets the same."""

    __tablename__ = "form_key"
    tracked: ClassVar[bool] = False

    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", primary_key=True)
    key: str = Field(max_length=64, primary_key=True)
    created_at: datetime = Field(index=True)
    status: int = Field(default=0)
    headers: dict[str, str] = Field(sa_type=JSON)
    body: str = Field(default="", sa_type=sa.Text)
