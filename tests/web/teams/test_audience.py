"""Who sees a team: the page says of everybody what is true of them."""

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero, Role
from tests.cast import Cast

Client = Callable[..., TestClient]


def named(page: str) -> set[str]:
    """Whom the page names."""
    return {row.split("<bdi>")[1].split("</bdi>")[0] for row in page.split("<tr>")[2:]}


@pytest.mark.parametrize("kind", ["teams", "todos"])
def test_it_names_exactly_those_who_get_the_page_itself(
    kind: str, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    address = f"/teams/{cast.z_force}" if kind == "teams" else f"/todos/{cast.roof}"
    heroes = astuple(cast)[:5]
    with transaction(engine) as session:
        names = {hero_id: session.get_one(Hero, hero_id).name for hero_id in heroes}
    get_it = {hero_id for hero_id in heroes if client(hero_id).get(address).status_code == 200}
    assert get_it == {cast.deadpond, cast.rusty_man, cast.tarantula, cast.north}
    for hero_id in get_it:
        page = client(hero_id).get(f"{address}/audience")
        assert named(page.text) == {names[one] for one in get_it}
    assert client(cast.spider_boy).get(f"{address}/audience").status_code == 404


def test_it_says_why_and_who_cannot_sign_in(cast: Cast, client: Client) -> None:
    rows = client(cast.deadpond).get(f"/teams/{cast.z_force}/audience").text.split("<tr>")[2:]
    by_name = {row.split("<bdi>")[1].split("</bdi>")[0]: row for row in rows}
    assert "Owner of the team" in by_name["Deadpond Wilson"]
    assert "(you)" in by_name["Deadpond Wilson"]
    assert "Member of the team" in by_name["Rusty-Man"]
    assert "Guest of the team" in by_name["Tarantula"]
    assert "Admin of this Sidekick" in by_name["North"]
    assert "cannot sign in" in by_name["Tarantula"]


def test_somebody_unknown_is_named_without_a_way_to_their_page(cast: Cast, client: Client) -> None:
    page = client(cast.tarantula).get(f"/teams/{cast.z_force}/audience").text
    assert f"/heroes/{cast.rusty_man}" in page
    assert f"/heroes/{cast.north}" not in page


def test_ones_own_team_is_seen_by_oneself_alone(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        own = next(link.id for link in mine.sidebar() if link.id != cast.z_force)
    page = client(cast.deadpond).get(f"/teams/{own}/audience").text
    assert named(page) == {"Deadpond Wilson"}
    assert "not even admins" in page


def test_it_is_paged_at_the_same_cost(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[[], Any]
) -> None:
    browser = client(cast.deadpond)
    browser.get(f"/teams/{cast.z_force}/audience")
    with queries() as few:
        browser.get(f"/teams/{cast.z_force}/audience")
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        for number in range(60):
            mine.introduce(mine.team(cast.z_force), f"Newcomer {number:02}", Role.MEMBER)
    with queries() as many:
        first = browser.get(f"/teams/{cast.z_force}/audience").text
    assert len(few) == len(many)
    rest = browser.get(first.split('rel="next"')[0].rpartition('href="')[2].rstrip('" ')).text
    assert len(named(first)) == 50
    assert len(named(first) | named(rest)) == 64
