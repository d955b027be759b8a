"""Picture: what a hero is shown by, kept under its digest for as long as a hero or the history names it."""

from datetime import datetime
from hashlib import blake2b
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from app.models.base import Row


class Picture(Row, table=True):
    """The bytes of a picture. They never change; who shows themselves by it says `Hero.picture`, which is tracked."""

    __tablename__ = "picture"
    tracked: ClassVar[bool] = False

    digest: str = Field(primary_key=True, max_length=32)
    webp: bytes = Field(sa_type=sa.LargeBinary)
    chosen_at: datetime = Field(index=True, description="When somebody last chose it.")


def digest_of(content: bytes) -> str:
    """What a picture goes by: other bytes have another one."""
    return blake2b(content, digest_size=16).hexdigest()
