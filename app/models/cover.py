"""Cover: for a time somebody does on a team what is in another's hands."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from app.errors import Unprocessable
from app.i18n import _
from app.models.hero import Hero
from app.models.rules import Capacity, Ranked, require
from app.models.team import Membership, Role, Team
from app.models.undoable import Facet, Undoable, facets


class Cover(Undoable, Ranked, table=True):
    """A hero is away, and another covers for them on a team until the end of a day. Once that is over it says nothing
    any more; neither does it while one of them is not on the team."""

    __tablename__ = "cover"
    facets: ClassVar[Sequence[Facet]] = facets("cover.arrange", "until")

    hero_id: int = Field(default=None, foreign_key="hero.id", ondelete="CASCADE", primary_key=True)
    team_id: int = Field(default=None, foreign_key="team.id", ondelete="CASCADE", primary_key=True, index=True)
    stand_in_id: int = Field(default=None, foreign_key="hero.id", ondelete="CASCADE", primary_key=True, index=True)
    until: date = Field(description="The last day of it.")

    hero: Hero = Relationship(back_populates="covers", sa_relationship_kwargs={"foreign_keys": "Cover.hero_id"})
    stand_in: Hero = Relationship(sa_relationship_kwargs={"foreign_keys": "Cover.stand_in_id"})
    team: Team = Relationship()

    __table_args__ = (sa.CheckConstraint("hero_id <> stand_in_id", name="not_by_themselves"),)

    @classmethod
    def arrange(cls, link: Membership, stand_in: Hero, until: date, by: Hero) -> "Cover":
        """Have somebody cover for the hero of a membership, there and until then; a second time moves the day. Raises
        Forbidden, or Unprocessable where they are the same, or the other does not work on the team."""
        require(by, "cover.arrange", link)
        if stand_in.id == link.hero_id:
            raise Unprocessable(_("Nobody covers for themselves. Choose another hero. Nothing was changed."))
        if stand_in.trashed or stand_in.role_in(link.team_id) in (None, Role.GUEST):
            raise Unprocessable(
                _("%(hero)s is no member of %(team)s, so they cannot cover there. Nothing was changed.")
                % {"hero": stand_in.name, "team": link.team.name}
            )
        ids = {"hero_id": link.hero_id, "team_id": link.team_id, "stand_in_id": stand_in.id}
        cover = next((one for one in link.hero.covers if one.model_dump(include=set(ids)) == ids), None)
        if cover is None:
            cover = cls.model_validate(ids | {"until": until})
            cover.team, cover.stand_in = link.team, stand_in
            link.hero.covers.append(cover)
        cover.until = until
        return cover

    def end(self, by: Hero) -> None:
        """End it now. Raises Forbidden."""
        require(by, "cover.end", self)
        self.hero.covers.remove(self)

    def special_capacities(self, by: Hero) -> frozenset[Capacity]:
        """Who is away may say so themselves, and that they are back."""
        return frozenset({Capacity.SELF}) if self.hero_id == by.id else frozenset()

    def history_subject(self) -> str:
        """The name of who is away."""
        return self.hero.name

    def history_target(self) -> str:
        """The name of who covers."""
        return self.stand_in.name
