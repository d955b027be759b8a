"""Who knocks."""

import pytest
import sqlalchemy as sa

from app.access.guest import Guest
from app.database import transaction
from app.history import RecordedSession
from app.models import Hero, Login
from tests.cast import Cast

EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"


@pytest.fixture
def guest(session: RecordedSession) -> Guest:
    return Guest(session)


@pytest.fixture
def deadpond(cast: Cast, engine: sa.Engine) -> int:
    """A hero who can sign in."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), EMAIL, PASSWORD))
    return cast.deadpond
