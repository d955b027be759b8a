"""The forms of saved views."""

from typing import Annotated

from pydantic import Field

from app.models import SavedViewCreate
from app.models.types import Id


class SaveForm(SavedViewCreate):
    """A new view of the list of the team `of`, or of all teams'; `shared` with that team, else for oneself."""

    of: Annotated[Id, Field()] | None = None
    shared: bool = False
