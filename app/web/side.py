"""What of the side bar changes with a write."""

from dataclasses import dataclass

from app.access import Access
from app.models import Team
from app.rendering import Fragment, Part, replace


@dataclass(frozen=True)
class SideCount(Fragment, template="layouts/_side_count.html"):
    """How many open todos a team has."""

    team_id: int
    count: int

    @property
    def id(self) -> str:
        """`side-count-6`"""
        return f"side-count-{self.team_id}"


def side_count(access: Access, *teams: Team) -> list[Part]:
    """The teams' counts in the side bar; nothing for a team that does not stand there."""
    return [replace(SideCount(link.id, link.open_count)) for link in access.sidebar(*{team.id for team in teams})]
