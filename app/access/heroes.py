"""The heroes whom a hero may know: those on a common team, and everybody for an admin."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, func, or_, select

from app.access.reach import Reach
from app.models import Hero, Membership, Team
from app.models.hero import handle_from


def hero_known(hero: Hero) -> sa.ColumnElement[bool]:
    """Heroes whom this hero may know."""
    if hero.is_admin:
        return sa.true()
    mine = (
        select(Membership.team_id)
        .join(Team, col(Team.id) == Membership.team_id)
        .where(Membership.hero_id == hero.id, col(Team.trashed_at).is_(None))
    )
    together = select(Membership.hero_id).where(col(Membership.team_id).in_(mine))
    return or_(col(Hero.id) == hero.id, col(Hero.id).in_(together))


class Heroes(Reach):
    """Heroes, one and many."""

    def known_hero(self, hero_id: int) -> Hero:
        """One hero. Raises NotFound."""
        hero: Hero = self._one(
            select(Hero).where(Hero.id == hero_id, col(Hero.trashed_at).is_(None), hero_known(self.hero))
        )
        return hero

    def known_heroes(self, after: tuple[str, int] | None = None, limit: int = 50) -> Sequence[Hero]:
        """Heroes by name from the key (lowered name, id) on, at most `limit`."""
        statement = select(Hero).where(col(Hero.trashed_at).is_(None), hero_known(self.hero))
        if after is not None:
            statement = statement.where(sa.tuple_(func.lower(Hero.name), Hero.id) > sa.tuple_(*after))
        return self._all(statement.order_by(func.lower(Hero.name), col(Hero.id)).limit(limit))

    def free_handle(self, name: str) -> str:
        """The handle that a name suggests, with a number where it is taken."""
        wanted = handle_from(name)
        taken = set(self._session.exec(select(Hero.handle).where(col(Hero.handle).startswith(wanted, autoescape=True))))
        return next(
            handle
            for handle in (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
            if handle not in taken
        )
