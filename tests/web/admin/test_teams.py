"""All teams, as admins see them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import overseeing_teams
from app.access.paging import PAGE
from app.database import transaction
from app.models import Hero, Team, TeamCreate
from app.web.admin import teams
from tests.cast import Cast

Client = Callable[..., TestClient]


def line(page: str, team_id: int) -> str:
    """What is said of a team, without markup."""
    (row,) = re.findall(rf'<tr id="team-{team_id}">(.*?)</tr>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", row).split())


def add_teams(engine: sa.Engine, cast: Cast, n: int) -> None:
    with transaction(engine) as session:
        owner = session.get_one(Hero, cast.deadpond)
        session.add_all(Team.add(TeamCreate(name=f"Zoo {number:03}"), by=owner) for number in range(n))


def test_each_team_stands_there_with_counts_and_owners_and_without_what_is_in_it(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.get_one(Team, cast.preventers).archive(by=session.get_one(Hero, cast.north))
        private = session.scalars(sa.select(col(Team.id)).where(sa.column("private_to").is_not(None))).first()
    page = client(cast.north).get("/admin/teams").text
    assert "Deadpond Wilson" in line(page, cast.z_force)
    assert line(page, cast.z_force).endswith("Heroes: 3 Open todos: 4 of 4")
    assert "archived" in line(page, cast.preventers)
    assert f"team-{private}" not in page
    with engine.connect() as connection:
        titles = connection.execute(sa.text("SELECT title FROM todo")).scalars().all()
    assert [title for title in titles if title in page] == []


def test_a_team_is_found_by_name(cast: Cast, client: Client) -> None:
    admin = client(cast.north)
    assert re.findall(r'<tr id="team-(\d+)">', admin.get("/admin/teams?q=Z-f").text) == [str(cast.z_force)]
    assert "No team here is called “%_”." in admin.get("/admin/teams?q=%25_").text


def test_no_team_is_counted_without_end(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overseeing_teams, "COUNTED", 2)
    monkeypatch.setattr(teams, "COUNTED", 2)
    page = client(cast.north).get("/admin/teams").text
    assert line(page, cast.z_force).endswith("more than 2 of more than 2")


def test_one_page_follows_another(cast: Cast, client: Client, engine: sa.Engine) -> None:
    add_teams(engine, cast, PAGE + 3)
    admin, found, address = client(cast.north), [], "/admin/teams?q=zoo"
    while address:
        page = admin.get(address).text
        found += re.findall(r">Zoo (\d+)<", page)
        address = next(iter(re.findall(r'href="(/admin/teams\?[^"]*after=\d+)"', page)), "").replace("&amp;", "&")
    assert found == [f"{n:03}" for n in range(PAGE + 3)]


def test_it_costs_the_same_for_few_and_for_many(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[[], Any]
) -> None:
    admin = client(cast.north)
    with queries() as few:
        admin.get("/admin/teams")
    add_teams(engine, cast, PAGE)
    with queries() as many:
        admin.get("/admin/teams")
    assert len(many) == len(few)
