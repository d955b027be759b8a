"""Two heroes who are one person: whom one may be merged into, what would become of it, and the merging."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlmodel import col, func, select

from app.access.fate import HeroFate, Listed, Statement, Tally, TeamName
from app.access.heroes import hero_known
from app.access.paging import PAGE, by_name
from app.access.reach import related
from app.access.trash import Trash
from app.errors import Conflict
from app.i18n import _, ngettext
from app.models import Assignment, Hero, Membership, Team, Todo
from app.models.team import STRONGEST_FIRST


@dataclass(frozen=True)
class Union:
    """What becomes of a hero who is merged into another: teams that are new to the other, teams on which they rise,
    teams that nothing changes on, todos that are new to them, how many both have, and what the hero leaves.

    `archived` are teams that have to be brought back first.
    """

    joins: Listed[TeamName]
    rises: Listed[TeamName]
    stays: Listed[TeamName]
    archived: Listed[TeamName]
    given: Tally
    both: int
    fate: HeroFate


class HeroMerging(Trash):
    """Merging heroes. Those given must have been reached through this access."""

    def mergers(self, hero: Hero, words: str = "") -> Sequence[Hero]:
        """Those of the viewer's heroes, by name, that the hero may be merged into, the first 50 like the words."""
        return self._all(
            select(Hero)
            .where(col(Hero.trashed_at).is_(None), hero_known(self.hero), col(Hero.id) != hero.id)
            .where(func.lower(Hero.name).contains(words.lower(), autoescape=True))
            .order_by(by_name(Hero), col(Hero.id))
            .options(selectinload(related(Hero.memberships)).joinedload(related(Membership.team)))
            .options(selectinload(related(Hero.login)))
            .limit(PAGE)
        )

    def union(self, hero: Hero, into: Hero) -> Union:
        """What would become of it."""
        places: dict[str, list[TeamName]] = {"joins": [], "rises": [], "stays": [], "archived": []}
        for link in sorted(hero.memberships, key=lambda link: link.team.name.casefold()):
            if not (link.team.is_private or link.team.trashed):
                places[_becomes(link, into)].append(TeamName(link.team_id, link.team.name))
        given, both = self._given(hero, into)
        listed = {name: Listed(len(teams), teams[:6]) for name, teams in places.items()}
        return Union(**listed, given=given, both=both, fate=self.hero_fate(hero))

    def merge_heroes(self, hero: Hero, into: Hero) -> None:
        """Merge a hero into another, in one step: the hero goes to the trash. Raises Forbidden, Conflict,
        Unprocessable."""
        self._hold_offices(hero)
        if refusal := self.held_apart(hero, into):
            raise Conflict(f"{refusal} {_('Nothing was changed.')}")
        hero.merge(into, self._in_hand(hero), by=self.hero)
        self._session.flush()
        self.trash_hero(hero)

    def held_apart(self, hero: Hero, into: Hero) -> str:
        """Why they cannot be merged as they are; empty where they can."""
        if hero.id == self.hero.id:
            return _("You cannot merge yourself into somebody else. Merge the other hero into you instead.")
        if hero.can_sign_in and not into.can_sign_in:
            return _("%(hero)s can sign in and %(into)s cannot. Merge them the other way round.") % {
                "hero": hero.name,
                "into": into.name,
            }
        own = self.hero_fate(hero).own.todos
        if own:
            return ngettext(
                "%(hero)s has %(n)d private todo, which only they see. They have to move it to another team first.",
                "%(hero)s has %(n)d private todos, which only they see. They have to move them to another team first.",
                own,
            ) % {"hero": hero.name, "n": own}
        return ""

    def _given(self, hero: Hero, into: Hero) -> tuple[Tally, int]:
        has, other = (
            col(Todo.id).in_(sa.select(col(Assignment.todo_id)).where(col(Assignment.hero_id) == one.id))
            for one in (hero, into)
        )
        living = sa.and_(has, col(Todo.trashed_at).is_(None), col(Todo.team_id).in_(_living_teams()))
        both = self._count(sa.select(col(Todo.id)).where(living, other))
        return self._tally(sa.and_(living, ~other)), both

    def _in_hand(self, hero: Hero) -> Sequence[Todo]:
        """All todos of living teams in the hero's hands, done ones and those in the trash too."""
        held = sa.select(col(Assignment.todo_id)).where(col(Assignment.hero_id) == hero.id)
        return self._all(
            select(Todo)
            .where(col(Todo.id).in_(held), col(Todo.team_id).in_(_living_teams()))
            .options(selectinload(related(Todo.assignments)))
            .order_by(col(Todo.id))
        )


def _living_teams() -> Statement:
    return sa.select(col(Team.id)).where(col(Team.trashed_at).is_(None), col(Team.private_to).is_(None))


def _becomes(link: Membership, into: Hero) -> str:
    if not link.team.awake:
        return "archived"
    role = into.role_in(link.team_id)
    if role is None:
        return "joins"
    return "rises" if STRONGEST_FIRST.index(link.role) < STRONGEST_FIRST.index(role) else "stays"
