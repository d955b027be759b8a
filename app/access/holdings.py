"""What a hero has in hand, team by team, and who else is there to take it on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload
from sqlmodel import col, func, select

from app.access.faces import Face, face_columns
from app.access.fate import FIRST, Listed, Statement
from app.access.paging import by_name
from app.access.reach import Reach, related, team_awake
from app.models import Assignment, Hero, Membership, Role, Team, Todo, may

HEIRS_MAX = 200
"""Heroes of one team to choose from."""


@dataclass(frozen=True)
class Holding:
    """What the hero of a membership has in hand there: open todos, the first by title. `heirs` are those who could get
    them, `successors` those who could own the team, which is needed where it is `led_alone`."""

    link: Membership
    todos: Listed[str]
    heirs: Sequence[Face]
    successors: Sequence[Face]
    led_alone: bool
    may_give: bool


class Holdings(Reach):
    """Selects over what heroes have in hand. The hero must have been reached through this access."""

    def to_hand_over(self, hero: Hero) -> Sequence[Membership]:
        """The hero's memberships of shared teams, by name, that the viewer reaches and that are not archived."""
        return self._all(
            select(Membership)
            .join(Team, col(Team.id) == Membership.team_id)
            .where(col(Membership.hero_id) == hero.id, team_awake(self.hero), col(Team.private_to).is_(None))
            .order_by(by_name(Team), col(Team.id))
            .options(contains_eager(related(Membership.team)), joinedload(related(Membership.hero)))
        )

    def holdings(self, links: Sequence[Membership]) -> list[Holding]:
        """What the hero of these memberships has in hand, team by team, in three statements."""
        todos, others = self._open_titles(links), self._others(links)
        return [self._holding(link, todos.get(link.team_id), others[link.team_id]) for link in links]

    def _open_titles(self, links: Sequence[Membership]) -> dict[int, Listed[str]]:
        team = col(Todo.team_id)
        nth = func.row_number().over(partition_by=team, order_by=(col(Todo.rank), col(Todo.id))).label("nth")
        total = func.count().over(partition_by=team).label("total")
        held = sa.select(team, col(Todo.title), nth, total).where(col(Todo.id).in_(held_by(links))).subquery()
        first = sa.select(held).where(held.c.nth <= FIRST).order_by(held.c.team_id, held.c.nth)
        found: defaultdict[int, list[str]] = defaultdict(list)
        totals: dict[int, int] = {}
        for team_id, title, _, total in self._session.execute(first):
            found[team_id].append(title)
            totals[team_id] = total
        return {team_id: Listed(totals[team_id], titles) for team_id, titles in found.items()}

    def _others(self, links: Sequence[Membership]) -> defaultdict[int, list[tuple[Face, Role]]]:
        """Who else is on each of these teams, and in which role; owners first."""
        order = (col(Membership.role) != Role.OWNER, by_name(Hero), col(Hero.id))
        nth = func.row_number().over(partition_by=col(Membership.team_id), order_by=order)
        columns = (col(Membership.team_id), *face_columns(), col(Membership.role))
        ranked = (
            sa.select(*columns, nth.label("nth"))
            .join(Hero, col(Hero.id) == Membership.hero_id)
            .where(col(Membership.team_id).in_([link.team_id for link in links]), col(Hero.trashed_at).is_(None))
            .where(col(Hero.id).not_in([link.hero_id for link in links]))
            .subquery()
        )
        found: defaultdict[int, list[tuple[Face, Role]]] = defaultdict(list)
        for team_id, *face, role, _ in self._session.execute(
            sa.select(ranked).where(ranked.c.nth <= HEIRS_MAX).order_by(ranked.c.nth)
        ):
            found[team_id].append((Face(*face)._replace(is_guest=role is Role.GUEST), role))
        return found

    def _holding(self, link: Membership, todos: Listed[str] | None, others: Sequence[tuple[Face, Role]]) -> Holding:
        able = [face for face, _ in others if not face.deactivated]
        return Holding(
            link=link,
            todos=todos or Listed(0, []),
            heirs=able,
            successors=[face for face in able if not face.is_guest],
            led_alone=link.role is Role.OWNER and all(role is not Role.OWNER for _, role in others),
            may_give=may(self.hero, "todo.assign", link.team),
        )


def held_by(links: Sequence[Membership]) -> Statement:
    """The open todos of these teams in the hands of the hero whose memberships they are."""
    return (
        sa.select(col(Todo.id))
        .join(Assignment, col(Assignment.todo_id) == Todo.id)
        .where(col(Assignment.hero_id).in_({link.hero_id for link in links}))
        .where(col(Todo.team_id).in_([link.team_id for link in links]))
        .where(col(Todo.completed_at).is_(None), col(Todo.trashed_at).is_(None))
    )
