"""Shapes of forms that belong to a page, not to a record."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from app.models.types import Id, unix_lines, visible, writable

PASTE_MAX = 2_000_000


class AddText(BaseModel):
    """The add box: one todo or a whole list, and the section that it goes to (None: none)."""

    text: Annotated[
        str,
        BeforeValidator(unix_lines),
        AfterValidator(writable),
        AfterValidator(visible),
        Field(min_length=1, max_length=PASTE_MAX),
    ]
    section: Id | None = None
