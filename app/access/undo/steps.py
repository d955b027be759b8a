"""The steps that a hero may take back, and the last ones of a browser."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import col, func, select

from app.access.heroes import hero_known
from app.access.reach import Reach, not_gone, step_kept, team_living, team_reached
from app.clock import now
from app.errors import Forbidden, NotFound
from app.i18n import _
from app.models import Change, ChangeSet, Hero, Team
from app.models.change import StepKind
from app.models.rules import require


class Step(Protocol):
    """A change set, or what is told of one."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of what."""


OF_TEAMS = frozenset({"team.archived", "team.unarchived", "team.trashed", "team.restored"})
"""What can be taken back in an archived team, too."""
REPENT = timedelta(days=1)
"""How long somebody may take back that they gave up their own place on a team."""


def change_seen(hero: Hero) -> sa.ColumnElement[bool]:
    """Changes in teams that this hero reaches, or reached by what left them; and those of heroes whom they know."""
    teams = select(Team.id).where(team_reached(hero))
    heroes = sa.select(sa.cast(col(Hero.id), sa.String)).where(hero_known(hero), not_gone(Hero))
    in_team = sa.or_(col(Change.team_id).in_(teams), col(Change.left_team_id).in_(teams))
    return sa.or_(in_team, sa.and_(col(Change.entity) == "hero", col(Change.row_key).in_(heroes)))


class Steps(Reach):
    """Change sets, by the right to see them and to take them back."""

    def step(self, step_id: int) -> ChangeSet:
        """One step of the hero's own, or in a team that they reach, or of a hero whom they know. Raises NotFound."""
        step: ChangeSet = self._one(
            select(ChangeSet).where(
                ChangeSet.id == step_id, sa.or_(col(ChangeSet.actor_id) == self.hero.id, self._seen()), step_kept()
            )
        )
        return step

    def _seen(self) -> sa.ColumnElement[bool]:
        return sa.exists().where(col(Change.change_set_id) == col(ChangeSet.id), change_seen(self.hero))

    def hold_step(self, step: ChangeSet) -> ChangeSet:
        """See whether it was taken back as it is now, and let nobody else do so until this request ends."""
        held = select(ChangeSet).where(ChangeSet.id == step.id).with_for_update()
        self._one(held.execution_options(populate_existing=True))
        return step

    def changes_of(self, step: ChangeSet, only: int | None = None) -> Sequence[Change]:
        """What it changed, in order; or only the change with this id."""
        one = sa.true() if only is None else col(Change.id) == only
        return self._all(select(Change).where(Change.change_set_id == step.id, one).order_by(col(Change.id)))

    def changes_to_undo(self, step: ChangeSet, only: int | None = None) -> Sequence[Change]:
        """What there is to take back of it: what it changed, or only the change with this id.

        An undo changes nothing where all stood as before already. Where it did a step again, that step's changes stand
        for it; where it took one back, there is nothing to do. Raises NotFound where nothing is remembered.
        """
        told: ChangeSet | None = step
        again = True
        while told is not None and not (changes := self.changes_of(told, only)):
            told = self._session.exec(select(ChangeSet).where(ChangeSet.undone_by == told.id)).first()
            again = not again
        if told is None:
            raise NotFound(_("What was changed then is not remembered any more. Nothing was changed."))
        return changes if again else []

    def require_to_undo(self, step: ChangeSet) -> None:
        """Raise Forbidden unless it is the hero's own step, or they lead every team in which it changed something."""
        if step.actor_id == self.hero.id:
            return
        places = sa.select(col(Change.team_id), col(Change.left_team_id)).where(col(Change.change_set_id) == step.id)
        ids = {team_id for row in self._session.execute(places.distinct()) for team_id in row if team_id}
        teams = self._all(select(Team).where(col(Team.id).in_(ids), team_living(self.hero)))
        for team in teams:
            require(self.hero, "team.undo", team)
        if len(teams) < len(ids):
            raise Forbidden(_("Part of it is in a team that you are not on. Nothing was changed."))

    def may_undo(self, step: ChangeSet) -> bool:
        """Whether they may: what buttons ask."""
        try:
            self.require_to_undo(step)
        except Forbidden:
            return False
        return step.id not in self.at_rest([step])

    def at_rest(self, steps: Sequence[Step]) -> set[int]:
        """Ids of those of these steps that cannot be taken back while a team in which they changed something is
        archived."""
        ids = [step.id for step in steps if not step.counts.keys() <= OF_TEAMS]
        here = sa.or_(col(Change.team_id) == col(Team.id), col(Change.left_team_id) == col(Team.id))
        changed = sa.select(col(Change.change_set_id)).join(Team, here).where(col(Change.change_set_id).in_(ids))
        return (
            set(self._session.scalars(changed.where(col(Team.archived_at).is_not(None)).distinct())) if ids else set()
        )

    def given_up(self, step: ChangeSet, changes: Sequence[Change]) -> set[int]:
        """Teams on which the hero gave up their own place or role by this step.

        If it is their last one and a day old at most they may take it back, though they have no right to it left.
        """
        mine = f"{self.hero.id},"
        own = {
            change.team_id
            for change in changes
            if change.entity == "membership" and change.row_key.startswith(mine) and change.kind != "created"
        }
        if not own or step.actor_id != self.hero.id or step.at < now() - REPENT or self._last_id() != step.id:
            return set()
        return {team_id for team_id in own if team_id is not None}

    def _last_id(self) -> int | None:
        return self._session.exec(select(func.max(ChangeSet.id)).where(ChangeSet.actor_id == self.hero.id)).one()

    def step_to_undo(self, sign_in_id: int) -> ChangeSet | None:
        """The last step in this browser that is in force, and not itself one that took another back."""
        return self._last(sign_in_id, col(ChangeSet.kind) != StepKind.UNDONE)

    def step_to_redo(self, sign_in_id: int) -> ChangeSet | None:
        """The last step in this browser that took another back, if nothing was done since."""
        step = self._last(sign_in_id, col(ChangeSet.kind) == StepKind.UNDONE)
        done = self._last(sign_in_id, col(ChangeSet.kind) == StepKind.DONE)
        return None if step is None or (done is not None and done.id > step.id) else step

    def _last(self, sign_in_id: int, which: sa.ColumnElement[bool]) -> ChangeSet | None:
        step: ChangeSet | None = self._session.exec(
            select(ChangeSet)
            .where(ChangeSet.sign_in_id == sign_in_id, col(ChangeSet.undone_by).is_(None), which, step_kept())
            .where(sa.exists().where(col(Change.change_set_id) == col(ChangeSet.id)))
            .order_by(col(ChangeSet.id).desc())
            .limit(1)
        ).first()
        return step
