"""Whatever anybody can do is undone to the last value, and redone: every verb of every model, one after the other."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from app import models
from app.access import Access
from app.history import RecordedSession, commit
from app.models import ChangeSet, Comment, CommentCreate
from tests.access.undo.of_teams import OF_TEAMS
from tests.access.undo.of_todos import OF_TODOS
from tests.cast import Cast
from tests.visible import visible

NOT_A_STEP = {
    *(
        "Membership.special_capacities",
        "OneTimeLink.invite",
        "OneTimeLink.help_out",
        "Invitation.make",
        "Invitation.revoke",
    ),
    *("Undoable.put_back", "Todo.stand", "Todo.follow"),
}
"""What asks, what leaves no trace in the history, and what undo itself is made of."""
VERBS = OF_TEAMS | OF_TODOS


def _verbs() -> set[str]:
    """Every public method with a `by` of every table."""
    tables = [one for one in vars(models).values() if hasattr(one, "__table__")]
    return {
        f"{one.__name__}.{name}"
        for one in tables
        for name, method in inspect.getmembers(one, inspect.isroutine)
        if not name.startswith("_") and "by" in _parameters(method) and name not in {"special_capacities", "put_back"}
    } - NOT_A_STEP


def _parameters(method: Any) -> set[str]:
    try:
        return set(inspect.signature(method).parameters)
    except ValueError:  # written in C
        return set()


@pytest.fixture
def mine(cast: Cast, session: RecordedSession, access: Callable[[int], Access]) -> Access:
    """What Deadpond reaches, with one comment of his below a todo."""
    reached = access(cast.deadpond)
    reached.add(Comment.write(reached.todo(cast.roof), CommentCreate(body="Soon."), by=reached.hero))
    commit(session)
    return reached


def take_back_last(session: RecordedSession, mine: Access) -> None:
    """Undo the last step there is, in a session that knows nothing of it any more."""
    session.expire_all()
    step = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).one()
    assert mine.take_back(step, {}) == []
    commit(session)


def test_every_verb_is_undone_here() -> None:
    assert set(VERBS) == _verbs()


@pytest.mark.parametrize("verb", VERBS)
def test_undo_leaves_no_trace_and_redo_does_it_again(
    verb: str, mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    VERBS[verb](mine, cast)
    before = visible(engine)  # some take a step beforehand, which is committed; the last one is not yet
    commit(session)
    after = visible(engine)
    assert after != before
    take_back_last(session, mine)
    assert visible(engine) == before
    take_back_last(session, mine)
    assert visible(engine) == after
    take_back_last(session, mine)
    assert visible(engine) == before
