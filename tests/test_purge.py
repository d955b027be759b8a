"""What is purged leaves nothing behind, and takes nothing along."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlmodel import SQLModel, col, select

from app import purge, upkeep
from app.access import Access
from app.clock import now
from app.database import transaction
from app.history import RecordedSession
from app.models import (
    ChangeSet,
    Comment,
    CommentCreate,
    Hero,
    HeroCreate,
    Hue,
    Label,
    LabelCreate,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Todo,
)
from app.models.order import ranks_after
from app.models.todo import TodoCreate
from app.upkeep import expired, tidy
from app.upkeep import purge as purge_in_steps
from tests.cast import Cast

Snapshot = dict[str, list[dict[str, Any]]]


def rows(engine: sa.Engine) -> Snapshot:
    with engine.connect() as connection:
        return {
            table.name: sorted((dict(row) for row in connection.execute(sa.select(table)).mappings()), key=repr)
            for table in SQLModel.metadata.tables.values()
        }


def without(snapshot: Snapshot, *fields: str) -> Snapshot:
    return {
        table: [{name: value for name, value in row.items() if name not in fields} for row in held]
        for table, held in snapshot.items()
        if table not in {"change_set", "epoch"}
    }


def acting(session: RecordedSession, hero_id: int) -> Access:
    session.info["actor_id"] = hero_id
    return Access(session, session.get_one(Hero, hero_id))


def big_team(session: RecordedSession, cast: Cast) -> Team:
    """Two sections, a hundred todos on three levels, three labels, five heroes, a comment."""
    access = acting(session, cast.deadpond)
    by = access.hero
    team = Team.add(TeamCreate(name="Doomed", headquarters="", time_zone="UTC", colour=Hue.ROSE), by=by)
    access.add(team)
    heroes = [session.get_one(Hero, i) for i in (cast.rusty_man, cast.tarantula, cast.spider_boy, cast.north)]
    for hero in heroes:
        team.enlist(hero, Role.MEMBER, by=by)
    ranks = ranks_after(None, 100)
    sections = [Section.add(team, SectionCreate(name=str(i)), rank=ranks[i], by=by) for i in range(2)]
    labels = [Label.add(team, LabelCreate(name=str(i)), by=by) for i in range(3)]
    access.add(*sections, *labels)
    todos: list[Todo] = []
    for i, rank in enumerate(ranks):
        parent = None if i < 10 else todos[i % 10] if i < 40 else todos[10 + i % 30]
        section = sections[i % 2] if parent is None else None
        todos.append(Todo.add(team, TodoCreate(title=f"Todo {i}"), rank=rank, by=by, section=section, parent=parent))
        access.add(todos[-1])
    for todo in todos:
        todo.assign(heroes[0], by=by)
        todo.put_label(labels[0], by=by)
    todos[0].unassign(heroes[0], by=by)
    todos[1].close(by=by)
    access.add(Comment.write(todos[99], CommentCreate(body="Why?"), by=by))
    return team


def trash(engine: sa.Engine, hero_id: int, kind: type[Any], row_id: int) -> int:
    """Put a record in the trash. Returns the change set that did."""
    with transaction(engine) as session:
        record = session.get_one(kind, row_id)
        record.trash(by=acting(session, hero_id).hero)
        session.flush()
        return int(record.trashed_by)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_team_goes_with_all_that_is_below_it_and_nothing_else(
    engine: sa.Engine, cast: Cast, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    before = rows(engine)
    with transaction(engine) as session:
        team_id = big_team(session, cast).id
    with transaction(engine) as session:
        last = session.exec(select(Todo).where(Todo.title == "Todo 98")).one()
        last.trash(by=acting(session, cast.deadpond).hero)
    assert len(rows(engine)["todo"]) == len(before["todo"]) + 100
    monkeypatch.setattr(purge, "BATCH", 7)
    step = trash(engine, cast.deadpond, Team, team_id)
    if at_once:
        with transaction(engine) as session:
            purge_id = purge.purge_trashed(session, step)
    else:
        assert purge_in_steps(engine, [step]) == 1
    after = rows(engine)
    assert without(after) == without(before)
    (record,) = [row for row in after["change_set"] if row not in before["change_set"]]
    assert (record["subject"], record["counts"]) == ("Doomed", {"team.purged": 1})
    assert not at_once or record["id"] == purge_id


def test_nobody_waits_for_more_than_one_step(engine: sa.Engine, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction(engine) as session:
        team_id = big_team(session, cast).id
    step = trash(engine, cast.deadpond, Team, team_id)
    monkeypatch.setattr(purge, "BATCH", 10)
    monkeypatch.setattr(upkeep, "ROOM", 10)
    monkeypatch.setattr(upkeep, "MOST", 10)
    commits: list[sa.Connection] = []
    note = commits.append
    event.listen(engine, "commit", note)
    purge_in_steps(engine, [step])
    event.remove(engine, "commit", note)
    assert len(commits) > 100 / 10


def test_a_todo_goes_with_its_sub_todos_and_its_history_and_the_team_learns_of_it(
    engine: sa.Engine, cast: Cast
) -> None:
    before = rows(engine)
    with transaction(engine) as session:
        access = acting(session, cast.deadpond)
        team = access.team(cast.z_force)
        todo = Todo.add(team, TodoCreate(title="Gone"), rank="zz", by=access.hero)
        access.add(todo)
        sub = Todo.add(team, TodoCreate(title="Gone too"), rank="a0", by=access.hero, parent=todo)
        access.add(sub)
        access.add(Comment.write(sub, CommentCreate(body="Gone as well"), by=access.hero))
        todo.assign(session.get_one(Hero, cast.rusty_man), by=access.hero)
        todo.put_label(session.get_one(Label, cast.house), by=access.hero)
        todo_id = todo.id
    with transaction(engine) as session:
        session.get_one(Todo, todo_id).unassign(
            session.get_one(Hero, cast.rusty_man), by=acting(session, cast.deadpond).hero
        )
    step = trash(engine, cast.deadpond, Todo, todo_id)
    revision = rows(engine)["team"]
    assert purge_in_steps(engine, [step]) == 1
    after = rows(engine)
    assert without(after, "revision", "updated_at") == without(before, "revision", "updated_at")
    grown = {row["id"]: row["revision"] for row in after["team"]}
    assert [grown[row["id"]] - row["revision"] for row in revision if row["id"] == cast.z_force] == [1]
    assert len(after["change_set"]) == len(before["change_set"]) + 1


@pytest.mark.parametrize("kind", [Section, Label, Comment, Hero])
def test_each_kind_of_record_leaves_nothing(engine: sa.Engine, cast: Cast, kind: type[Any]) -> None:
    before = rows(engine)
    with transaction(engine) as session:
        record_id = MAKE[kind](session, cast).id
    step = trash(engine, cast.north, kind, record_id)
    assert purge_in_steps(engine, [step]) == 1
    assert without(rows(engine), "revision", "updated_at") == without(before, "revision", "updated_at")


def _section(session: RecordedSession, cast: Cast) -> Section:
    access = acting(session, cast.north)
    section = Section.add(access.team(cast.z_force), SectionCreate(name="Gone"), rank="zz", by=access.hero)
    access.add(section)
    return section


def _label(session: RecordedSession, cast: Cast) -> Label:
    access = acting(session, cast.north)
    label = Label.add(access.team(cast.z_force), LabelCreate(name="Gone"), by=access.hero)
    access.add(label)
    return label


def _view(session: RecordedSession, cast: Cast) -> SavedView:
    access = acting(session, cast.north)
    team = access.team(cast.z_force)
    view = SavedView.add(team, SavedViewCreate(name="Gone"), by=access.hero, list_of=team)
    access.add(view)
    return view


def _comment(session: RecordedSession, cast: Cast) -> Comment:
    access = acting(session, cast.north)
    comment = Comment.write(access.todo(cast.roof), CommentCreate(body="Gone"), by=access.hero)
    access.add(comment)
    return comment


def _hero(session: RecordedSession, cast: Cast) -> Hero:
    access = acting(session, cast.north)
    hero = Hero.introduce(HeroCreate(name="Gone"), handle="gone")
    access.add(hero)
    own = Team.own(hero)
    access.add(own)
    access.add(Todo.add(own, TodoCreate(title="Gone too"), rank="a0", by=hero))
    return hero


MAKE: dict[type[Any], Callable[[RecordedSession, Cast], Any]] = {
    Section: _section,
    Label: _label,
    SavedView: _view,
    Comment: _comment,
    Hero: _hero,
}


def test_what_came_back_from_the_trash_is_not_purged(engine: sa.Engine, cast: Cast) -> None:
    step = trash(engine, cast.deadpond, Todo, cast.rope)
    with transaction(engine) as session:
        session.get_one(Todo, cast.rope).restore(by=acting(session, cast.deadpond).hero)
    before = rows(engine)
    assert purge_in_steps(engine, [step]) == 0
    assert rows(engine) == before


def test_a_round_takes_what_lay_there_long_enough_and_leaves_the_rest(app: Any, engine: sa.Engine, cast: Cast) -> None:
    old, new = trash(engine, cast.deadpond, Todo, cast.rope), trash(engine, cast.deadpond, Todo, cast.roof)
    with engine.begin() as connection:
        long_ago = now() - timedelta(days=31)
        connection.execute(sa.update(Todo).where(col(Todo.id) == cast.rope).values(trashed_at=long_ago))
    with transaction(engine) as session:
        assert expired(session, 30) == [old]
    assert tidy(engine, app.state.settings) == 1
    with transaction(engine) as session:
        assert session.get(Todo, cast.rope) is None
        assert session.get_one(Todo, cast.roof).trashed_by == new
        assert session.get(ChangeSet, old) is None
