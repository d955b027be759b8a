"""Joining a team by a link, signed in: once, in one step that can be undone."""

import time
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.database import open_session, transaction
from app.history import commit
from app.models import Hero, Hue, Invitation, InvitationCreate, Membership, Role
from app.security import digest
from tests.cast import Cast
from tests.conftest import HTMX
from tests.web.todos.test_history import entries

Client = Callable[..., TestClient]
A_WHILE = 0.3
"""Seconds, long enough for a request that does not wait."""


def made(engine: sa.Engine, cast: Cast, **data: Any) -> str:
    """The path of a new link of Deadpond's to Z-Force."""
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        return mine.invite(mine.team(cast.z_force), InvitationCreate(**data))[1]


def state(engine: sa.Engine, hero_id: int, team_id: int) -> tuple[int, Role | None]:
    """How often the only link was used, and the hero's role."""
    with transaction(engine) as session:
        membership = session.get(Membership, (hero_id, team_id))
        return session.scalars(sa.select(Invitation)).one().used, membership.role if membership else None


@pytest.mark.parametrize("htmx", [False, True])
def test_joining_is_a_step_with_a_toast_that_undoes_it(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    path = made(engine, cast, role=Role.GUEST)
    stranger = client(cast.spider_boy, htmx=htmx)
    answer = stranger.post(f"{path}/membership")
    there = answer.headers["hx-redirect" if htmx else "location"]
    assert there.startswith(f"/teams/{cast.z_force}?did=")
    assert state(engine, cast.spider_boy, cast.z_force) == (1, Role.GUEST)
    stranger.headers.pop("HX-Request-Type", None)
    assert "Spider-Boy is on Z-Force now." in stranger.get(there).text
    step = there.partition("did=")[2]
    assert f'action="/changes/{step}/undo"' in stranger.get(there).text
    told = entries(client(cast.deadpond).get(f"/teams/{cast.z_force}/history").text)
    assert "Spider-Boy joined Z-Force" in " | ".join(told)
    stranger.headers.update(HTMX if htmx else {})
    assert stranger.post(f"/changes/{step}/undo").status_code in {200, 303}
    assert state(engine, cast.spider_boy, cast.z_force) == (1, None)


def test_who_is_on_the_team_spends_nothing(cast: Cast, client: Client, engine: sa.Engine) -> None:
    path = made(engine, cast)
    answer = client(cast.tarantula).post(f"{path}/membership")
    assert answer.status_code == 200
    assert "You are on Z-Force already" in answer.text
    assert state(engine, cast.tarantula, cast.z_force) == (0, Role.GUEST)


def test_the_same_form_twice_joins_once_and_answers_alike(cast: Cast, client: Client, engine: sa.Engine) -> None:
    path = made(engine, cast, uses=1)
    answers = [client(cast.spider_boy).post(f"{path}/membership", data={"_key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert state(engine, cast.spider_boy, cast.z_force) == (1, Role.MEMBER)


def test_who_comes_second_for_the_last_use_waits_and_is_told(cast: Cast, client: Client, engine: sa.Engine) -> None:
    path = made(engine, cast, uses=1)
    answers: list[Any] = []
    stranger = client(cast.spider_boy)
    second = Thread(target=lambda: answers.append(stranger.post(f"{path}/membership")))
    with open_session(engine, writes=True) as session:
        held = sa.select(Invitation).where(col(Invitation.token_digest) == digest(path.rpartition("/")[2]))
        session.scalars(held.with_for_update()).one().accept(by=session.get_one(Hero, cast.north))
        session.flush()
        second.start()
        time.sleep(A_WHILE)
        assert answers == []
        commit(session)
    second.join()
    assert answers[0].status_code == 410
    assert "was used up" in answers[0].text
    assert state(engine, cast.spider_boy, cast.z_force) == (1, None)
    assert state(engine, cast.north, cast.z_force) == (1, Role.MEMBER)


def test_of_many_at_once_as_many_join_as_there_are_uses(cast: Cast, client: Client, engine: sa.Engine) -> None:
    path = made(engine, cast, uses=2)
    with transaction(engine) as session:
        heroes = [Hero(name=f"Fan {n}", handle=f"fan-{n}", hue=Hue.SKY) for n in range(6)]
        session.add_all(heroes)
        session.flush()
        ids = [hero.id for hero in heroes]
    browsers, answers, start = [client(hero_id) for hero_id in ids], [], Barrier(len(ids))

    def join(browser: TestClient) -> None:
        start.wait()
        answers.append(browser.post(f"{path}/membership").status_code)

    threads = [Thread(target=join, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 303, 410, 410, 410, 410]
    with transaction(engine) as session:
        on_it = session.scalars(sa.select(col(Membership.hero_id)).where(col(Membership.team_id) == cast.z_force)).all()
        assert len(set(on_it) & set(ids)) == 2
        assert session.scalars(sa.select(Invitation)).one().used == 2


def test_joining_needs_a_sign_in_and_nothing_typed_is_lost(
    cast: Cast, anonymous: TestClient, engine: sa.Engine
) -> None:
    path = made(engine, cast)
    assert anonymous.post(f"{path}/membership").status_code == 401
    assert state(engine, cast.spider_boy, cast.z_force) == (0, None)
