"""The shapes of a todo: what people write."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlmodel import Field, SQLModel

from app.models.types import Notes, Recurrence, Title, enum_column


class Priority(StrEnum):
    """How much it matters; normal is what nobody has to say."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TodoBase(SQLModel):
    """The fields of a todo that people write. It is due on a day or at an instant, never both. `recurrence` is a
    rule of RFC 5545."""

    title: Title
    notes: Notes = ""
    priority: Priority = Field(default=Priority.NORMAL, sa_type=enum_column(Priority))
    due_on: date | None = None
    due_at: datetime | None = None
    recurrence: Recurrence | None = Field(default=None, max_length=500)


class _DueOnce(TodoBase):
    @model_validator(mode="after")
    def _due_once(self) -> "_DueOnce":
        if self.due_on is not None and self.due_at is not None:
            raise PydanticCustomError("due_once", "due on a day or at an instant, not both")
        return self


class TodoCreate(_DueOnce):
    """A new todo: a title is enough."""


class TodoUpdate(_DueOnce):
    """What people write of a todo that is there."""
