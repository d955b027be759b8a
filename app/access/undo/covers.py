"""The inverses of what happens to covers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.access.undo.inverses import Inverse, present
from app.access.undo.links import LinkInverse, Tie, Untie
from app.errors import Unprocessable
from app.i18n import _
from app.models import Cover, Membership, may


class EndCover(Untie):
    """End one that was arranged."""

    def do(self) -> None:
        """End it."""
        self.row.end(by=self.errand.hero)


class CoverAgain(Tie):
    """Arrange one again that was ended."""

    asked = "cover.arrange", 0

    @property
    def offered(self) -> bool:
        """Whether both are on the team, and the hero may arrange it."""
        ends = self.errand.rows.ends(self.change)
        link = None if any(end is None or end.trashed for end in ends) else _membership(*ends[:2])
        return link is not None and may(self.errand.hero, "cover.arrange", link)

    def do(self) -> None:
        """Arrange it."""
        hero, team, stand_in = self.ends_as_then
        link = _membership(hero, team)
        if link is None:
            raise Unprocessable(
                _("%(hero)s is not on %(team)s any more.") % {"hero": hero.first_name, "team": team.name}
            )
        Cover.arrange(link, stand_in, date.fromisoformat(self.change.before["until"]), by=self.errand.hero)


class UntilBack(LinkInverse):
    """Put an earlier last day back."""

    facet = "until"
    order = 2

    @property
    def now(self) -> Mapping[str, Any]:
        """The day that stands there."""
        return {} if self.row is None else {"until": self.row.until.isoformat()}

    @property
    def back(self) -> Mapping[str, Any]:
        """The day that stood there."""
        return {"until": self.change.before["until"]}

    @property
    def stamp(self) -> object:
        """The day that was seen."""
        return self.now.get("until", "")

    @property
    def settled(self) -> bool:
        """Whether it stands there."""
        return self.now == self.back

    @property
    def fits(self) -> bool:
        """Whether nobody has chosen another day since."""
        return self.row is None or self.now == {"until": self.change.after["until"]}

    @property
    def offered(self) -> bool:
        """Whether it is there, and the hero may move its last day."""
        return self.row is not None and may(self.errand.hero, "cover.arrange", self.row)

    def do(self) -> None:
        """Put it back."""
        present(self.row).put_back({"until": date.fromisoformat(self.back["until"])}, by=self.errand.hero)


def _membership(hero: Any, team: Any) -> Membership | None:
    return next((link for link in hero.memberships if link.team_id == team.id), None)


COVERS: Mapping[str, type[Inverse]] = {
    "cover.created": EndCover,
    "cover.removed": CoverAgain,
    "cover.changed": UntilBack,
}
