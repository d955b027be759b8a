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
