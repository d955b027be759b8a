"""The form of a team: name, headquarters, time zone, description and colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.clock import time_zones
from app.forms import Form, empty, opened
from app.models import Hero, Hue, Team, TeamCreate, TeamUpdate, may
from app.rendering import Page


@dataclass(frozen=True)
class NewTeam(Page, template="teams/new.html"):
    """The form for a new team."""

    form: Form[TeamCreate]
    zones: Sequence[str]

    section = "teams"


@dataclass(frozen=True)
class EditTeam(Page, template="teams/edit.html"):
    """The form for a team that is there."""

    team: Team
    form: Form[TeamUpdate]
    zones: Sequence[str]
    may_delete: bool

    section = "teams"

    @property
    def paper(self) -> Team:
        """Its own."""
        return self.team


def new_team(hero: Hero, form: Form[TeamCreate] | None = None) -> NewTeam:
    """An empty form, in the hero's time zone and in a colour that none of their teams has; or one with errors."""
    return NewTeam(form or empty(TeamCreate, time_zone=hero.time_zone, colour=_free_hue(hero)), time_zones())


def edit_team(access: Access, team: Team, form: Form[TeamUpdate] | None = None) -> EditTeam:
    """The form with what is stored; or one with errors."""
    may_delete = may(access.hero, "team.trash", team) and not team.is_private
    return EditTeam(team, form or opened(TeamUpdate, team), time_zones(), may_delete)


def _free_hue(hero: Hero) -> Hue:
    taken = {link.team.colour for link in hero.memberships}
    return next((hue for hue in (Hue.SKY, Hue.FERN, Hue.ORCHID, *Hue) if hue not in taken), Hue.SKY)
