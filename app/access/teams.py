"""The teams that a hero reaches, and what belongs to a team."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.counting import counted
from app.access.paging import by_name
from app.access.reach import Reach, is_awake, team_living
from app.models import Hero, Hue, Label, Membership, Section, Team, Todo
from app.models.order import rank_between, ranks_after

_OPEN = (col(Todo.parent_id).is_(None), col(Todo.trashed_at).is_(None), col(Todo.completed_at).is_(None))


class TeamLink(NamedTuple):
    """A team in the side bar."""

    id: int
    name: str
    colour: Hue
    open_count: int


@cache
def _links(*, some: bool) -> Any:
    rows = sa.select(sa.literal(1)).where(col(Todo.team_id) == col(Team.id), *_OPEN).correlate(Team)
    mine = sa.select(col(Membership.team_id)).where(col(Membership.hero_id) == sa.bindparam("viewer"))
    these = col(Team.id).in_(sa.bindparam("only", expanding=True)) if some else sa.true()
    return (
        sa.select(col(Team.id), col(Team.name), col(Team.colour), counted(rows))
        .where(col(Team.id).in_(mine), is_awake, these)
        .order_by(col(Team.private_to).is_(None), by_name(Team), col(Team.id))
    )


class Teams(Reach):
    """Teams, their sections, labels and memberships."""

    def team(self, team_id: int) -> Team:
        """One team. Raises NotFound."""
        # Their own ones came with the sign-in.
        mine = next((link.team for link in self.hero.memberships if link.team_id == team_id), None)
        if mine is not None and not mine.trashed:
            return mine
        team: Team = self._one(select(Team).where(Team.id == team_id, team_living(self.hero)))
        return team

    def sidebar(self, *only: int) -> Sequence[TeamLink]:
        """The hero's own teams with their open todos, the private one first; all, or `only` those with these ids."""
        found = self._columns(_links(some=bool(only)), {"viewer": self.hero.id} | ({"only": only} if only else {}))
        return [TeamLink(*row) for row in found]

    def section(self, team: Team, section_id: int) -> Section:
        """One section of a team that is at hand. Raises NotFound."""
        section: Section = self._one(
            select(Section).where(
                Section.id == section_id, Section.team_id == team.id, col(Section.trashed_at).is_(None)
            )
        )
        return section

    def sections(self, team: Team) -> Sequence[Section]:
        """The team's sections in their order."""
        return self._all(
            select(Section)
            .where(Section.team_id == team.id, col(Section.trashed_at).is_(None))
            .order_by(col(Section.rank), col(Section.id))
        )

    def labels(self, team: Team) -> Sequence[Label]:
        """The team's labels by name."""
        return self._all(
            select(Label)
            .where(Label.team_id == team.id, col(Label.trashed_at).is_(None))
            .order_by(by_name(Label), col(Label.id))
        )

    def label(self, team: Team, label_id: int) -> Label:
        """One label of a team that is at hand. Raises NotFound."""
        label: Label = self._one(
            select(Label).where(Label.id == label_id, Label.team_id == team.id, col(Label.trashed_at).is_(None))
        )
        return label

    def membership(self, team: Team, hero_id: int) -> Membership:
        """A hero's membership of a team that is at hand. Raises NotFound."""
        membership: Membership = self._one(
            select(Membership)
            .join(Hero, col(Membership.hero_id) == Hero.id)
            .where(Membership.team_id == team.id, Membership.hero_id == hero_id, col(Hero.trashed_at).is_(None))
        )
        return membership

    def hold_order(self, team_id: int) -> None:
        """Let nobody else give places in a team's list until this request ends, so that no two get the same. To be
        called before what is to be placed is loaded."""
        self._session.execute(select(Team.id).where(Team.id == team_id).with_for_update(key_share=True))

    def last_section_rank(self, team: Team) -> str | None:
        """The rank of the team's last section, trashed ones included so that none is given twice."""
        rank: str | None = self._session.exec(select(func.max(Section.rank)).where(Section.team_id == team.id)).one()
        return rank

    def rank_before(self, section: Section) -> str:
        """A free rank right ahead of a section that is at hand. Raises Forbidden."""
        ranks = self._distinct_ranks(section)
        at = ranks.index(section.rank)
        return rank_between(ranks[at - 1] if at else None, section.rank)

    def rank_after(self, section: Section) -> str:
        """A free rank right behind a section that is at hand. Raises Forbidden."""
        ranks = self._distinct_ranks(section)
        return rank_between(section.rank, next((rank for rank in ranks if rank > section.rank), None))

    def _distinct_ranks(self, section: Section) -> Sequence[str]:
        """The ranks of its team's sections in order, those in the trash included; two that share one are told apart."""
        all_of_them = select(Section).where(Section.team_id == section.team_id)
        sections: Sequence[Section] = self._all(all_of_them.order_by(col(Section.rank), col(Section.id)))
        if len({one.rank for one in sections}) < len(sections):
            for one, rank in zip(sections, ranks_after(None, len(sections)), strict=True):
                one.move(rank, by=self.hero)
        return [one.rank for one in sections]
