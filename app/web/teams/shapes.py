"""Shapes of forms that belong to a page, not to a record."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.access.duplicating import Part
from app.models import Role
from app.models.credentials import Email
from app.models.types import Id, Name, unix_lines, visible, writable
from app.web.todos.shapes import Day

PASTE_MAX = 2_000_000
"""Characters."""
PASTE_TODOS_MAX = 2_000
PASTE_LABELS_MAX = 100
RECRUITS_MAX = 50

LabelNames = Annotated[list[Name], Field(max_length=PASTE_LABELS_MAX)]


DAYS_MAX = 3_650


def whole_days(days: object) -> object:
    """Refuse what is no number of days, and one so great that nobody could have meant it."""
    text = str(days).strip().replace("−", "-")
    if days is None or (re.fullmatch(r"[+-]?[0-9]{1,4}", text) and abs(int(text)) <= DAYS_MAX):
        return days if days is None else int(text)
    raise PydanticCustomError("days", "out of range", {"max": DAYS_MAX})


class AddText(BaseModel):
    """The add box: one todo or a whole list, the section that it goes to (None: none), whether the box is on the
    `board`, and whether this or the list shows todos `done` long ago too; on My day the `team` that it goes to. New
    labels that look like slips are the `same` as others, or to `make`; a list is only added as the second `step`."""

    text: Annotated[
        str,
        BeforeValidator(unix_lines),
        AfterValidator(writable),
        AfterValidator(visible),
        Field(min_length=1, max_length=PASTE_MAX),
    ]
    section: Id | None = None
    team: Id | None = None
    done: bool = False
    board: bool = False
    same: LabelNames = []
    make: LabelNames = []
    step: Literal["add", "back"] | None = None


class MergeForm(BaseModel):
    """What another is merged `into`."""

    into: Id


class RoleChange(BaseModel):
    """Another role for a hero on the team; `before` is the one that the form showed."""

    role: Role
    before: Role | None = None


class Recruits(BaseModel):
    """Who joins a team: new heroes by `names`, one a line, or by name and e-mail; or, `picking`, known `heroes`."""

    names: Annotated[str, BeforeValidator(unix_lines), AfterValidator(writable), Field(max_length=10_000)] = ""
    email: Email | None = None
    role: Role = Role.MEMBER
    picking: bool = False
    heroes: Annotated[list[Id], Field(max_length=RECRUITS_MAX)] = []


class DuplicateForm(BaseModel):
    """A team to be made after another: what goes along, what becomes of `done` todos, and where `dates` go: the `first`
    of them to a day, or all by a number of `days`. First it is looked at, then made."""

    name: Name
    take: list[Part] = []
    done: Literal["leave", "open"] | None = None
    dates: Literal["keep", "first", "days", "none"] | None = None
    first: Day | None = None
    days: Annotated[int | None, BeforeValidator(whole_days)] = None
    step: Literal["look", "make"] | None = None


class SectionPlace(BaseModel):
    """Where a section goes: ahead of one or behind one."""

    before: Id | None = None
    after: Id | None = None
