"""Shapes of forms that belong to a page, not to a record."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from app.models import Role
from app.models.credentials import Email
from app.models.types import Id, unix_lines, visible, writable

PASTE_MAX = 2_000_000
"""Characters."""
PASTE_TODOS_MAX = 2_000
RECRUITS_MAX = 50


class AddText(BaseModel):
    """The add box: one todo or a whole list, the section that it goes to (None: none), and whether the list shows todos
    `done` long ago too."""

    text: Annotated[
        str,
        BeforeValidator(unix_lines),
        AfterValidator(writable),
        AfterValidator(visible),
        Field(min_length=1, max_length=PASTE_MAX),
    ]
    section: Id | None = None
    done: bool = False


class RoleChange(BaseModel):
    """Another role for a hero on the team."""

    role: Role


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
