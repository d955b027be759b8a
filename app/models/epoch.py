"""Epoch: how often anything changed that belongs to no team."""

from typing import ClassVar

from sqlmodel import Field

from app.models.base import Row

ONLY = 1


class Epoch(Row, table=True):
    """One row, whose revision grows with every change that no team's revision shows: of heroes, of views of one's own,
    of what is purged."""

    __tablename__ = "epoch"
    tracked: ClassVar[bool] = False

    id: int = Field(default=ONLY, primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = Field(default=1)
