"""Heroes and labels to choose from for a todo."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, or_, select

from app.access.covering import away_until
from app.access.faces import Face, face_columns
from app.access.heroes import hero_known
from app.access.paging import PAGE, by_name
from app.access.reach import SomeViewer
from app.access.rows import Tag
from app.access.teams import Teams
from app.models import Hero, Label, LabelCreate, Membership, Team
from app.models.naming import handle_from
from app.wording import today


class Colleague(NamedTuple):
    """Somebody on a team, and until when they are away at least."""

    face: Face
    away_until: date | None


@cache
def _crew(is_admin: bool) -> Any:
    on_team = sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == sa.bindparam("team"))
    return (
        sa.select(*face_columns(), away_until(SomeViewer(is_admin), sa.bindparam("day")))
        .where(col(Hero.trashed_at).is_(None), col(Hero.id).in_(on_team))
        .order_by(by_name(Hero), col(Hero.id))
        .limit(PAGE)
    )


_TAGS = (
    sa.select(col(Label.id), col(Label.name), col(Label.colour))
    .where(col(Label.team_id) == sa.bindparam("team"), col(Label.trashed_at).is_(None))
    .order_by(by_name(Label), col(Label.id))
    .limit(PAGE)
)


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

    def crew(self, team: Team) -> Sequence[Colleague]:
        """The same by their faces, the first 50, and who of them is away as far as this hero may know."""
        rows = self._columns(_crew(self.hero.is_admin), {"team": team.id, "viewer": self.hero.id, "day": today()})
        return [Colleague(Face(*face), until) for *face, until in rows]

    def tags(self, team: Team) -> Sequence[Tag]:
        """The first 50 of the team's labels by name, as rows show them."""
        return [Tag(*row) for row in self._columns(_TAGS, {"team": team.id})]

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
