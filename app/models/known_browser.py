"""KnownBrowser: a browser in which a hero has signed in, so that what others guess is not held against it."""

from datetime import datetime, timedelta
from typing import ClassVar

from sqlmodel import Field

from app.clock import now
from app.models.base import Row

KNOWN_FOR = timedelta(days=400)
"""As long as browsers keep a cookie."""


class KnownBrowser(Row, table=True):
    """A browser by its own cookie, which opens nothing. Only the SHA-256 of that is kept; several heroes may share it.

    The idea is OWASP's "device cookie": guesses from a browser that the owner has used are counted by themselves.
    """

    __tablename__ = "known_browser"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True)
    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", index=True)
    token_digest: str = Field(max_length=64, index=True)
    last_seen_at: datetime = Field(index=True)

    @classmethod
    def note(cls, hero_id: int, token_digest: str) -> "KnownBrowser":
        """The hero signed in there just now."""
        return cls(hero_id=hero_id, token_digest=token_digest, last_seen_at=now())
