"""A hero, or who leads them, hands over all that they have in one step, and one Undo takes it back."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.access.handing_over import MOST
from app.database import transaction
from app.models import Assignment, Hero, Membership, Role, Todo
from app.models.order import ranks_after
from app.models.todo import TodoCreate
from app.web.heroes import handover_checks
from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]
FACES = pytest.mark.parametrize("htmx", [False, True])
KEPT = ("hero", "membership", "assignment", "todo")


def place(hero_id: int) -> str:
    return f"/heroes/{hero_id}/handover"


def facts(engine: sa.Engine) -> dict[str, Any]:
    """Who there is, who is where, and who has what."""
    tables = dump(engine)
    return {
        name: {
            key: {column: value for column, value in row.items() if column not in {"version", "updated_at"}}
            for key, row in tables[name].items()
        }
        for name in KEPT
    }


def hands(engine: sa.Engine, hero_id: int) -> set[int]:
    """The todos in a hero's hands."""
    with engine.connect() as connection:
        links = sa.select(col(Assignment.todo_id)).where(col(Assignment.hero_id) == hero_id)
        return set(connection.execute(links).scalars())


def role(engine: sa.Engine, hero_id: int, team_id: int) -> Role | None:
    """The role of a hero on a team."""
    with engine.connect() as connection:
        links = sa.select(col(Membership.role)).where(
            col(Membership.hero_id) == hero_id, col(Membership.team_id) == team_id
        )
        return connection.execute(links).scalar()


def give(engine: sa.Engine, cast: Cast, hero_id: int, count: int) -> list[int]:
    """New todos of Z-Force in a hero's hands."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        team, hero = mine.team(cast.z_force), session.get_one(Hero, hero_id)
        ranks = ranks_after(mine.last_rank(team, None), count)
        todos = [
            Todo.add(team, TodoCreate(title=f"Carry box {n}"), rank=rank, by=mine.hero) for n, rank in enumerate(ranks)
        ]
        mine.add(*todos)
        for todo in todos:
            todo.assign(hero, by=mine.hero)
        return [todo.id for todo in todos]


@FACES
def test_all_goes_to_one_after_a_look_and_undo_takes_it_back(
    cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    boxes = give(engine, cast, cast.rusty_man, 3)
    owner = client(cast.deadpond, htmx=htmx)
    before = facts(engine)
    asked = owner.get(place(cast.rusty_man)).text
    assert "4 open todos" in asked
    assert "“Call the roofer”" in asked
    wishes = {f"give[{cast.z_force}]": str(cast.tarantula)}
    look = owner.post(place(cast.rusty_man), data=wishes | {"step": "look"})
    assert look.status_code == 200
    assert '<span class="num">4</span><span>todos for Tarantula <small>1 open now, 5 then</small>' in look.text
    assert facts(engine) == before
    done = owner.post(place(cast.rusty_man), data=wishes | {"step": "do"})
    there = done.headers["hx-redirect" if htmx else "location"]
    assert there.startswith(f"/heroes/{cast.rusty_man}?")
    assert "4 todos handed over to Tarantula." in client(cast.deadpond).get(there).text
    assert hands(engine, cast.tarantula) == {*boxes, cast.roof, cast.rope}
    assert hands(engine, cast.rusty_man) == set()
    after = facts(engine)
    owner.post("/undo")
    assert facts(engine) == before
    owner.post("/redo")
    assert {name: facts(engine)[name].keys() for name in KEPT} == {name: after[name].keys() for name in KEPT}
    assert "Rusty-Man" in owner.get(f"/todos/{cast.roof}/history").text


def test_it_is_spread_by_how_much_each_has(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        new = mine.introduce(mine.team(cast.z_force), "Vanisher", Role.MEMBER)
        vanisher = new.id
    give(engine, cast, cast.deadpond, 2)
    boxes = give(engine, cast, cast.rusty_man, 6)
    owner = client(cast.deadpond)
    wishes = {f"give[{cast.z_force}]": "spread"}
    look = owner.post(place(cast.rusty_man), data=wishes).text
    assert '<span class="num">4</span><span>todos for Vanisher <small>0 open now, 4 then</small>' in look
    assert '<span class="num">2</span><span>todos for Deadpond Wilson <small>3 open now, 5 then</small>' in look
    assert "todo that others have too, who keep it" in look
    owner.post(place(cast.rusty_man), data=wishes | {"step": "do"})
    assert hands(engine, cast.rusty_man) == set()
    assert len(hands(engine, vanisher)) == 4
    assert hands(engine, cast.tarantula) == {cast.rope}
    assert hands(engine, vanisher) | hands(engine, cast.deadpond) >= {*boxes, cast.roof}


def test_it_goes_back_to_nobody_and_they_leave(cast: Cast, client: Client, engine: sa.Engine) -> None:
    give(engine, cast, cast.rusty_man, 2)
    owner = client(cast.deadpond)
    before = facts(engine)
    wishes = {"leave": cast.z_force}
    look = owner.post(place(cast.rusty_man), data=wishes).text
    assert '<span class="num">2</span><span>todos back to nobody' in look
    assert "Rusty-Man leaves Z-Force." in look
    done = owner.post(place(cast.rusty_man), data=wishes | {"step": "do"})
    assert done.headers["location"].startswith("/heroes?")
    assert "Rusty-Man left Z-Force." in owner.get(done.headers["location"]).text
    assert role(engine, cast.rusty_man, cast.z_force) is None
    owner.post("/undo")
    assert facts(engine) == before
    owner.post("/redo")
    assert (role(engine, cast.rusty_man, cast.z_force), hands(engine, cast.rusty_man)) == (None, set())


def test_who_leads_alone_says_who_leads_then(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    before = facts(engine)
    wishes: dict[str, Any] = {"leave": cast.z_force, f"give[{cast.z_force}]": cast.rusty_man}
    refused = owner.post(place(cast.deadpond), data=wishes | {"step": "do"})
    assert refused.status_code == 422
    assert "Deadpond is the only owner of Z-Force. Say who becomes its owner." in refused.text
    assert f'<option value="{cast.rusty_man}" selected>' in refused.text
    assert facts(engine) == before
    wishes[f"owner[{cast.z_force}]"] = cast.rusty_man
    look = owner.post(place(cast.deadpond), data=wishes).text
    assert "You leave Z-Force. Rusty-Man becomes its owner." in look
    assert "todo that they have already" in look
    done = owner.post(place(cast.deadpond), data=wishes | {"step": "do"})
    assert done.headers["location"].startswith(f"/heroes/{cast.deadpond}")
    assert role(engine, cast.rusty_man, cast.z_force) is Role.OWNER
    assert owner.get(f"/teams/{cast.z_force}").status_code == 404
    owner.post("/undo")
    assert facts(engine) == before


def test_a_team_that_nobody_could_own_is_not_left(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.spider_boy)
    refused = owner.post(place(cast.spider_boy), data={"leave": cast.preventers, "step": "do"})
    assert (refused.status_code, "there is no member who could own it" in refused.text) == (422, True)
    assert role(engine, cast.spider_boy, cast.preventers) is Role.OWNER


def test_a_member_hands_over_their_own(cast: Cast, client: Client, engine: sa.Engine) -> None:
    member = client(cast.rusty_man)
    assert "Hand over what you have in hand" in member.get(place(cast.rusty_man)).text
    assert 'name="deactivate"' not in member.get(place(cast.rusty_man)).text
    before = facts(engine)
    wishes = {f"give[{cast.z_force}]": cast.tarantula, "leave": cast.z_force, "step": "do"}
    assert member.post(place(cast.rusty_man), data=wishes).status_code == 303
    assert hands(engine, cast.tarantula) == {cast.rope, cast.roof}
    member.post("/undo")
    assert facts(engine) == before


def test_a_guest_asks_an_owner(cast: Cast, client: Client, engine: sa.Engine) -> None:
    guest = client(cast.tarantula)
    assert "Guests cannot give todos to others. Ask Deadpond." in guest.get(place(cast.tarantula)).text
    refused = guest.post(place(cast.tarantula), data={f"give[{cast.z_force}]": cast.rusty_man, "step": "do"})
    assert refused.status_code == 422
    assert hands(engine, cast.tarantula) == {cast.rope}


def test_an_admin_deactivates_in_the_same_step(cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    before = facts(engine)
    wishes = {f"give[{cast.z_force}]": cast.deadpond, "leave": cast.z_force, "deactivate": "on"}
    assert "is signed out everywhere" in admin.post(place(cast.rusty_man), data=wishes).text
    theirs = client(cast.rusty_man)
    done = admin.post(place(cast.rusty_man), data=wishes | {"step": "do"})
    told = admin.get(done.headers["location"]).text
    assert "1 membership ended. Rusty-Man is deactivated: signed out everywhere, and cannot sign in." in told
    assert theirs.get("/").headers["location"].startswith("/login")
    admin.post("/undo")
    assert facts(engine) == before


def test_only_another_admin_deactivates(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = facts(engine)
    wishes = {f"give[{cast.z_force}]": "nobody", "deactivate": "on", "step": "do"}
    for viewer, hero in ((cast.deadpond, cast.rusty_man), (cast.rusty_man, cast.rusty_man)):
        assert client(viewer).post(place(hero), data=wishes).status_code == 422
    assert client(cast.north).post(place(cast.north), data={"deactivate": "on", "step": "do"}).status_code == 422
    assert facts(engine) == before


@pytest.mark.parametrize(
    "wishes",
    [{}, {"give": "keep"}, {"give": "spider_boy"}, {"give": "mine"}, {"leave": "preventers"}, {"leave": "nonsense"}],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    cast: Cast, client: Client, engine: sa.Engine, wishes: dict[str, str]
) -> None:
    known = vars(cast)
    data: dict[str, Any] = {"step": "do"}
    if "give" in wishes:
        data[f"give[{cast.z_force}]"] = known.get(wishes["give"], wishes["give"])
    if "leave" in wishes:
        data["leave"] = known.get(wishes["leave"], wishes["leave"])
    before = dump(engine)
    answer = client(cast.deadpond).post(place(cast.rusty_man), data=data)
    assert (answer.status_code, "Nothing is saved yet." in answer.text) == (422, True)
    assert {name: dump(engine)[name] for name in KEPT} == {name: before[name] for name in KEPT}


def test_it_costs_as_many_statements_for_two_hundred_todos_as_for_two(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[..., Any]
) -> None:
    owner = client(cast.deadpond)
    costs = []
    for count in (2, 198):
        give(engine, cast, cast.rusty_man, count)
        for step in ("look", "do"):
            with queries() as sent:
                answer = owner.post(place(cast.rusty_man), data={f"give[{cast.z_force}]": "spread", "step": step})
            assert answer.status_code in {200, 303}
            costs.append(len(sent))
        with queries() as sent:
            owner.post("/undo")
        costs.append(len(sent))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 60, costs


def test_more_than_that_is_done_team_by_team(
    cast: Cast, client: Client, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_checks, "MOST", 3)
    give(engine, cast, cast.rusty_man, 4)
    answer = client(cast.deadpond).post(place(cast.rusty_man), data={f"give[{cast.z_force}]": "nobody", "step": "do"})
    assert (answer.status_code, "3 can be handed over at once" in answer.text) == (422, True)
    assert MOST == 5_000


def test_the_doors_to_it(cast: Cast, client: Client) -> None:
    door = f'href="{place(cast.rusty_man)}"'
    shown = [client(who).get(f"/heroes/{cast.rusty_man}").text for who in (cast.deadpond, cast.rusty_man, cast.north)]
    assert all(door in text for text in shown)
    assert door not in client(cast.tarantula).get(f"/heroes/{cast.rusty_man}").text
    assert door in client(cast.north).get(f"/heroes/{cast.rusty_man}/deactivation").text
    client(cast.deadpond).post(place(cast.rusty_man), data={f"give[{cast.z_force}]": "nobody", "step": "do"})
    assert door not in client(cast.north).get(f"/heroes/{cast.rusty_man}/deactivation").text
