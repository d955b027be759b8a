"""The worlds that are measured in are worlds that the verbs could have made."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from app.access import Access
from app.history import BOOKKEEPING, RecordedSession, commit, plain
from app.invariants import broken
from app.models import Assignment, Change, ChangeSet, Comment, Hero, Todo, TodoLabel
from bench import worlds
from bench.worlds import BESIDE, TEAMS, World, build, world_in

TODOS = 1000


@pytest.fixture
def world(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(worlds, "CHUNK", 400)
    return build(engine, TODOS)


def count(session: RecordedSession, *conditions: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).where(*conditions)) or 0


def test_a_world_is_what_it_is_said_to_be(world: World, session: RecordedSession) -> None:
    ours = col(Todo.team_id) == world.team
    assert count(session, ours) == TODOS
    assert count(session, col(Todo.team_id).in_(world.beside)) == TEAMS * BESIDE
    assert abs(count(session, ours, col(Todo.completed_at).is_(None)) - 0.6 * TODOS) <= TODOS / 100
    third = sa.select(col(Todo.id)).where(ours, col(Todo.id) % 10 == 3, col(Todo.parent_id).is_not(None))
    assert count(session, ours, col(Todo.parent_id).is_(None)) == 0.6 * TODOS
    assert count(session, ours, col(Todo.id).in_(third)) == TODOS / 10
    assert count(session, col(TodoLabel.todo_id) <= TODOS) == TODOS // 3
    assert count(session, col(Comment.todo_id) <= TODOS) == TODOS / 2
    assert len(set(session.scalars(sa.select(col(Assignment.hero_id))))) == worlds.HEROES


def test_nothing_is_broken_in_it(world: World, engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert dict(broken(connection)) == {}


def test_it_is_found_again(world: World, engine: sa.Engine) -> None:
    assert world_in(engine) == world


def test_an_empty_database_has_no_world(engine: sa.Engine) -> None:
    assert world_in(engine) is None


def test_each_todo_is_in_the_history_as_it_is(world: World, session: RecordedSession) -> None:
    written = {change.row_key: change.after for change in session.exec(select(Change).where(Change.entity == "todo"))}
    names = sa.inspect(Todo).column_attrs.keys()
    stored = {
        str(todo.id): {name: plain(getattr(todo, name)) for name in names if name not in BOOKKEEPING}
        for todo in session.exec(select(Todo))
    }
    assert written == stored


def test_a_todo_of_it_can_be_taken_back(
    world: World, session: RecordedSession, access: Callable[[int], Access]
) -> None:
    change = session.exec(select(Change).where(Change.entity == "todo", Change.row_key == "6")).one()
    mira = access(session.exec(select(Hero.id).where(col(Hero.is_admin))).one())
    assert list(mira.take_back(session.get_one(ChangeSet, change.change_set_id), {}, change.id)) == []
    commit(session)
    assert list(session.scalars(sa.select(col(Todo.id)).where(col(Todo.trashed_at).is_not(None)))) == [6]
