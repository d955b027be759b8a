"""The recorder writes down what changes, once per row and step."""

from collections.abc import Callable

from sqlmodel import col, select

from app.access import Access
from app.history import RecordedSession, commit
from app.models import Change, ChangeSet, Team
from tests.cast import Cast


def test_a_step_becomes_one_change_set_with_values_before_and_after(
    cast: Cast, session: RecordedSession, access: Callable[[int], Access]
) -> None:
    mine = access(cast.deadpond)
    todo = mine.todo(cast.roof)
    todo.edit({"title": "Call the plumber"}, by=mine.hero)
    revision = mine.team(cast.z_force).revision
    commit(session)

    step = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).one()
    assert (step.actor_id, step.subject, step.counts) == (cast.deadpond, "Call the plumber", {"todo.changed": 1})
    (change,) = session.exec(select(Change).where(Change.change_set_id == step.id)).all()
    assert (change.before, change.after) == ({"title": "Call the roofer"}, {"title": "Call the plumber"})
    assert (change.entity, change.row_key, change.team_id, change.version) == ("todo", str(cast.roof), cast.z_force, 2)
    session.expire_all()
    assert session.get_one(Team, cast.z_force).revision == revision + 1


def test_what_is_rolled_back_is_not_told_with_what_comes_after(
    cast: Cast, session: RecordedSession, access: Callable[[int], Access]
) -> None:
    mine = access(cast.deadpond)
    mine.todo(cast.roof).edit({"title": "Call the plumber"}, by=mine.hero)
    assert [change["row_key"] for change in mine.history().changes] == [str(cast.roof)]
    session.rollback()
    assert mine.history().changes == []
