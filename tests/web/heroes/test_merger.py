"""Two heroes who are one person become one, and undo parts them again."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero, Login, Membership, Role
from app.models.order import rank_between
from app.models.todo import Todo, TodoCreate
from tests.cast import Cast

Client = Callable[..., TestClient]


def merger(hero_id: int) -> str:
    return f"/heroes/{hero_id}/merger"


def facts(engine: sa.Engine) -> list[list[Any]]:
    """Who is on which team and has which todo, and who is in the trash."""
    with engine.connect() as connection:
        asked = (
            "SELECT hero_id, team_id, role, created_at FROM membership ORDER BY 1, 2",
            "SELECT hero_id, todo_id, assigned_by, assigned_at FROM assignment ORDER BY 1, 2",
            "SELECT id, trashed_at FROM hero ORDER BY 1",
            "SELECT id, hero_id FROM login ORDER BY 1",
        )
        return [list(connection.execute(sa.text(one)).all()) for one in asked]


def holds(engine: sa.Engine, hero_id: int) -> set[int]:
    """The todos in a hero's hands."""
    with engine.connect() as connection:
        links = sa.text("SELECT todo_id FROM assignment WHERE hero_id = :hero")
        return set(connection.execute(links, {"hero": hero_id}).scalars())


@pytest.fixture
def doubled(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man once more: a guest of Z-Force with a doubled todo, and one that only this one has."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        twin = mine.introduce(mine.team(cast.z_force), "Rusty Again", Role.GUEST)
        mine.todo(cast.roof).assign(twin, by=mine.hero)
        mine.todo(cast.ladder).assign(twin, by=mine.hero)
        return twin.id


def _sign_up(engine: sa.Engine, *hero_ids: int) -> None:
    with transaction(engine) as session:
        for hero_id in hero_ids:
            session.add(Login(hero_id=hero_id, email=f"{hero_id}@example.org", password_hash="x"))


@pytest.mark.parametrize("htmx", [False, True])
def test_they_become_one_after_a_look_and_undo_parts_them(
    cast: Cast, client: Client, engine: sa.Engine, doubled: int, htmx: bool
) -> None:
    owner = client(cast.deadpond, htmx=htmx)
    before = facts(engine)
    choice = owner.get(merger(doubled)).text
    assert f"{merger(doubled)}?into={cast.rusty_man}" in choice
    page = owner.get(f"{merger(doubled)}?into={cast.rusty_man}").text
    assert '<span class="num">1</span><span>todo that Rusty-Man is given' in page
    assert "“Borrow a ladder”" in page
    assert '<span class="num">1</span><span>todo that both have and Rusty-Man keeps' in page
    assert "team that both are on, where Rusty-Man keeps their role" in page
    answer = owner.post(merger(doubled), data={"into": cast.rusty_man})
    place = answer.headers["hx-redirect" if htmx else "location"]
    assert place.partition("?")[0] == f"/heroes/{cast.rusty_man}"
    assert "Rusty Again merged into Rusty-Man, who has 1 more todo now." in client(cast.deadpond).get(place).text
    assert holds(engine, cast.rusty_man) == {cast.roof, cast.ladder}
    assert owner.get(f"/heroes/{doubled}").status_code == 404
    owner.post("/undo")
    assert facts(engine) == before
    assert owner.get(f"/heroes/{doubled}").status_code == 200


def test_the_only_owner_hands_the_team_on_and_gets_it_back(cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    _sign_up(engine, cast.deadpond, cast.rusty_man)
    before = facts(engine)
    page = admin.get(f"{merger(cast.deadpond)}?into={cast.rusty_man}").text
    assert "gets the stronger role of Deadpond Wilson" in page
    assert "Deadpond is signed out everywhere and cannot sign in any more." in page
    admin.post(merger(cast.deadpond), data={"into": cast.rusty_man})
    with engine.connect() as connection:
        role = sa.select(col(Membership.role)).where(
            col(Membership.hero_id) == cast.rusty_man, col(Membership.team_id) == cast.z_force
        )
        assert connection.execute(role).scalar_one() == Role.OWNER
    assert client(cast.rusty_man).get(f"/heroes/{cast.deadpond}").status_code == 404
    admin.post("/undo")
    assert facts(engine) == before


def test_they_join_each_others_teams(cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    before = facts(engine)
    assert "team that Rusty-Man joins" in admin.get(f"{merger(cast.spider_boy)}?into={cast.rusty_man}").text
    admin.post(merger(cast.spider_boy), data={"into": cast.rusty_man})
    assert client(cast.rusty_man).get(f"/teams/{cast.preventers}").status_code == 200
    admin.post("/undo")
    assert facts(engine) == before


def test_who_could_not_sign_in_any_more_is_merged_the_other_way_round(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    _sign_up(engine, cast.tarantula)
    admin = client(cast.north)
    page = admin.get(f"{merger(cast.tarantula)}?into={cast.rusty_man}").text
    assert "Merge them the other way round." in page
    assert f"{merger(cast.rusty_man)}?into={cast.tarantula}" in page
    assert admin.post(merger(cast.tarantula), data={"into": cast.rusty_man}).status_code == 409
    assert admin.post(merger(cast.rusty_man), data={"into": cast.tarantula}).status_code == 303


def test_private_todos_are_not_lost(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.info["actor_id"] = cast.rusty_man
        hero = session.get_one(Hero, cast.rusty_man)
        own = next(link.team for link in hero.memberships if link.team.is_private)
        session.add(Todo.add(own, TodoCreate(title="Secret"), rank=rank_between(None, None), by=hero))
    admin = client(cast.north)
    page = admin.get(f"{merger(cast.rusty_man)}?into={cast.tarantula}").text
    assert "Rusty-Man has 1 private todo" in page
    assert "Secret" not in page
    assert admin.post(merger(cast.rusty_man), data={"into": cast.tarantula}).status_code == 409


def test_an_archived_team_comes_back_first(cast: Cast, client: Client, engine: sa.Engine) -> None:
    client(cast.deadpond).post(f"/teams/{cast.z_force}/archival")
    admin = client(cast.north)
    page = admin.get(f"{merger(cast.rusty_man)}?into={cast.spider_boy}").text
    assert "Z-Force must be brought back from the archive first" in page
    before = facts(engine)
    assert admin.post(merger(cast.rusty_man), data={"into": cast.spider_boy}).status_code == 403
    assert facts(engine) == before


def test_an_owner_merges_whom_they_lead_into_somebody_who_has_come_by_themselves(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    _sign_up(engine, cast.tarantula)
    owner = client(cast.deadpond)
    choice = owner.get(merger(cast.rusty_man)).text
    assert f"?into={cast.deadpond}" in choice
    assert f"?into={cast.tarantula}" in choice
    assert owner.post(merger(cast.tarantula), data={"into": cast.rusty_man}).status_code == 403
    assert owner.post(merger(cast.rusty_man), data={"into": cast.tarantula}).status_code == 303
    assert "<bdi>Rusty-Man</bdi>" not in owner.get(f"/teams/{cast.z_force}/roster").text


def test_only_whom_one_knows_is_merged_into(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    assert owner.post(merger(cast.rusty_man), data={"into": cast.spider_boy}).status_code == 404
    assert owner.post(merger(cast.rusty_man), data={"into": cast.rusty_man}).status_code == 422
    assert owner.post(merger(cast.rusty_man), data={}).status_code == 422


def test_nobody_merges_themselves_away(cast: Cast, client: Client) -> None:
    admin = client(cast.north)
    assert admin.post(merger(cast.north), data={"into": cast.rusty_man}).status_code == 409


def test_one_is_found_by_name(cast: Cast, client: Client) -> None:
    admin = client(cast.north)
    found = admin.get(f"{merger(cast.rusty_man)}?q=taran").text
    assert f"?into={cast.tarantula}" in found
    assert f"?into={cast.deadpond}" not in found
    assert "Nobody you could choose is called “zz”." in admin.get(f"{merger(cast.rusty_man)}?q=zz").text
