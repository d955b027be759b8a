"""Reach: the clauses that every select carries. What they leave out does not exist for the hero."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute, aliased
from sqlmodel import Session, col, or_

from app.errors import NotFound
from app.history import History, history_of
from app.i18n import _
from app.models import Change, ChangeSet, Hero, Membership, Team

T = TypeVar("T")


class Viewer(Protocol):
    """Whose reach it is: a hero, or the parameter of a statement that is made once."""

    @property
    def id(self) -> Any:
        """Their id."""

    @property
    def is_admin(self) -> bool:
        """Whether they are an admin."""


class SomeViewer(NamedTuple):
    """Whoever a statement is asked for, as its parameter `viewer`."""

    is_admin: bool
    id: Any = sa.bindparam("viewer")


def related(attribute: object) -> QueryableAttribute[Any]:
    """A relationship as loader options want it; its declared type is that of the related record."""
    return cast("QueryableAttribute[Any]", attribute)


def team_reached(hero: Viewer) -> sa.ColumnElement[bool]:
    """Teams that this hero is on; for an admin all but other heroes' own ones. Those in the trash are among them, until
    they are gone for good."""
    return sa.and_(_on_it(hero), not_gone(Team))


def team_living(hero: Viewer) -> sa.ColumnElement[bool]:
    """Teams that this hero reaches and that are not in the trash."""
    return sa.and_(_on_it(hero), col(Team.trashed_at).is_(None))


def _on_it(hero: Viewer) -> sa.ColumnElement[bool]:
    on_it = sa.exists().where(col(Membership.team_id) == col(Team.id), col(Membership.hero_id) == hero.id)
    on_it = on_it.correlate(Team)  # not the memberships of a select around it
    return or_(on_it, col(Team.private_to).is_(None)) if hero.is_admin else on_it


def not_gone(table: Any) -> sa.ColumnElement[bool]:
    """Records that are not being dropped for good right now: what is, nobody finds any more."""
    return or_(col(table.trashed_by).is_(None), col(table.trashed_by).not_in(_gone_steps()))


def change_kept() -> sa.ColumnElement[bool]:
    """Changes, but for those in a team that is gone."""
    return or_(col(Change.team_id).is_(None), col(Change.team_id).not_in(_gone_teams()))


def step_kept() -> sa.ColumnElement[bool]:
    """Steps, but for those that put in the trash what is gone, and those of which all was in teams that are gone."""
    of_step = col(Change.change_set_id) == col(ChangeSet.id)
    left = sa.and_(sa.exists().where(of_step), ~sa.exists().where(of_step, change_kept()))
    # Where nothing is being dropped, which is nearly always, the changes of no step are looked at.
    return sa.and_(col(ChangeSet.gone_at).is_(None), ~sa.and_(_gone_teams().exists(), left))


def _gone_steps() -> Any:
    step = aliased(ChangeSet)
    return sa.select(col(step.id)).where(col(step.gone_at).is_not(None))


def _gone_teams() -> Any:
    team = aliased(Team)
    return sa.select(col(team.id)).where(col(team.trashed_by).in_(_gone_steps()))


is_awake = sa.and_(col(Team.trashed_at).is_(None), col(Team.archived_at).is_(None))
"""Teams that are neither in the trash nor archived: what lists over many teams show."""


def team_awake(hero: Viewer) -> sa.ColumnElement[bool]:
    """Those of them that this hero reaches."""
    return sa.and_(team_reached(hero), is_awake)


class Reach:
    """What one hero can reach. The mixins of `Access` hold the selects; only they see the session."""

    def __init__(self, session: Session, hero: Hero) -> None:
        self._session = session
        self.hero = hero

    def own_team_ids(self) -> list[int]:
        """The teams that the hero is on, but for archived ones; an admin reaches others too, which are not in their
        hands."""
        return sorted(link.team_id for link in self.hero.memberships if link.team.awake)

    def add(self, *records: object) -> None:
        """Take new records into the transaction and give them their ids."""
        self._session.add_all(records)
        self._session.flush()

    def history(self) -> History:
        """What this request has changed so far."""
        self._session.flush()
        return history_of(self._session)

    def _one(self, statement: Any) -> Any:
        return self._first(self._session.exec(statement))

    @staticmethod
    def _first(result: Any) -> Any:
        found = result.first()
        if found is None:
            raise NotFound(_("The address is wrong, or what was here has been deleted."))
        return found

    def _columns(self, statement: Any, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of a statement that is made once and finds columns, no records."""
        self._session.flush()
        return self._session.connection().execute(statement, values).all()

    def _all(self, statement: Any) -> Sequence[Any]:
        return list(self._session.exec(statement).all())
