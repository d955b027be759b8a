"""Fixtures of the tests that move todos between teams."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.history import RecordedSession, commit
from app.models import Role
from tests.cast import Cast

Reach = Callable[[int], Access]


@pytest.fixture
def both_teams(cast: Cast, access: Reach, session: RecordedSession) -> None:
    """Deadpond is on the Preventers too."""
    theirs, mine = access(cast.spider_boy), access(cast.deadpond)
    theirs.add(theirs.team(cast.preventers).enlist(mine.hero, Role.MEMBER, by=theirs.hero))
    commit(session)
