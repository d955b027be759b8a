"""How heroes get in: Login, the e-mail and password of one hero; SignIn, one browser that stays signed in."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from app.clock import now
from app.models.base import Record, Row
from app.models.change import JSON
from app.security import hash_password

if TYPE_CHECKING:
    from app.models.hero import Hero

SEEN_EVERY = timedelta(hours=1)
PROVEN_FOR = timedelta(minutes=10)
"""So long after a password was given in a browser it is not asked for there again."""


class Login(Record, table=True):
    """An e-mail and, once chosen, a password; one per hero. Never tracked: history holds no secrets."""

    __tablename__ = "login"
    tracked: ClassVar[bool] = False

    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", unique=True)
    email: str = Field(max_length=254)
    password_hash: str | None = Field(default=None, max_length=255)

    hero: "Hero" = Relationship(back_populates="login")

    __table_args__ = (sa.Index("uq_login_email", sa.text("lower(email)"), unique=True),)

    @classmethod
    def reserve(cls, hero: "Hero", email: str) -> "Login":
        """Keep an e-mail, which must be free, for a hero who will choose a password later."""
        return cls(hero=hero, hero_id=hero.id, email=email)

    @classmethod
    def claim(cls, hero: "Hero", email: str, password: str) -> "Login":
        """Give a hero an e-mail and a password, in place of those they had. `email` must be free."""
        return cls.take_over(hero, email, hash_password(password))

    @classmethod
    def take_over(cls, hero: "Hero", email: str, password_hash: str) -> "Login":
        """The same with a password that has been hashed before, which takes a while."""
        login = hero.login or cls(hero=hero, hero_id=hero.id, email=email)
        login.change_email(email)
        login.change_password(password_hash)
        return login

    def change_email(self, email: str) -> None:
        """Sign in with another address from now on; it must be free."""
        self.email = email

    def change_password(self, password_hash: str) -> None:
        """Sign in with another password from now on, of which this is the hash."""
        self.password_hash = password_hash


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
    proven_at: datetime | None = Field(default=None, description="When the password was last given in this browser.")
    stays: bool = Field(
        default=False,
        sa_column_kwargs={"server_default": sa.false()},
        description="Whether the browser keeps its cookie when it is closed.",
    )

    hero: "Hero" = Relationship()

    @classmethod
    def start(cls, hero: "Hero", token_digest: str, user_agent: str, *, stays: bool = False) -> "SignIn":
        """Sign a browser in, in which the password was just given."""
        return cls(
            hero_id=hero.id,
            token_digest=token_digest,
            created_at=now(),
            last_seen_at=now(),
            user_agent=user_agent.replace("\0", "")[:300],
            proven_at=now(),
            stays=stays,
        )

    @property
    def proven_lately(self) -> bool:
        """Whether the password was given a short while ago, so that it need not be asked for."""
        return self.proven_at is not None and now() - self.proven_at < PROVEN_FOR

    def prove(self) -> None:
        """Note that the password was given just now."""
        self.proven_at = now()

    def renew(self, token_digest: str) -> None:
        """Go on under another token; the one before opens nothing any more."""
        self.token_digest = token_digest

    def seen(self) -> None:
        """Note that it is in use, once an hour: it need not be exact, and every note is a write."""
        if now() - self.last_seen_at >= SEEN_EVERY:
            self.last_seen_at = now()


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
