"""Deleting a hero: their todos stay, their teams keep an owner, and an admin stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.errors import Forbidden
from app.history import RecordedSession, commit
from app.models import Hero, Role, TodoCreate
from app.models.team import Team
from app.models.todo import Todo
from tests.cast import Cast

Client = Callable[..., TestClient]
Reach = Callable[[int], Access]


def test_the_preview_says_what_a_hero_leaves(cast: Cast, client: Client) -> None:
    page = client(cast.north).get(f"/heroes/{cast.tarantula}/deletion")
    assert "Delete Tarantula?" in page.text
    assert '<span class="num">1</span><span>team that they leave<small class="first" dir="auto">Z-Force' in page.text
    assert '<span class="num">1</span><span>todo in their hands <small>1 of them open</small>' in page.text
    assert "1 open todo will be in nobody’s hands." in page.text


def test_a_todo_in_other_hands_too_is_not_left_alone(cast: Cast, client: Client) -> None:
    assert "in nobody’s hands" not in client(cast.north).get(f"/heroes/{cast.rusty_man}/deletion").text


def test_their_own_todos_are_counted_without_a_word_of_them(
    cast: Cast, client: Client, session: RecordedSession, access: Reach
) -> None:
    theirs = access(cast.tarantula)
    own = session.exec(select(Team).where(Team.private_to == cast.tarantula)).one()
    theirs.add(Todo.add(own, TodoCreate(title="Secret"), rank="a0", by=theirs.hero))
    commit(session)
    page = client(cast.north).get(f"/heroes/{cast.tarantula}/deletion")
    assert '<span class="num">1</span><span>todo of their own' in page.text
    assert "Secret" not in page.text


def test_the_only_owner_of_a_team_stays(cast: Cast, client: Client) -> None:
    admin = client(cast.north)
    page = admin.get(f"/heroes/{cast.deadpond}/deletion")
    assert "Deadpond is the only owner of Z-Force. Make somebody else an owner first." in page.text
    assert f'href="/teams/{cast.z_force}/roster"' in page.text
    assert "_method=DELETE" not in page.text
    assert admin.post(f"/heroes/{cast.deadpond}?_method=DELETE").status_code == 409
    assert client(cast.deadpond).get("/trash").status_code == 200


def test_one_of_two_owners_may_go(cast: Cast, client: Client, session: RecordedSession, access: Reach) -> None:
    mine = access(cast.deadpond)
    mine.membership(mine.team(cast.z_force), cast.rusty_man).change_role(Role.OWNER, by=mine.hero)
    commit(session)
    admin = client(cast.north)
    assert "only owner" not in admin.get(f"/heroes/{cast.deadpond}/deletion").text
    assert admin.post(f"/heroes/{cast.deadpond}?_method=DELETE").status_code == 303


def test_the_last_admin_stays(cast: Cast, client: Client) -> None:
    admin = client(cast.north)
    page = admin.get(f"/heroes/{cast.north}/deletion")
    assert "North is the last admin." in page.text
    assert admin.post(f"/heroes/{cast.north}?_method=DELETE").status_code == 409


def test_a_deleted_hero_is_signed_out_and_comes_back_with_everything(
    cast: Cast, client: Client, session: RecordedSession
) -> None:
    admin, them = client(cast.north), client(cast.tarantula)
    deleted = admin.post(f"/heroes/{cast.tarantula}?_method=DELETE")
    assert deleted.headers["location"].startswith("/heroes?did=")
    assert them.get("/trash").headers["location"].startswith("/login")
    assert "Tarantula" not in client(cast.deadpond).get(f"/teams/{cast.z_force}").text
    back = admin.post(f"/trash/{deleted.headers['location'].split('did=')[1]}/restoration")
    assert back.headers["location"].startswith(f"/heroes/{cast.tarantula}?did=")
    assert them.get("/trash").status_code == 200
    assert session.get_one(Hero, cast.tarantula).role_in(cast.z_force) is Role.GUEST


def test_members_may_not_and_strangers_find_nobody(cast: Cast, client: Client) -> None:
    for hero, status in ((cast.rusty_man, 403), (cast.spider_boy, 404)):
        assert client(hero).get(f"/heroes/{cast.tarantula}/deletion").status_code == status
        assert client(hero).post(f"/heroes/{cast.tarantula}?_method=DELETE").status_code == status


def test_two_owners_deleted_at_the_same_moment_leave_one_behind(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        admin = Access(session, session.get_one(Hero, cast.north))
        admin.membership(admin.team(cast.z_force), cast.rusty_man).change_role(Role.OWNER, by=admin.hero)
    assert _deleted_at_once(client(cast.north), client(cast.north), cast.deadpond, cast.rusty_man) == [303, 409]


def test_two_admins_who_delete_each_other_leave_one_behind(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, cast.tarantula).is_admin = True
    answers = _deleted_at_once(client(cast.north), client(cast.tarantula), cast.tarantula, cast.north)
    assert answers in ([303, 401], [303, 404], [303, 409], [303, 403])
    with transaction(engine) as session:
        left = session.exec(select(Hero.id).where(Hero.is_admin, Hero.trashed_at.is_(None))).all()  # type: ignore[union-attr]
    assert len(left) == 1


def _deleted_at_once(one: TestClient, other: TestClient, first: int, second: int) -> list[int]:
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(one.delete, f"/heroes/{first}"), pool.submit(other.delete, f"/heroes/{second}")]
    return sorted(answer.result().status_code for answer in answers)


def test_whoever_may_not_delete_is_told_nothing_of_offices(cast: Cast, access: Reach, session: RecordedSession) -> None:
    with pytest.raises(Forbidden):
        access(cast.rusty_man).trash_hero(session.get_one(Hero, cast.north))
