"""Two teams become one, and one Undo parts them again, to the last value."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from app.access import Access
from app.errors import Conflict, Forbidden
from app.history import RecordedSession, commit
from app.models import (
    ChangeSet,
    Cover,
    Hero,
    LabelCreate,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Todo,
    TodoCreate,
)
from app.models.order import ranks_after
from app.toasts import told
from app.wording import today
from tests.cast import Cast
from tests.visible import visible

Reach = Callable[[int], Access]


@pytest.fixture
def mine(cast: Cast, access: Reach, session: RecordedSession) -> Access:
    """Deadpond, who leads Z-Force, and Y-Force with a section and a label called alike, and todos in the trash."""
    mine = access(cast.deadpond)
    team = Team.add(TeamCreate(name="Y-Force"), by=mine.hero)
    mine.add(team)
    team.enlist(session.get_one(Hero, cast.rusty_man), Role.OWNER, by=mine.hero)
    team.enlist(session.get_one(Hero, cast.spider_boy), Role.GUEST, by=mine.hero)
    first, second, third = ranks_after(None, 3)
    backlog = Section.add(team, SectionCreate(name="backlog"), rank=first, by=mine.hero)
    later = Section.add(team, SectionCreate(name="Later"), rank=second, by=mine.hero)
    mine.add(backlog, later)
    later.edit({"name": "Later", "todo_limit": 5}, by=mine.hero)
    for rank in ranks_after(second, 2):
        mine.add(done := Section.add(team, SectionCreate(name="Doing"), rank=rank, by=mine.hero))
        done.edit({"name": "Doing", "is_done_column": True}, by=mine.hero)
    house, wet = (mine.named_label(team, LabelCreate(name=name)) for name in ("House", "wet"))
    oil = Todo.add(team, TodoCreate(title="Oil"), rank=first, by=mine.hero, section=backlog)
    rust = Todo.add(team, TodoCreate(title="Rust"), rank=second, by=mine.hero, section=later)
    mine.add(oil, rust)
    below = Todo.add(team, TodoCreate(title="Find oil"), rank=first, by=mine.hero, parent=oil)
    gone = Todo.add(team, TodoCreate(title="Gone"), rank=third, by=mine.hero)
    sunk = Todo.add(team, TodoCreate(title="Sunk"), rank=second, by=mine.hero, parent=oil)
    mine.add(below, gone, sunk)
    oil.assign(session.get_one(Hero, cast.spider_boy), by=mine.hero)
    oil.put_label(house, by=mine.hero)
    rust.put_label(wet, by=mine.hero)
    rust.close(by=mine.hero)
    rust.wait_for(mine.todo(cast.roof), by=mine.hero, behind=())
    words = mine.to_be_saved("label:wet section:later", team)
    wet_ones = SavedView.add(team, SavedViewCreate(name="Wet", query=words), by=mine.hero, list_of=team)
    wet_ones.take_lead(by=mine.hero, instead_of=[])
    mine.add(wet_ones)
    session.flush()
    for there, days in ((team, 9), (mine.team(cast.z_force), 2)):
        link = next(link for link in there.memberships if link.hero_id == cast.deadpond)
        Cover.arrange(link, session.get_one(Hero, cast.rusty_man), today() + timedelta(days=days), by=mine.hero)
    spider_boy = next(link for link in team.memberships if link.hero_id == cast.spider_boy)
    Cover.arrange(spider_boy, session.get_one(Hero, cast.rusty_man), today() + timedelta(days=1), by=mine.hero)
    commit(session)
    gone.trash(by=mine.hero)
    sunk.trash(by=mine.hero)
    commit(session)
    session.expire_all()
    return mine


def _links(engine: sa.Engine) -> list[list[Any]]:
    """Who is on which team in which role, and who has which todo, in the trash or not."""
    with engine.connect() as connection:
        asked = (
            "SELECT hero_id, team_id, role FROM membership ORDER BY 1, 2",
            "SELECT * FROM assignment ORDER BY 1, 2",
        )
        return [[tuple(row) for row in connection.execute(sa.text(one))] for one in asked]


def y_force(mine: Access) -> Team:
    return mine.team(mine._session.exec(select(Team.id).where(Team.name == "Y-Force")).one())


def test_all_of_it_is_there_then(mine: Access, cast: Cast, session: RecordedSession) -> None:
    team, into = y_force(mine), mine.team(cast.z_force)
    mine.merge_teams(team, into)
    commit(session)
    session.expire_all()
    assert team.trashed
    todos = {todo.title: todo for todo in session.exec(select(Todo).where(Todo.team_id == into.id)).all()}
    assert {"Oil", "Rust", "Find oil", "Sunk"} < set(todos)
    assert "Gone" not in todos
    oil, rust = todos["Oil"], todos["Rust"]
    assert (oil.section_id, rust.section.name, rust.section.todo_limit) == (cast.backlog, "Later", 5)  # type: ignore[union-attr]  # it has one
    assert [link.label_id for link in oil.label_links] == [cast.house]
    assert [link.label.name for link in rust.label_links] == ["wet"]
    assert [link.hero_id for link in oil.assignments] == [cast.spider_boy]
    assert todos["Find oil"].parent_id == todos["Sunk"].parent_id == oil.id
    assert todos["Sunk"].trashed
    assert rust.closed
    roles = {link.hero_id: link.role for link in into.memberships}
    assert roles[cast.spider_boy] is Role.GUEST
    assert roles[cast.rusty_man] is roles[cast.deadpond] is Role.OWNER
    assert [(one.name, one.is_done_column) for one in mine.sections(into)] == [
        ("Backlog", False),
        ("Doing", False),
        ("Later", False),
        ("Doing", True),
    ]
    (view,) = session.exec(select(SavedView).where(SavedView.team_id == into.id)).all()
    assert mine.in_names(view.query, view) == "label:wet section:Later"
    assert mine.first_view(into) is view
    covers = session.exec(select(Cover).where(Cover.team_id == into.id)).all()
    assert {(one.hero_id, one.stand_in_id, one.until - today()) for one in covers} == {
        (cast.deadpond, cast.rusty_man, timedelta(days=9)),
        (cast.spider_boy, cast.rusty_man, timedelta(days=1)),
    }


def test_the_list_begins_as_before_where_it_has_a_first_view(
    mine: Access, cast: Cast, session: RecordedSession
) -> None:
    into = mine.team(cast.z_force)
    own = SavedView.add(into, SavedViewCreate(name="Own", query="label:none"), by=mine.hero, list_of=into)
    own.take_lead(by=mine.hero, instead_of=[])
    mine.add(own)
    commit(session)
    mine.merge_teams(y_force(mine), into)
    commit(session)
    assert mine.leading(into) == [own]


def test_one_undo_parts_them_and_redo_merges_them_again(
    mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    before = visible(engine)
    mine.merge_teams(y_force(mine), mine.team(cast.z_force))
    commit(session)
    after = visible(engine)
    (step,) = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).all()
    assert told(step) == "Y-Force is part of Z-Force now, with 4 todos."
    for there in (before, after, before):
        session.expire_all()
        step = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).one()
        assert mine.take_back(step, {}) == []
        commit(session)
        assert visible(engine) == there


def test_they_are_parted_again_when_they_were_merged_a_second_time(
    mine: Access, cast: Cast, engine: sa.Engine, session: RecordedSession
) -> None:
    before = visible(engine)
    for _ in range(2):
        mine.merge_teams(y_force(mine), mine.team(cast.z_force))
        commit(session)
        session.expire_all()
        step = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).one()
        assert mine.take_back(step, {}) == []
        commit(session)
        session.expire_all()
        assert visible(engine) == before


def test_heroes_in_the_trash_go_along_and_come_back_unseen(
    mine: Access, cast: Cast, access: Reach, engine: sa.Engine, session: RecordedSession
) -> None:
    team = y_force(mine)
    gone = mine.introduce(team, "Silver Fox", Role.MEMBER)
    session.exec(select(Todo).where(Todo.title == "Oil")).one().assign(gone, by=mine.hero)
    commit(session)
    session.expire_all()
    admin = access(cast.north)
    for hero_id in (gone.id, cast.rusty_man):
        admin.trash_hero(admin.known_hero(hero_id))
    commit(session)
    session.expire_all()
    before = _links(engine)
    admin.merge_teams(y_force(admin), admin.team(cast.z_force))
    commit(session)
    session.expire_all()
    assert {link.hero_id for link in admin.team(cast.z_force).memberships} >= {gone.id, cast.rusty_man}
    for redone in (False, True, False):
        session.expire_all()
        step = session.exec(select(ChangeSet).order_by(col(ChangeSet.id).desc()).limit(1)).one()
        assert admin.take_back(step, {}) == []
        commit(session)
        assert (_links(engine) == before) is not redone


def test_only_who_leads_both_may(mine: Access, cast: Cast, access: Reach) -> None:
    rusty = access(cast.rusty_man)
    for team, into in ((y_force(rusty), rusty.team(cast.z_force)), (rusty.team(cast.z_force), y_force(rusty))):
        with pytest.raises(Forbidden):
            rusty.merge_teams(team, into)
        assert not rusty._session.dirty


def test_a_team_of_ones_own_stays(mine: Access, cast: Cast, session: RecordedSession) -> None:
    own = session.exec(select(Team).where(Team.private_to == cast.deadpond)).one()
    for team, into in ((own, mine.team(cast.z_force)), (mine.team(cast.z_force), own)):
        with pytest.raises(Conflict, match="belongs to one hero alone"):
            mine.merge_teams(team, into)
    assert own not in mine.team_mergers(mine.team(cast.z_force))


def test_an_archived_team_rests(mine: Access, cast: Cast, session: RecordedSession) -> None:
    team, into = y_force(mine), mine.team(cast.z_force)
    team.archive(by=mine.hero)
    commit(session)
    for one, other in ((team, into), (into, team)):
        with pytest.raises(Forbidden):
            mine.merge_teams(one, other)


def test_many_todos_take_as_many_selects_as_few(
    mine: Access, cast: Cast, session: RecordedSession, queries: Callable[[], Any]
) -> None:
    sent = []
    for count in (5, 50):
        team = Team.add(TeamCreate(name=f"With {count}"), by=mine.hero)
        mine.add(team)
        label = mine.named_label(team, LabelCreate(name="wet"))
        for rank in ranks_after(None, count):
            todo = Todo.add(team, TodoCreate(title="Many"), rank=rank, by=mine.hero)
            mine.add(todo)
            todo.assign(mine.hero, by=mine.hero)
            todo.put_label(label, by=mine.hero)
        commit(session)
        session.expire_all()
        with queries() as statements:
            mine.merge_teams(mine.team(team.id), mine.team(cast.z_force))
            commit(session)
        sent.append(sum(statement.startswith("SELECT") for statement in statements))
    assert sent[0] == sent[1]
