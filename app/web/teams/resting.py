"""What is said on every page of an archived team, and of its todos."""

from dataclasses import dataclass

from app.i18n import viewer
from app.models import Hero, Team, may
from app.wording import long_date


@dataclass(frozen=True)
class Resting:
    """Since when a team is archived, and who can bring it back; `may_return` is whether the viewer can."""

    since: str
    owners: str
    may_return: bool


def resting(team: Team, hero: Hero) -> Resting | None:
    """What to say of this team; None where it is not archived."""
    if team.archived_at is None:
        return None
    since = long_date(team.archived_at.astimezone(viewer().clock).date())
    return Resting(since, ", ".join(team.owner_names()), may(hero, "team.unarchive", team))
