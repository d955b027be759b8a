"""Handing over: who gets what a hero has in hand, and the step that gives it to them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from typing import Literal

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import col, select

from app.access.covering import Covering
from app.access.deactivating import Deactivating
from app.access.holdings import Holding, Holdings, held_by
from app.access.reach import related
from app.access.team_load import TeamLoad, TeamLoads
from app.history import history_of
from app.models import Assignment, Hero, Membership, Role, Team, Todo

MOST = 5_000
"""Todos that change hands in one step."""
Heir = int | Literal["keep", "nobody", "spread"]
"""To whom the todos of one team go: a hero by id, nobody, everybody by how much they have; or they stay."""


@dataclass(frozen=True)
class Wishes:
    """What shall become of it: heirs and new owners by the team's id, and the memberships to end."""

    heirs: Mapping[int, Heir]
    owners: Mapping[int, int]
    leave: frozenset[int]

    def heir(self, team_id: int) -> Heir:
        """To whom a team's todos go: nobody keeps those of a team that they leave."""
        chosen = self.heirs.get(team_id, "keep")
        return "nobody" if chosen == "keep" and team_id in self.leave else chosen


@dataclass(frozen=True)
class Gift:
    """So many todos for one hero, who has so many open ones of the team already."""

    heir: Hero
    count: int
    open: int


@dataclass(frozen=True)
class Portion:
    """What becomes of one team's: each todo beside the one who gets it, or None. `gifts` count them; what is in other
    hands too (`shared`) just leaves these. `successor` owns the team from then on."""

    link: Membership
    shares: Sequence[tuple[Todo, Hero | None]]
    gifts: Sequence[Gift]
    shared: int
    leaves: bool
    successor: Hero | None

    @property
    def unattended(self) -> int:
        """How many will be in nobody's hands."""
        return sum(heir is None for _, heir in self.shares) - self.shared


class HandingOver(Holdings, Covering, Deactivating, TeamLoads):
    """Handing over. The hero must have been reached through this access."""

    def hold_handover(self, hero: Hero) -> None:
        """Let nobody else end an office of the hero's, or change a roster that they are on, until this request ends."""
        self._hold_offices(hero)

    def portions(self, holdings: Sequence[Holding], wishes: Wishes) -> list[Portion]:
        """What would become of what they have, for the teams of which anything was wished."""
        touched = [one for one in holdings if wishes.heir(one.link.team_id) != "keep"]
        todos = self._todos_held([one.link for one in touched])
        loads = {one.link.team_id: self._open_by_hero(one) for one in touched if todos[one.link.team_id]}
        away = self.away({face.id for one in touched for face in one.successors}).keys()
        ids = {
            one.link.team_id: _dealt(
                one, todos[one.link.team_id], wishes.heir(one.link.team_id), loads.get(one.link.team_id, {}), away
            )
            for one in touched
        }
        wanted = {heir for dealt in ids.values() for heir in dealt if heir is not None} | set(wishes.owners.values())
        heroes = self._with_places(wanted)
        return [_portion(one, todos[one.link.team_id], ids[one.link.team_id], heroes, loads, wishes) for one in touched]

    def hand_over(self, hero: Hero, portions: Sequence[Portion], *, deactivate: bool = False) -> None:
        """Do it, in one step. Raises Forbidden, Conflict, Unprocessable."""
        self._tell(hero, portions)
        for portion in portions:
            portion.link.hand_over(portion.shares, by=self.hero)
        self._session.flush()
        leaving = [portion for portion in portions if portion.leaves]
        rosters = self._at_hand(hero, leaving)
        for portion in leaving:
            if portion.successor is not None:
                rosters[portion.link.team_id, portion.successor.id].change_role(Role.OWNER, by=self.hero)
            portion.link.end(by=self.hero)
        if deactivate:
            self.deactivate_hero(hero)

    def _todos_held(self, links: Sequence[Membership]) -> defaultdict[int, list[Todo]]:
        hands = selectinload(related(Todo.assignments)).joinedload(related(Assignment.hero))
        found: defaultdict[int, list[Todo]] = defaultdict(list)
        held = select(Todo).where(col(Todo.id).in_(held_by(links))).order_by(col(Todo.rank), col(Todo.id))
        for todo in self._all(held.options(hands)):
            found[todo.team_id].append(todo)
        return found

    def _open_by_hero(self, holding: Holding) -> dict[int, int]:
        ids = [face.id for face in holding.heirs]
        loads = self.team_loads(holding.link.team, ids)
        return {hero_id: loads.get(hero_id, TeamLoad()).open for hero_id in ids}

    def _with_places(self, hero_ids: set[int]) -> dict[int, Hero]:
        heroes = select(Hero).where(col(Hero.id).in_(hero_ids)).options(selectinload(related(Hero.memberships)))
        return {hero.id: hero for hero in self._all(heroes)}

    def _at_hand(self, hero: Hero, leaving: Sequence[Portion]) -> dict[tuple[int, int], Membership]:
        """What it takes to end memberships: the rosters, and all that is still in the hero's hands."""
        if not leaving:
            return {}
        work = selectinload(related(Hero.assignments)).joinedload(related(Assignment.todo))
        self._all(
            select(Hero)
            .where(Hero.id == hero.id)
            .options(work.defer(related(Todo.notes)))
            .execution_options(populate_existing=True)
        )
        teams = [portion.link.team_id for portion in leaving]
        links = self._all(
            select(Membership)
            .where(col(Membership.team_id).in_(teams))
            .options(joinedload(related(Membership.hero)))
            .options(joinedload(related(Membership.team)).selectinload(related(Team.memberships)))
        )
        return {(link.team_id, link.hero_id): link for link in links}

    def _tell(self, hero: Hero, portions: Sequence[Portion]) -> None:
        """A step is told by who handed over, and to whom where that was one hero alone."""
        heirs = {gift.heir.name for portion in portions for gift in portion.gifts}
        left = [portion.link.team.name for portion in portions if portion.leaves]
        if heirs or left:
            target = heirs or set(left)
            history_of(self._session).tell(hero.name, target.pop() if len(target) == 1 else "")


def _others_have(todo: Todo, hero_id: int) -> bool:
    return any(link.hero_id != hero_id and not link.hero.trashed for link in todo.assignments)


def _dealt(
    holding: Holding, todos: Sequence[Todo], heir: Heir, loads: Mapping[int, int], away: Collection[int]
) -> list[int | None]:
    """Who gets each of these todos. Where they are spread, the next one always goes to whoever has the fewest open ones
    then; guests and who is away get none, and what is in other hands too goes to nobody new."""
    if isinstance(heir, int):
        return [heir] * len(todos)
    here = [face for face in holding.successors if face.id not in away] or holding.successors
    waiting = [(loads[face.id], place, face.id) for place, face in enumerate(here) if face.id in loads]
    if heir != "spread" or not waiting:
        return [None] * len(todos)
    heapify(waiting)
    dealt: list[int | None] = []
    for todo in todos:
        if _others_have(todo, holding.link.hero_id):
            dealt.append(None)
            continue
        has, place, hero_id = waiting[0]
        heapreplace(waiting, (has + 1, place, hero_id))
        dealt.append(hero_id)
    return dealt


def _portion(
    holding: Holding,
    todos: Sequence[Todo],
    dealt: Sequence[int | None],
    heroes: Mapping[int, Hero],
    loads: Mapping[int, Mapping[int, int]],
    wishes: Wishes,
) -> Portion:
    link = holding.link
    shares = [(todo, None if one is None else heroes[one]) for todo, one in zip(todos, dealt, strict=True)]
    shared = sum(heir is None and _others_have(todo, link.hero_id) for todo, heir in shares)
    new = [
        heir.id
        for todo, heir in shares
        if heir is not None and all(hand.hero_id != heir.id for hand in todo.assignments)
    ]
    leaves = link.team_id in wishes.leave
    owner = wishes.owners.get(link.team_id) if leaves and holding.led_alone else None
    return Portion(
        link=link,
        shares=shares,
        gifts=[
            Gift(heroes[one], new.count(one), loads[link.team_id].get(one, 0))
            for one in sorted(set(new), key=lambda one: heroes[one].name.casefold())
        ],
        shared=shared,
        leaves=leaves,
        successor=None if owner is None else heroes[owner],
    )
