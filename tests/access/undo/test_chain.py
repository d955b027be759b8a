"""A long chain of whatever one can do, taken back one by one from the end, leads to where it began."""

import os

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from app.access import Access
from app.database import transaction
from app.errors import AppError
from app.history import RecordedSession
from app.models import ChangeSet, Hero
from tests.access.undo.deeds import DEEDS, Chance, Nothing
from tests.cast import Cast, build
from tests.contents import empty
from tests.visible import Seen, visible

LENGTH = int(os.environ.get("SIDEKICK_TEST_CHAIN", "300"))


def differences(one: Seen, other: Seen) -> dict[tuple[object, ...], object]:
    """Where two worlds differ, value by value, for a failure that can be read."""
    return {
        (table, *key, column): (one[table].get(key, {}).get(column), other[table].get(key, {}).get(column))
        for table in one
        for key in one[table].keys() | other[table].keys()
        for column in one[table].get(key, {}).keys() | other[table].get(key, {}).keys()
        if one[table].get(key, {}).get(column) != other[table].get(key, {}).get(column)
    }


class Chain(RuleBasedStateMachine):
    """Deadpond at work, and then in doubt about all of it."""

    engine: sa.Engine

    def __init__(self) -> None:
        super().__init__()
        empty(self.engine)
        with transaction(self.engine) as session:
            self.cast: Cast = build(session)
        self.beginning: Seen = visible(self.engine)
        self.seeds = 0
        with self.engine.connect() as connection:
            self.before = connection.scalar(sa.select(sa.func.max(ChangeSet.id))) or 0

    @rule(seed=st.integers(0, 255))
    def do(self, seed: int) -> None:
        """Do something, unless the rules are against it. What it is differs from step to step under the same seed."""
        self.seeds += 1
        try:
            with transaction(self.engine) as session:
                chance = Chance(session, self._access(session), seed * 10_000 + self.seeds)
                DEEDS[chance.pick(sorted(DEEDS))](chance)
        except (AppError, Nothing):
            pass

    def teardown(self) -> None:
        """Take back one after the other."""
        with self.engine.connect() as connection:
            done = sa.select(ChangeSet.id).where(ChangeSet.id > self.before).order_by(ChangeSet.id.desc())  # type: ignore[call-overload, attr-defined]  # columns at run time
            steps = list(connection.scalars(done))
        for step_id in steps:
            self._take_back(step_id)
        assert differences(visible(self.engine), self.beginning) == {}

    def _take_back(self, step_id: int) -> None:
        with transaction(self.engine) as session:
            step, in_force = session.get_one(ChangeSet, step_id), True
            while step.undone_by is not None:
                step, in_force = session.get_one(ChangeSet, step.undone_by), not in_force
            if in_force:
                assert self._access(session).take_back(step, {}) == []

    def _access(self, session: RecordedSession) -> Access:
        hero = session.get_one(Hero, self.cast.deadpond)
        session.info["actor_id"] = hero.id
        return Access(session, hero)


@pytest.mark.timeout(900)
def test_a_chain_taken_back_from_its_end_leads_to_its_beginning(engine: sa.Engine) -> None:
    machine = type("ChainHere", (Chain,), {"engine": engine})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=1,
            stateful_step_count=LENGTH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        ),
    )
