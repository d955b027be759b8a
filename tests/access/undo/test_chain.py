"""A long chain of whatever one can do, taken back one by one from the end, leads to where it began."""

import os

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from app.database import transaction
from app.errors import AppError
from tests.access.undo.backwards import acting, differences, last_step, take_back_since
from tests.access.undo.deeds import DEEDS, Chance, Nothing
from tests.cast import Cast, build
from tests.contents import empty
from tests.visible import Seen, visible

LENGTH = int(os.environ.get("SIDEKICK_TEST_CHAIN", "300"))
CHAINS = int(os.environ.get("SIDEKICK_TEST_CHAINS", "2"))


class Chain(RuleBasedStateMachine):
    """Deadpond at work, and then in doubt about all of it."""

    engine: sa.Engine
    chain: int

    def __init__(self) -> None:
        super().__init__()
        empty(self.engine)
        with transaction(self.engine) as session:
            self.cast: Cast = build(session)
        self.beginning: Seen = visible(self.engine)
        self.seeds = self.chain * 1_000_000
        self.before = last_step(self.engine)

    @rule(seed=st.integers(0, 255))
    def do(self, seed: int) -> None:
        """Do something, unless the rules are against it. What it is differs from step to step under the same seed."""
        self.seeds += 1
        try:
            with acting(self.engine, self.cast.deadpond) as (session, access):
                chance = Chance(session, access, seed * 10_000 + self.seeds)
                DEEDS[chance.pick(sorted(DEEDS))](chance)
        except (AppError, Nothing):
            pass

    def teardown(self) -> None:
        """Take back one after the other."""
        take_back_since(self.engine, self.cast.deadpond, self.before)
        assert differences(visible(self.engine), self.beginning) == {}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("chain", range(CHAINS))
def test_a_chain_taken_back_from_its_end_leads_to_its_beginning(chain: int, engine: sa.Engine) -> None:
    machine = type("ChainHere", (Chain,), {"engine": engine, "chain": chain})
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
