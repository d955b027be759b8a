"""What has expired is forgotten, by itself."""

import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import SQLModel

from app import upkeep
from app.clock import now
from app.database import transaction
from app.models import Attempt, FormKey, OneTimeLink, SignIn
from app.settings import Settings
from tests.cast import Cast

EXPIRING: list[tuple[type[SQLModel], str, timedelta, dict[str, Any]]] = [
    (SignIn, "last_seen_at", timedelta(days=7), {"token_digest": "a", "created_at": now()}),
    (OneTimeLink, "expires_at", timedelta(), {"token_digest": "a"}),
    (Attempt, "at", timedelta(minutes=15), {"account": "a", "address": "b"}),
    (FormKey, "created_at", timedelta(hours=24), {"key": "a", "headers": {}}),
]


@pytest.mark.parametrize(("kind", "field", "kept", "values"), EXPIRING, ids=lambda kind: getattr(kind, "__name__", ""))
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
        hero = {"hero_id": cast.deadpond} if "hero_id" in kind.model_fields else {}
        session.add(kind(**{field: now() - kept + moment}, **hero, **values))
    with transaction(engine) as session:
        upkeep.forget(session, Settings(session_days=7))
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
