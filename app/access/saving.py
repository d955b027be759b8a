"""Saved views that a hero reaches."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select

from app.access.filtering import Filtering
from app.access.paging import PAGE, by_name
from app.access.reach import SomeViewer, team_living
from app.filtering.model import Filter
from app.filtering.text import as_text, read_text
from app.models import SavedView, Team


class SavedLine(NamedTuple):
    """A saved view in a menu."""

    id: int
    name: str
    shared: bool


@cache
def _saved_lines(is_admin: bool, *, of_team: bool) -> Any:
    here = col(SavedView.list_id) == sa.bindparam("team") if of_team else col(SavedView.list_id).is_(None)
    return (
        sa.select(col(SavedView.id), col(SavedView.name), col(Team.private_to).is_(None))
        .join(Team, col(Team.id) == SavedView.team_id)
        .where(here, col(SavedView.trashed_at).is_(None), team_living(SomeViewer(is_admin)))
        .order_by(by_name(SavedView), col(SavedView.id))
        .limit(PAGE)
    )


_LEADING = (
    select(SavedView).where(SavedView.team_id == sa.bindparam("team"), SavedView.leads).order_by(col(SavedView.id))
)


class Saving(Filtering):
    """Selects over saved views: those of a team are reached with it, and one's own with one's private team."""

    def saved(self, saved_id: int) -> SavedView:
        """One view, whose list is reached too. Raises NotFound."""
        view: SavedView = self._one(
            select(SavedView)
            .join(Team, col(Team.id) == SavedView.team_id)
            .where(SavedView.id == saved_id, col(SavedView.trashed_at).is_(None), team_living(self.hero))
            .where(sa.or_(col(SavedView.list_id).is_(None), col(SavedView.list_id).in_(self._lists())))
        )
        return view

    def saved_lines(self, team: Team | None) -> Sequence[SavedLine]:
        """The views of a team's list, or of all teams', by name; the first fifty."""
        asked = {"viewer": self.hero.id, "team": team and team.id}
        rows = self._columns(_saved_lines(self.hero.is_admin, of_team=team is not None), asked)
        return [SavedLine(*row) for row in rows]

    def first_view(self, team: Team) -> SavedView | None:
        """The view that the team's list begins with."""
        return next((view for view in self.leading(team) if not view.trashed), None)

    def leading(self, team: Team) -> Sequence[SavedView]:
        """The same, also one that lies in the trash."""
        return list(self._session.execute(_LEADING, {"team": team.id}).scalars())

    def own_team(self) -> Team:
        """The private team of the hero. Raises NotFound."""
        team: Team = self._one(select(Team).where(Team.private_to == self.hero.id))
        return team

    def said_by(self, view: SavedView) -> Filter:
        """Its filter, in the names that things have today."""
        return self.narrowing(read_text(view.query), view.list_of).named()

    def in_names(self, text: str, view: SavedView) -> str:
        """The text of a filter of this view, or one that it had, in the names that things have today."""
        return as_text(self.narrowing(read_text(text), view.list_of).named())

    def to_be_saved(self, text: str, team: Team | None) -> str:
        """The text of a filter as a view keeps it: with ids for names."""
        return as_text(self.narrowing(read_text(text), team).anchored())

    def _lists(self) -> sa.Select[int]:
        return sa.select(col(Team.id)).where(team_living(self.hero))
