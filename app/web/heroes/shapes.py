"""Shapes of forms about heroes that belong to a page, not to a record."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from app.models.types import Id
from app.web.todos.shapes import Day

TEAMS_MAX = 500


def chosen_ones(choices: object) -> object:
    """What was chosen of several, those left open taken out."""
    return {key: value for key, value in choices.items() if value} if isinstance(choices, dict) else choices


ByTeam = BeforeValidator(chosen_ones)


class HandoverForm(BaseModel):
    """To whom the todos of each team go (`give`), which memberships end (`leave`), who owns the teams then that would
    have no `owner`, and whether the hero is deactivated. First it is looked at, then done."""

    give: Annotated[dict[Id, Literal["keep", "nobody", "spread"] | Id], ByTeam, Field(max_length=TEAMS_MAX)] = {}
    owner: Annotated[dict[Id, Id], ByTeam, Field(max_length=TEAMS_MAX)] = {}
    leave: Annotated[list[Id], Field(max_length=TEAMS_MAX)] = []
    deactivate: bool = False
    step: Literal["look", "do"] | None = None


class CoverForm(BaseModel):
    """Who covers (`stand_in`), the last day of it, and the one `team` on which, or on all that both are on."""

    stand_in: Id
    until: Day
    team: Id | None = None


class CoverEnd(BaseModel):
    """Who covers no longer."""

    stand_in: Id
