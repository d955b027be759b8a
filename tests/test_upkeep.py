"""What has expired is forgotten, by itself."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import SQLModel, col

from app import upkeep
from app.clock import now
from app.database import transaction
from app.models import (
    Attempt,
    Change,
    ChangeSet,
    FormKey,
    HalfSignIn,
    Invitation,
    KnownBrowser,
    OneTimeLink,
    PasskeyChallenge,
    SignIn,
    SignInTry,
    Todo,
)
from app.models.change import StepKind
from app.models.invitation import KEPT
from app.models.known_browser import KNOWN_FOR
from app.models.sign_in_try import Outcome
from app.purge import forget_step
from app.settings import Settings
from tests.cast import Cast

EXPIRING: list[tuple[type[SQLModel], str, timedelta, dict[str, Any]]] = [
    (SignIn, "last_seen_at", timedelta(days=7), {"token_digest": "a", "created_at": now()}),
    (SignIn, "created_at", timedelta(days=90), {"token_digest": "a", "last_seen_at": now()}),
    (OneTimeLink, "expires_at", timedelta(), {"token_digest": "a"}),
    (Invitation, "expires_at", KEPT, {"token_digest": "a"}),
    (Invitation, "revoked_at", KEPT, {"token_digest": "a", "expires_at": now() + KEPT}),
    (HalfSignIn, "expires_at", timedelta(), {"token_digest": "a"}),
    (PasskeyChallenge, "expires_at", timedelta(), {"token_digest": "a"}),
    (KnownBrowser, "last_seen_at", KNOWN_FOR, {"token_digest": "a"}),
    (Attempt, "at", timedelta(minutes=15), {"account": "a", "address": "b"}),
    (SignInTry, "at", timedelta(days=14), {"address": "b", "user_agent": "c", "outcome": Outcome.THROTTLED}),
    (FormKey, "created_at", timedelta(hours=24), {"key": "a", "headers": {}}),
]


@pytest.mark.parametrize(
    ("kind", "field", "kept", "values"), EXPIRING, ids=[f"{kind.__name__}.{field}" for kind, field, *_ in EXPIRING]
)
@pytest.mark.parametrize(("moment", "left"), [(timedelta(minutes=1), 1), (timedelta(minutes=-1), 0)])
def test_what_counts_no_more_is_dropped_and_nothing_else(
    engine: sa.Engine,
    cast: Cast,
    kind: type[SQLModel],
    field: str,
    kept: timedelta,
    values: dict[str, Any],
    moment: timedelta,
    left: int,
) -> None:
    with transaction(engine) as session:
        ids = {"hero_id": cast.deadpond, "made_by": cast.deadpond, "team_id": cast.z_force}
        known = {name: value for name, value in ids.items() if name in kind.model_fields}
        session.add(kind(**{field: now() - kept + moment}, **known, **values))
    with transaction(engine) as session:
        upkeep.forget(session, Settings(session_days=7, session_max_days=90, sign_in_log_days=14))
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(kind)) == left


def test_the_rounds_go_on_by_themselves_even_after_one_failed(
    app: FastAPI, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[sa.Engine] = []

    def fail(engine: sa.Engine, _settings: Settings) -> None:
        rounds.append(engine)
        raise sa.exc.OperationalError("DELETE", {}, Exception("the database is away"))

    monkeypatch.setattr(upkeep, "tidy", fail)
    monkeypatch.setattr(upkeep, "EVERY", 0.01)
    with upkeep.hourly(engine, app.state.settings):
        deadline = time.monotonic() + 10
        while len(rounds) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(rounds) >= 2


ROWS = 700
"""Of each old step: more than one batch together."""


def _steps(session: Any, cast: Cast, at: datetime, ids: list[int]) -> None:
    steps = [
        {"id": one, "actor_id": cast.deadpond, "at": at, "kind": StepKind.DONE, "subject": "Old", "counts": {}}
        for one in ids
    ]
    session.execute(sa.insert(ChangeSet), steps)
    row = {"team_id": cast.z_force, "entity": "todo", "row_key": "1", "kind": "changed", "before": {}, "after": {}}
    session.execute(sa.insert(Change), [row | {"change_set_id": one} for one in ids for _ in range(ROWS)])


def _left(engine: sa.Engine, ids: list[int]) -> dict[int, int]:
    """How many changes are left of each of these steps that is still there."""
    of_step = sa.select(sa.func.count()).where(col(Change.change_set_id) == ChangeSet.id).scalar_subquery()
    with engine.connect() as connection:
        found = connection.execute(sa.select(col(ChangeSet.id), of_step).where(col(ChangeSet.id).in_(ids)))
        return {row[0]: row[1] for row in found}


def test_history_goes_when_it_is_old_but_not_what_the_trash_still_names(engine: sa.Engine, cast: Cast) -> None:
    old, young, kept, empty = [1, 2, 3], [4], [5], 6
    with transaction(engine) as session:
        limit = now() - timedelta(days=730)
        _steps(session, cast, limit - timedelta(minutes=1), old + kept)
        _steps(session, cast, limit + timedelta(minutes=5), young)
        session.add(ChangeSet(id=empty, at=limit - timedelta(minutes=1), subject="Purged", counts={}))
        trashed = {"trashed_at": now(), "trashed_by": kept[0]}
        session.execute(sa.update(Todo).where(col(Todo.id) == cast.rope).values(trashed))
    upkeep.tidy(engine, Settings())
    assert _left(engine, [*old, *young, *kept, empty]) == {young[0]: ROWS, kept[0]: ROWS}


def test_history_goes_a_thousand_changes_at_a_time(engine: sa.Engine, cast: Cast) -> None:
    with transaction(engine) as session:
        _steps(session, cast, now() - timedelta(days=2), [1, 2, 3])
    left = []
    more = True
    while more:
        with transaction(engine) as session:
            more = forget_step(session, now() - timedelta(days=1))
        left.append(sum(_left(engine, [1, 2, 3]).values()))
    assert left == [1100, 100, 0, 0]
