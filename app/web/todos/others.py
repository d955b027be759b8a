"""Whom a picker shows besides the heroes of the team: they cannot be given its todos before they are on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.i18n import _
from app.models import Hero, Team, may
from app.wording import listing

OTHERS = 12
"""So many of them are offered; whoever is not among them is searched for."""


@dataclass(frozen=True)
class Others:
    """Heroes who are not on the team. Where the viewer may not add them, `ask` says who may."""

    heroes: Sequence[Hero] = ()
    ask: str = ""

    @property
    def more(self) -> bool:
        """Whether there may be others still, who are searched for in the form."""
        return len(self.heroes) == OTHERS


def others_for(access: Access, team: Team, words: str = "") -> Others:
    """Those whom the viewer may know, of those like the words; nobody joins a private team."""
    if team.is_private:
        return Others()
    heroes = access.outsiders(team, words, OTHERS)
    if not heroes or may(access.hero, "team.enlist", team):
        return Others(heroes)
    owners = team.owner_names()
    if not owners:
        return Others(heroes, _("Not on the team. An admin of this Sidekick can add them."))
    return Others(heroes, _("Not on the team. Ask %(owners)s to add them.") % {"owners": listing(owners)})
