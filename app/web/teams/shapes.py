"""Shapes of forms that belong to a page, not to a record."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from app.models import Role
from app.models.credentials import Email
from app.models.types import Id, Name, unix_lines, visible, writable

PASTE_MAX = 2_000_000
"""Characters."""
PASTE_TODOS_MAX = 2_000
PASTE_LABELS_MAX = 100
RECRUITS_MAX = 50

LabelNames = Annotated[list[Name], Field(max_length=PASTE_LABELS_MAX)]


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
    """The label that another is merged `into`."""

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


class SectionPlace(BaseModel):
    """Where a section goes: ahead of one or behind one."""

    before: Id | None = None
    after: Id | None = None
