"""Heroes and labels to choose from for a todo."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlmodel import col, func, or_, select

from app.access.heroes import hero_known
from app.access.paging import PAGE, by_name
from app.access.teams import Teams
from app.models import Hero, Label, LabelCreate, Membership, Team
from app.models.hero import handle_from


def _named_like(words: str) -> sa.ColumnElement[bool]:
    """By name, or by handle, which knows no accents."""
    if not words:
        return sa.true()
    by_handle = col(Hero.handle).contains(handle_from(words), autoescape=True)
    return or_(func.lower(Hero.name).contains(words.lower(), autoescape=True), by_handle)


class Picking(Teams):
    """What a picker offers. The team given must have been reached through this access."""

    def assignable(self, team: Team, words: str = "", always: Collection[int] = ()) -> Sequence[Hero]:
        """Heroes of the team by name, the first 50 of those like the words; those in `always` besides."""
        on_team = select(Membership.hero_id).where(Membership.team_id == team.id)
        living = select(Hero).where(col(Hero.trashed_at).is_(None), col(Hero.id).in_(on_team))
        chosen = self._all(living.where(col(Hero.id).in_(always))) if always else []
        found = self._all(living.where(_named_like(words)).order_by(by_name(Hero), col(Hero.id)).limit(PAGE))
        return [*chosen, *(hero for hero in found if hero.id not in always)]

    def outsiders(self, team: Team, words: str, limit: int) -> Sequence[Hero]:
        """Heroes whom this hero may know, who are not on the team, by name."""
        on_team = select(Membership.hero_id).where(Membership.team_id == team.id)
        return self._all(
            select(Hero)
            .where(col(Hero.trashed_at).is_(None), hero_known(self.hero), col(Hero.id).not_in(on_team))
            .where(_named_like(words))
            .order_by(by_name(Hero), col(Hero.id))
            .limit(limit)
        )

    def named_label(self, team: Team, data: LabelCreate) -> Label:
        """The team's label of this name, whatever its capitals; a new one if there is none. Raises Forbidden."""
        label = next((one for one in self.labels(team) if one.name.casefold() == data.name.casefold()), None)
        if label is None:
            label = Label.add(team, data, by=self.hero)
            self.add(label)
        return label
