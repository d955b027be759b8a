"""Two people at the same moment: the one who comes second sees what the first has done, and nothing gets lost."""

import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app import upkeep
from app.access import Access
from app.database import open_session, transaction
from app.history import commit
from app.invariants import broken
from app.models import Hero
from tests.cast import Cast

Client = Callable[..., TestClient]
Meanwhile = Callable[[Callable[[Access], object], Callable[[], Any]], Any]
A_WHILE = 0.3
"""Seconds, long enough for a request that does not wait."""


@pytest.fixture
def meanwhile(cast: Cast, engine: sa.Engine) -> Meanwhile:
    """`meanwhile(first, second)`: Deadpond does the first, the second begins, and only then the first is committed.
    Returns what the second returned."""

    def run(first: Callable[[Access], object], second: Callable[[], Any]) -> Any:
        answers: list[Any] = []
        thread = Thread(target=lambda: answers.append(second()))
        with open_session(engine, writes=True) as session:
            first(Access(session, session.get_one(Hero, cast.deadpond)))
            session.flush()
            thread.start()
            time.sleep(A_WHILE)
            commit(session)
        thread.join()
        return answers[0]

    return run


def rules_broken(engine: sa.Engine) -> list[tuple[str, int]]:
    with engine.connect() as connection:
        return list(broken(connection))


def step_of(answer: Any) -> int:
    return int(answer.headers["location"].split("did=")[1])


def test_two_todos_cannot_go_below_each_other(cast: Cast, client: Client, meanwhile: Meanwhile) -> None:
    def nest(access: Access) -> None:
        access.hold_tree(cast.roof)
        roof = access.todo(cast.roof)
        roof.nest(access.todo(cast.rope), "a5", by=access.hero, branch=access.branch(roof))

    member = client(cast.rusty_man)
    answer = meanwhile(
        nest, lambda: member.put(f"/todos/{cast.rope}/place", data={"parent": cast.gutters, "end": "last"})
    )
    assert answer.status_code == 422
    assert "sub-todo of itself" in answer.text


def test_two_todos_cannot_come_to_wait_for_each_other(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile
) -> None:
    def wait(access: Access) -> None:
        access.hold_ties()
        access.todo(cast.roof).wait_for(access.todo(cast.rope), by=access.hero, behind=())

    member, tie = client(cast.rusty_man), {"kind": "blocked_by", "other": cast.roof}
    answer = meanwhile(wait, lambda: member.post(f"/todos/{cast.rope}/relations", data=tie))
    assert answer.status_code == 422
    assert rules_broken(engine) == []


def test_nothing_is_added_below_a_todo_on_its_way_to_the_trash(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile
) -> None:
    def trash(access: Access) -> None:
        access.hold_tree(cast.roof)
        access.trash_todo(access.todo(cast.roof))

    member = client(cast.rusty_man)
    answer = meanwhile(trash, lambda: member.post(f"/todos/{cast.gutters}/subs", data={"title": "Buy a brush"}))
    assert answer.status_code == 404
    assert rules_broken(engine) == []


def test_what_was_just_added_below_a_todo_goes_along(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile
) -> None:
    def nest(access: Access) -> None:
        access.hold_tree(cast.rope)
        access.todo(cast.rope).nest(access.todo(cast.gutters), "a5", by=access.hero)

    member = client(cast.rusty_man)
    assert meanwhile(nest, lambda: member.delete(f"/todos/{cast.roof}")).status_code == 303
    assert member.get(f"/todos/{cast.rope}").status_code == 404
    assert rules_broken(engine) == []


def test_a_sub_todo_does_not_come_back_below_a_todo_on_its_way_to_the_trash(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile
) -> None:
    def trash(access: Access) -> None:
        access.hold_tree(cast.roof)
        access.trash_todo(access.todo(cast.roof))

    member = client(cast.rusty_man)
    step = step_of(member.delete(f"/todos/{cast.ladder}"))
    assert meanwhile(trash, lambda: member.post(f"/trash/{step}/restoration")).status_code == 409
    assert rules_broken(engine) == []


@pytest.mark.parametrize("path", ["/todos/{roof}", "/teams/{z_force}"])
@pytest.mark.parametrize("by_upkeep", [False, True])
def test_what_comes_back_is_not_purged_any_more(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile, path: str, by_upkeep: bool
) -> None:
    owner = client(cast.deadpond)
    step = step_of(owner.delete(path.format(**vars(cast))))

    def purge() -> Any:
        return upkeep.purge(engine, [step]) if by_upkeep else owner.delete(f"/trash/{step}")

    meanwhile(lambda access: access.restore(access.thrown_away(step), step), purge)
    assert [owner.get(f"/todos/{todo}").status_code for todo in (cast.roof, cast.gutters, cast.ladder)] == [200] * 3


def test_what_is_purged_does_not_come_back(cast: Cast, client: Client, meanwhile: Meanwhile) -> None:
    owner = client(cast.deadpond)
    step = step_of(owner.delete(f"/todos/{cast.roof}"))
    answer = meanwhile(lambda access: access.purge(step), lambda: owner.post(f"/trash/{step}/restoration"))
    assert answer.status_code == 404


def test_a_form_that_lost_a_race_still_keeps_what_others_saved(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile
) -> None:
    owner = client(cast.deadpond)
    form = {"name": "Z-Force", "headquarters": "Porto", "time_zone": "Europe/Lisbon", "colour": "sky"}
    owner.put(f"/teams/{cast.z_force}", data=form | {"headquarters": "Braga", "version": "1"})
    with transaction(engine) as session:
        assert Access(session, session.get_one(Hero, cast.deadpond)).team(cast.z_force).version == 2

    def recolour(access: Access) -> None:
        access.team(cast.z_force).edit({"colour": "ruby"}, by=access.hero)

    late = form | {"name": "Z-Men", "version": "1"}
    answer = meanwhile(recolour, lambda: owner.put(f"/teams/{cast.z_force}", data=late))
    assert answer.status_code == 303
    with transaction(engine) as session:
        team = Access(session, session.get_one(Hero, cast.deadpond)).team(cast.z_force)
        assert (team.name, team.headquarters, team.colour) == ("Z-Men", "Braga", "ruby")


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("POST", "/todos/{roof}/assignments", {"hero": "{tarantula}"}),
        ("PUT", "/todos/{roof}", {"title": "Call the roofer", "priority": "normal", "heroes": "{tarantula}"}),
    ],
)
def test_who_leaves_the_team_is_given_nothing_meanwhile(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile, method: str, path: str, data: dict[str, str]
) -> None:
    def leave(access: Access) -> None:
        team = access.team(cast.z_force)
        access.hold_roster(team)
        access.membership_with_work(team, cast.tarantula).end(by=access.hero)

    admin, filled = client(cast.north), {name: value.format(**vars(cast)) for name, value in data.items()}
    answer = meanwhile(leave, lambda: admin.request(method, path.format(**vars(cast)), data=filled))
    assert answer.status_code == 422
    assert rules_broken(engine) == []


def test_a_todo_on_its_way_to_another_team_takes_no_label_of_this_one(
    cast: Cast, client: Client, engine: sa.Engine, meanwhile: Meanwhile
) -> None:
    def take_home(access: Access) -> None:
        home = next(link.team for link in access.hero.memberships if link.team.is_private)
        access.hold_tree(cast.roof, into=home.id)
        roof = access.todo(cast.roof)
        roof.transfer(home, None, "a5", by=access.hero, branch=access.branch(roof, trashed=True))

    owner = client(cast.deadpond)
    answer = meanwhile(take_home, lambda: owner.put(f"/todos/{cast.roof}/labels", data={"labels": cast.gear}))
    assert answer.status_code == 404
    assert rules_broken(engine) == []
