"""Everybody there is, as admins see them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access.paging import PAGE
from app.database import transaction
from app.models import Hero, HeroCreate, Login
from tests.cast import Cast

Client = Callable[..., TestClient]
EMAIL = "rusty@pond.example"


@pytest.fixture
def rusty(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man, who has a password."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), EMAIL, "a rather long phrase"))
    return cast.rusty_man


def line(page: str, hero_id: int) -> str:
    """What is said of a hero, without markup."""
    (row,) = re.findall(rf'<tr id="hero-{hero_id}">(.*?)</tr>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", row).split())


def test_each_hero_stands_there_with_the_way_in(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, rusty).deactivate(by=session.get_one(Hero, cast.north))
        session.add(Login.reserve(session.get_one(Hero, cast.tarantula), "spinne@example.org"))
    client(cast.deadpond)
    page = client(cast.north).get("/admin/heroes").text
    assert "Deactivated" in line(page, rusty)
    assert EMAIL in line(page, rusty)
    assert "Last seen: Never 1 team" in line(page, rusty)
    assert f'href="/heroes/{rusty}/deactivation"' in page
    assert "Invited: spinne@example.org" in line(page, cast.tarantula)
    assert "No way to sign in yet" in line(page, cast.deadpond)
    assert "Never" not in line(page, cast.deadpond)
    assert "Admin" in line(page, cast.north)
    assert f'href="/heroes/{cast.north}/deactivation"' not in page


@pytest.mark.parametrize("words", ["rusty-m", "RUSTY", "@POND.example"])
def test_a_hero_is_found_by_name_handle_and_email(rusty: int, cast: Cast, client: Client, words: str) -> None:
    page = client(cast.north).get("/admin/heroes", params={"q": words}).text
    assert re.findall(r'<tr id="hero-(\d+)">', page) == [str(rusty)]


def test_nobody_is_found_and_the_page_says_so(cast: Cast, client: Client) -> None:
    page = client(cast.north).get("/admin/heroes", params={"q": "%_<b>"}).text
    assert "Nobody here is called “%_&lt;b&gt;”." in page


def test_one_page_follows_another(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.add_all(Hero.introduce(HeroCreate(name=f"Zoe {n:03}"), handle=f"zoe-{n}") for n in range(PAGE + 5))
    admin, found = client(cast.north), []
    address = "/admin/heroes?q=zoe+"
    while address:
        page = admin.get(address).text
        found += re.findall(r">Zoe (\d+)</a>", page)
        address = next(iter(re.findall(r'href="(/admin/heroes\?[^"]*after=\d+)"', page)), "").replace("&amp;", "&")
    assert found == [f"{n:03}" for n in range(PAGE + 5)]


def test_it_costs_the_same_for_few_and_for_many(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[[], Any]
) -> None:
    admin = client(cast.north)
    with queries() as few:
        admin.get("/admin/heroes")
    with transaction(engine) as session:
        session.add_all(Hero.introduce(HeroCreate(name=f"Zoe {n}"), handle=f"zoe-{n}") for n in range(PAGE))
    with queries() as many:
        admin.get("/admin/heroes")
    assert len(many) == len(few)
