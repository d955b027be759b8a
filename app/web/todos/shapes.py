"""Shapes of the forms on a todo's pages."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.grammar.recurrence import Rule
from app.grammar.repeats import parse_repeat
from app.models.todo import Priority
from app.models.todo.copyable import Take
from app.models.todo.due import Due
from app.models.types import Id, Name, Notes, OptionalName, Title
from app.web.entrance import own_path

# Calendars further away than this cannot be carried into every time zone.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(9998, 12, 31))]
PICKED_MAX = 500


def _known_repeat(words: str) -> str:
    if parse_repeat(words) is None:
        raise PydanticCustomError("repeat", "not a repeat")
    return words


Repeat = Annotated[Name, AfterValidator(_known_repeat)]
"""In the words of the grammar: every monday."""


class WhenForm(BaseModel):
    """When a todo is due."""

    due_day: Day | None = None
    due_time: time | None = None

    @field_validator("due_time")
    @classmethod
    def _on_a_day(cls, value: time | None, info: ValidationInfo) -> time | None:
        if value is not None and "due_day" in info.data and info.data["due_day"] is None:
            raise PydanticCustomError("time_without_day", "a time without its day")
        return value

    def due(self, zone: ZoneInfo) -> Due:
        """Due on a day, or at an instant in UTC. A time that a change of clocks skips moves forward by the gap; of one
        that comes twice the first is meant (PEP 495, fold=0)."""
        if self.due_day is None or self.due_time is None:
            return self.due_day, None
        return None, datetime.combine(self.due_day, self.due_time.replace(tzinfo=None), zone).astimezone(UTC)


class DueForm(WhenForm):
    """The form of the due date alone; or, with `day`, that other day at the same time of day ("none": no day). `back`
    is the page that it was on."""

    day: Day | Literal["none"] | None = None
    back: Annotated[str, AfterValidator(own_path)] | None = None


class TodoForm(WhenForm):
    """A todo's whole form. The lists named …_before are what the form showed when it was opened; a blank section
    leaves the todo where it is; with words in `search`, only the button to save saves, and Enter or "Find" looks for
    heroes."""

    title: Title
    priority: Priority = Priority.NORMAL
    repeat: Repeat | None = None
    section: Id | Literal["none"] | None = None
    heroes: list[Id] = []
    heroes_before: list[Id] = []
    enlist: list[Id] = []
    labels: list[Id] = []
    labels_before: list[Id] = []
    new_label: OptionalName = ""
    notes: Notes = ""
    search: OptionalName = ""
    save: bool = False

    @property
    def rule(self) -> Rule | None:
        """How it repeats, with all that the words leave open."""
        return parse_repeat(self.repeat or "")


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
    """Where a todo shall stand. `team` None is its own; `parent` None makes it a todo of its own.

    There it goes behind the todo `after`, else ahead of `before`, else to an `end` (None: the last). `behind` is a todo
    that says all of this: where it stands, and right behind it. A `step` goes out to where the todo above stands, or in
    below the one ahead. `join` are heroes who become members of the other team, `make` names of labels that it gets.
    `view` is what the form was sent from, where the todo shall show in its new place; that shows those `done` long ago
    too, and is `filtered` where it shows some of them only.
    """

    team: Id | None = None
    section: Id | None = None
    parent: Id | None = None
    end: Literal["first", "last"] | None = None
    after: Id | None = None
    before: Id | None = None
    behind: Id | None = None
    step: Literal["out", "in"] | None = None
    view: Literal["list", "board", "subs"] | None = None
    done: bool = False
    filtered: bool = False
    join: list[Id] = []
    make: list[Name] = []


class CopyForm(BaseModel):
    """What a copy takes along."""

    take: list[Take] = []


class TieKind(StrEnum):
    """What a todo is to another, as seen from it."""

    BLOCKED_BY = "blocked_by"
    BLOCKS = "blocks"
    RELATES = "relates"


class UntieForm(BaseModel):
    """Which tie to another todo ends."""

    kind: TieKind


class TieForm(UntieForm):
    """To which other todo one is tied, and how; `q` is what it was found by."""

    other: Id
    q: OptionalName = ""


class Picked(BaseModel):
    """Todos that were picked in a list, or in another `view`. `done`: it shows those done long ago too; `filtered`: a
    filter narrows it; `back` is where it is."""

    todos: list[Id] = []
    view: Literal["board"] | None = None
    done: bool = False
    filtered: bool = False
    back: Annotated[str, AfterValidator(own_path)] | None = None


class SelectionForm(Picked):
    """The same with what the button does that was pressed: the first of these that is given. A hero to `assign`, a
    `label` to put on, a `section` or a `team` to move to; `due` is a day, or "given" for the one typed as `day`."""

    close: bool = False
    reopen: bool = False
    assign: Id | None = None
    label: Id | None = None
    due: Day | Literal["none", "given"] | None = None
    priority: Priority | None = None
    section: Id | Literal["none"] | None = None
    team: Id | None = None
    delete: bool = False
    day: Day | None = None
