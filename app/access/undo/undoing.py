"""Undo: the inverse of every change of a step that still fits, in one transaction; what does not fit is asked first."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.access.account import Account
from app.access.deactivating import Deactivating
from app.access.labels import Labels
from app.access.related import RelatedTodos
from app.access.undo.covers import COVERS
from app.access.undo.doubts import Choices, Doubt
from app.access.undo.inverses import Away, Errand, Inverse, PutBack, Return, inverses_of
from app.access.undo.involved import RECORDS, TABLES, Involved, keys_of
from app.access.undo.links import INVERSES
from app.access.undo.steps import Steps
from app.access.undo.touched import Touched
from app.errors import AppError, Forbidden, Unprocessable
from app.history import history_of
from app.i18n import _
from app.models import Change, ChangeSet, Hero, Label, Membership, Team, Todo
from app.models.order import rank_between


class Undoing(Steps, Touched, Deactivating, Labels, RelatedTodos, Account):
    """Taking steps back, and single changes of them."""

    def take_back(self, step: ChangeSet, choices: Choices, only: int | None = None) -> Sequence[Doubt]:
        """Undo a step, or only the change with this id, as its hero may. Returns what is to be decided first: then
        nothing has been written. To undo what undid is to do it again.

        Raises Forbidden; NotFound where it changed nothing that is still remembered.
        """
        changes = self.changes_to_undo(step, only)
        if only is None:
            self.require_to_undo(step)
        self._hold_teams(changes)
        inverses = [one for one in self._inverses(step, changes) if not one.settled]
        doubts = [one.doubt() for one in inverses if not one.fits and one.key not in choices]
        if doubts:
            return doubts
        refused = self._do([one for one in inverses if choices.get(one.key) != "leave"])
        if refused:
            self._session.rollback()
            return refused
        if only is None:
            history_of(self._session).take_back(step)
        return []

    def sealed(self, step: ChangeSet, choices: Choices, only: int | None = None) -> Sequence[Doubt]:
        """What `take_back` would do of this that takes the password. Whoever may not do it need not give theirs."""
        changes = [change for change in self.changes_to_undo(step, only) if _is_sealed(change)]
        inverses = self._inverses(step, changes) if changes else []
        wanted = [one for one in inverses if one.sealed and not one.settled and choices.get(one.key) != "leave"]
        return [one.doubt() for one in wanted]

    def _hold_teams(self, changes: Sequence[Change]) -> None:
        """As hold_ties, hold_tree and hold_roster, for all teams in which anything was changed."""
        if any(change.entity == "todo_block" for change in changes):
            self.hold_ties()
        ids = sorted({one for change in changes for one in (change.team_id, change.left_team_id) if one})
        self._session.execute(
            select(Team.id).where(col(Team.id).in_(ids)).order_by(col(Team.id)).with_for_update(key_share=True)
        )
        if any(change.entity in {"membership", "hero"} for change in changes):
            for team in self._all(select(Team).where(col(Team.id).in_(ids)).order_by(col(Team.id))):
                self.hold_roster(team)

    def _inverses(self, step: ChangeSet, changes: Sequence[Change]) -> list[Inverse]:
        given_up = self.given_up(step, changes)
        going = [change for change in changes if change.entity in RECORDS and change.kind in {"created", "restored"}]
        errand = Errand(
            hero=self.hero,
            rows=Involved(self._session, self.hero, changes, given_up),
            returning=given_up,
            rejoining={team_id for team_id in given_up if self.hero.role_in(team_id) is None},
            let_go=_let_go(self.hero, changes),
            gone=frozenset((change.entity, int(change.row_key)) for change in going),
            touched=self.touched(step, going),
            throw_away=self._throw_away,
            bring_back=self._bring_back,
            membership_now=self._membership_now,
            waited_for=self.waited_for,
        )
        found = [inverse for change in changes for inverse in inverses_of(errand, change, {**INVERSES, **COVERS})]
        return sorted(found, key=_order)

    def _do(self, inverses: Sequence[Inverse]) -> list[Doubt]:
        """Do all of them. Returns those that cannot be done."""
        refused: list[Doubt] = []
        forbidden: list[Forbidden] = []
        with self._session.no_autoflush:
            for inverse in inverses:
                try:
                    self._check_names(inverse)
                    self._check_offices(inverse)
                    inverse.do()
                except AppError as refusal:
                    refused.append(inverse.doubt(refusal.message))
                    forbidden += [refusal] if isinstance(refusal, Forbidden) else []
        if forbidden and len(forbidden) == len(inverses):
            raise forbidden[0]
        return refused or self._settle(inverses)

    def _settle(self, inverses: Sequence[Inverse]) -> list[Doubt]:
        """What follows once all of it is written: sub-todos go along, ranks are told apart, places are checked."""
        self._session.flush()
        self._throw_away_below([one.row.id for one in inverses if isinstance(one, Away) and isinstance(one.row, Todo)])
        placed = {one.row.id: one for one in inverses if _finds_a_place(one)}
        if not placed:
            return []
        self._tell_apart(list(placed))
        below = self.branches(list(placed), trashed=True)
        for sub in below:  # what was put below it since goes along
            team = _above(sub, placed).row.team
            if sub.team_id != team.id:
                sub.follow(team, by=self.hero)
        refused = []
        for todo in (*(one.row for one in placed.values()), *below):
            try:
                todo.check_place()
            except Unprocessable as refusal:
                refused.append(_above(todo, placed).doubt(refusal.message))
        return refused

    def _throw_away(self, record: Any) -> None:
        if isinstance(record, Hero):
            self._session.flush()  # rosters are read anew
            self.trash_hero(record)
        else:
            record.trash(by=self.hero)

    def _membership_now(self, team: Team, hero_id: int) -> Membership:
        """With the todos that are still in the hero's hands, those just taken back left out."""
        self._session.flush()
        return self.membership_with_work(team, hero_id, trashed=True)

    def _throw_away_below(self, todo_ids: Sequence[int]) -> None:
        for sub in self.branches(todo_ids) if todo_ids else ():
            sub.trash(by=self.hero)

    def _check_names(self, inverse: Inverse) -> None:
        """Raise Unprocessable where somebody else has taken a name meanwhile that only one can have."""
        row = inverse.row
        if isinstance(row, Label) and (isinstance(inverse, Return) or inverse.facet == "name"):
            name = inverse.back.get("name", row.name)
            if not self.label_name_is_free(row.team, name, row):
                raise Unprocessable(_("There is another label “%(name)s” by now.") % {"name": name})
        if isinstance(row, Hero) and inverse.facet == "handle":
            handle = inverse.back["handle"]
            if not self.handle_is_free(handle, row):
                raise Unprocessable(_("Somebody else goes by @%(handle)s now.") % {"handle": handle})

    def _check_offices(self, inverse: Inverse) -> None:
        """Raise Conflict where a hero is deactivated or made an admin again, or is one no longer, who may not be; who
        is deactivated is signed out."""
        if not isinstance(inverse.row, Hero):
            return
        if inverse.back.get("deactivated_at") is not None:
            self.shut_out(inverse.row)
        if inverse.facet == "is_admin":
            (self.appoint if inverse.back["is_admin"] else self.dismiss)(inverse.row)

    def _tell_apart(self, todo_ids: Sequence[int]) -> None:
        """Where a sibling has taken a rank meanwhile, the one that comes back stands right behind it."""
        twin = aliased(Todo)
        twins = (
            select(Todo)
            .join(twin, sa.and_(*_siblings(twin, Todo), col(twin.rank) == col(Todo.rank), col(twin.id) != col(Todo.id)))
            .where(col(Todo.id).in_(todo_ids), col(twin.trashed_at).is_(None))
        )
        for todo in self._all(twins.distinct()):
            behind = sa.select(sa.func.min(col(Todo.rank))).where(*_siblings(Todo, todo), col(Todo.rank) > todo.rank)
            todo.stand({"rank": rank_between(todo.rank, self._session.execute(behind).scalar())}, by=self.hero)


def _order(inverse: Inverse) -> tuple[int, int, int]:
    """Rights come back first and go last; what holds others comes back before them, and goes after them."""
    entity, change = inverse.change.entity, inverse.change
    weight = RECORDS.index(entity) if entity in RECORDS else 0
    return inverse.order, -weight if isinstance(inverse, Away) else weight, change.id


def _is_sealed(change: Change) -> bool:
    return change.entity in RECORDS and any(one.sealed for one in TABLES[change.entity].facets_of(change.after))


def _let_go(hero: Hero, changes: Sequence[Change]) -> frozenset[int]:
    """Todos that were given to this hero as they joined a team, so that they leave their hands as they leave it."""
    made = [one for one in changes if one.kind == "created"]
    joined = {one.team_id for one in made if one.entity == "membership" and keys_of(one)[0] == hero.id}
    given = [one for one in made if one.entity == "assignment" and keys_of(one)[1] == hero.id]
    return frozenset(keys_of(one)[0] for one in given if one.team_id in joined)


def _finds_a_place(inverse: Inverse) -> bool:
    placed = isinstance(inverse, Return) or (isinstance(inverse, PutBack) and inverse.facet == "place")
    return placed and isinstance(inverse.row, Todo)


def _above(todo: Todo, placed: Mapping[int, Inverse]) -> Inverse:
    """The inverse that found a place for this todo or for the nearest one above it."""
    while todo.id not in placed and todo.parent is not None:
        todo = todo.parent
    return placed[todo.id]


def _siblings(one: Any, other: Any) -> list[sa.ColumnElement[bool]]:
    """That both stand in the same section, or below the same todo."""
    return [
        getattr(one, name).is_not_distinct_from(getattr(other, name)) for name in ("team_id", "parent_id", "section_id")
    ]
