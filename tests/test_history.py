"""The recorder writes down what changes, once per row and step."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from app import history
from app.access import Access
from app.database import transaction
from app.history import RecordedSession, commit
from app.models import Change, ChangeSet, Hero, Priority, Section, Team, Todo, TodoCreate
from app.models.order import ranks_after
from tests.cast import Cast

CPU = {"sqlite": 0.15, "postgresql": 0.3}
"""Seconds of ours that closing 200 todos may take; PostgreSQL is told of each versioned row by its own statement."""
TIMES = 5
"""The best of so many counts: what else the machine does can only make it slower."""


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


def test_what_changed_at_once_is_told_table_by_table_and_in_the_order_of_their_keys(
    cast: Cast, session: RecordedSession, access: Callable[[int], Access]
) -> None:
    mine = access(cast.deadpond)
    todos = session.exec(select(Todo).where(Todo.team_id == cast.z_force)).all()
    sections = session.exec(select(Section).where(Section.team_id == cast.z_force)).all()
    with session.no_autoflush:
        for todo in todos:
            todo.edit({"title": f"{todo.title}!"}, by=mine.hero)
        for section in sections:
            section.edit({"name": f"{section.name}!"}, by=mine.hero)
    session.flush()
    told = [(change["entity"], int(change["row_key"])) for change in mine.history().changes]
    assert {entity for entity, _ in told} == {"todo", "section"}
    assert len(told) >= 5
    below = {todo.id for todo in todos if todo.parent_id}
    assert told == sorted(told, key=lambda change: (change[0] == "todo" and change[1] in below, *change))


def test_the_team_that_a_todo_leaves_is_remembered_though_it_changes_once_more(
    cast: Cast, session: RecordedSession, access: Callable[[int], Access]
) -> None:
    mine = access(cast.deadpond)
    todo, elsewhere = mine.todo(cast.rope), mine.own_team()
    todo.follow(elsewhere, by=mine.hero)
    session.flush()
    todo.edit({"title": "Order two ropes"}, by=mine.hero)
    session.flush()
    (change,) = [one for one in mine.history().changes if one["entity"] == "todo"]
    assert (change["team_id"], change["left_team_id"]) == (elsewhere.id, cast.z_force)


def _edit_one(todo: Todo, by: Hero) -> None:
    todo.edit({"title": "Call the plumber"}, by=by)


def _edit_six(todo: Todo, by: Hero) -> None:
    todo.edit({"title": "Call again", "notes": "Soon.", "priority": Priority.HIGH, "due_on": date(2026, 12, 1)}, by=by)
    todo.close(by=by)


@pytest.mark.parametrize(("write", "fields"), [(_edit_one, 1), (_edit_six, 6)])
def test_history_costs_two_statements_whatever_the_number_of_fields(
    cast: Cast,
    session: RecordedSession,
    access: Callable[[int], Access],
    queries: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Todo, Hero], None],
    fields: int,
) -> None:
    mine = access(cast.deadpond)
    assert mine.hero.role_in(cast.z_force)  # known before anything is counted

    def sent_for(todo_id: int) -> list[str]:
        todo = mine.todo(todo_id)
        with queries() as sent:
            write(todo, mine.hero)
            commit(session)
        return list(sent)

    told = sent_for(cast.roof)
    change = session.exec(select(Change).order_by(col(Change.id).desc()).limit(1)).one()
    assert len(change.after) == fields
    monkeypatch.setattr(history, "_write", lambda *_: None)
    untold = sent_for(cast.rope)
    assert len(told) - len(untold) == 2


def _many(engine: sa.Engine, cast: Cast, count: int) -> list[int]:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        team = mine.team(cast.z_force)
        todos = [Todo.add(team, TodoCreate(title="Many"), rank=rank, by=mine.hero) for rank in ranks_after("a9", count)]
        session.add_all(todos)
        session.flush()
        return [todo.id for todo in todos]


def _close(engine: sa.Engine, cast: Cast, todo_ids: list[int]) -> None:
    with RecordedSession(engine, expire_on_commit=False) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        for todo in mine.picked(todo_ids):
            todo.close(by=mine.hero)
        commit(session)


def test_the_history_of_many_todos_is_written_in_as_many_statements_as_that_of_few(
    engine: sa.Engine, cast: Cast, queries: Callable[[], Any]
) -> None:
    inserts = []
    for count in (20, 200):
        ids = _many(engine, cast, count)
        with queries() as sent:
            _close(engine, cast, ids)
        inserts.append([one.split()[2].strip('"') for one in sent if one.startswith("INSERT")])
    assert inserts == [["change_set", "change"]] * 2


def test_two_hundred_todos_are_done_in_a_moment(engine: sa.Engine, cast: Cast) -> None:
    spent = []
    for _ in range(TIMES):
        ids = _many(engine, cast, 200)
        started = time.process_time()
        _close(engine, cast, ids)
        spent.append(time.process_time() - started)
    with engine.connect() as connection:
        done = sa.select(sa.func.count()).select_from(Todo).where(col(Todo.completed_at).is_not(None))
        assert connection.scalar(done.where(col(Todo.title) == "Many")) == 200 * TIMES
    assert min(spent) < CPU[engine.dialect.name], spent
