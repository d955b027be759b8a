"""Shapes of the forms on a todo's pages."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.models.todo import Priority
from app.models.types import Id, Name, Notes, OptionalName, Title

# Calendars further away than this cannot be carried into every time zone.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(9998, 12, 31))]
Side = Literal["mine", "theirs"] | None


class TodoForm(BaseModel):
    """A todo's whole form. The lists named …_before are what the form showed when it was opened; a blank section
    leaves the todo where it is; …_from says which side was chosen after two people changed the same field;
    with words in `search`, only the button to save saves, and Enter or "Find" looks for heroes."""

    title: Title
    due_day: Day | None = None
    due_time: time | None = None
    priority: Priority = Priority.NORMAL
    section: Id | Literal["none"] | None = None
    heroes: list[Id] = []
    heroes_before: list[Id] = []
    enlist: list[Id] = []
    labels: list[Id] = []
    labels_before: list[Id] = []
    new_label: OptionalName = ""
    notes: Notes = ""
    notes_both: Notes = ""
    title_from: Side = None
    due_from: Side = None
    priority_from: Side = None
    section_from: Side = None
    notes_from: Literal["mine", "theirs", "both"] | None = None
    search: OptionalName = ""
    save: bool = False

    @field_validator("due_time")
    @classmethod
    def _on_a_day(cls, value: time | None, info: ValidationInfo) -> time | None:
        if value is not None and "due_day" in info.data and info.data["due_day"] is None:
            raise PydanticCustomError("time_without_day", "a time without its day")
        return value

    def due(self, zone: ZoneInfo) -> tuple[date | None, datetime | None]:
        """Due on a day, or at an instant in UTC. A time that a change of clocks skips moves forward by the gap; of one
        that comes twice the first is meant (PEP 495, fold=0)."""
        if self.due_day is None or self.due_time is None:
            return self.due_day, None
        return None, datetime.combine(self.due_day, self.due_time.replace(tzinfo=None), zone).astimezone(UTC)


class SubForm(BaseModel):
    """A new sub-todo."""

    title: Title


class AssignmentForm(BaseModel):
    """To whom a todo is given; with `enlist` they join its team first."""

    hero: Id
    enlist: bool = False


class LabelsForm(BaseModel):
    """The labels of a todo; `before` is what the form showed when it was opened."""

    labels: list[Id] = []
    before: list[Id] = []
    new: OptionalName = ""


class ClosureForm(BaseModel):
    """What becomes of open sub-todos when their todo is done; None where nobody was asked yet."""

    subs: Literal["close", "leave"] | None = None


class PlaceForm(BaseModel):
    """Where a todo shall stand. `team` None is its own; `parent` None makes it a todo of its own. `join` are heroes who
    become members of the other team, `make` names of labels that it gets."""

    team: Id | None = None
    section: Id | None = None
    parent: Id | None = None
    end: Literal["first", "last"] = "last"
    join: list[Id] = []
    make: list[Name] = []
