"""Whether somebody signs in with an address cannot be told by the clock."""

import os
from statistics import median
from time import perf_counter

import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Attempt, Hero, Login
from tests.cast import Cast

KNOWN, UNKNOWN = "dead@pond.example", "nope@pond.example"
TRIES = int(os.environ.get("SIDEKICK_TEST_TRIES", "40"))
APART = 0.05 if TRIES >= 500 else 0.3
"""How far the medians may lie apart: a few tries beside other tests say little, `make stress` says it exactly."""


def test_a_wrong_password_takes_as_long_for_an_address_that_is_nobodys(
    cast: Cast, engine: sa.Engine, anonymous: TestClient
) -> None:
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), KNOWN, "chimichanga time"))
    took: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for number in range(TRIES):
        with transaction(engine) as session:
            session.execute(sa.delete(Attempt))
        for email in sorted(took, reverse=bool(number % 2)):
            begun = perf_counter()
            assert anonymous.post("/login", data={"email": email, "password": "wrong horse"}).status_code == 422
            took[email].append(perf_counter() - begun)
    known, unknown = median(took[KNOWN]), median(took[UNKNOWN])
    assert abs(known - unknown) < APART * min(known, unknown)
