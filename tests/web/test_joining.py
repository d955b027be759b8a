"""The one-time link behind which a hero chooses a password."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.errors import Forbidden
from app.models import Hero, Login
from tests.cast import Cast

FORM = {"email": "rusty@example.org", "password": "iron lady bird"}


@pytest.fixture
def link(cast: Cast, engine: sa.Engine) -> str:
    """A link that the admin made for Rusty-Man."""
    with transaction(engine) as session:
        return Access(session, session.get_one(Hero, cast.north)).link_for(session.get_one(Hero, cast.rusty_man))


def test_the_link_sets_a_password_and_signs_in_once(link: str, cast: Cast, anonymous: TestClient) -> None:
    assert "Hello, Rusty-Man" in anonymous.get(link).text
    answer = anonymous.post(link, data=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Rusty-Man" in anonymous.get(f"/teams/{cast.z_force}").text
    for used in (anonymous.get(link), anonymous.post(link, data=FORM)):
        assert used.status_code == 404
        assert "This link has been used, or it has expired." in used.text
    anonymous.cookies.clear()
    assert anonymous.post("/login", data=FORM).status_code == 303


def test_an_unknown_link_says_the_same(cast: Cast, anonymous: TestClient) -> None:
    answer = anonymous.get("/join/guessed")
    assert answer.status_code == 404
    assert "This link has been used, or it has expired." in answer.text


def test_an_address_that_somebody_has_is_told_beside_it(
    link: str, cast: Cast, anonymous: TestClient, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.north), FORM["email"], FORM["password"]))
    answer = anonymous.post(link, data=FORM | {"email": "RUSTY@example.org"})
    assert answer.status_code == 422
    assert "Somebody else here signs in with this address." in answer.text
    assert anonymous.post(link, data=FORM | {"email": "other@example.org"}).status_code == 303


def test_a_weak_password_leaves_the_link_open(link: str, anonymous: TestClient) -> None:
    answer = anonymous.post(link, data=FORM | {"password": "password1"})
    assert answer.status_code == 422
    assert "Many people use that password" in answer.text
    assert anonymous.get(link).status_code == 200


def test_only_whoever_answers_for_a_hero_makes_links(cast: Cast, access: Callable[[int], Access]) -> None:
    owner, stranger = access(cast.deadpond), access(cast.spider_boy)
    rusty_man = owner.known_hero(cast.rusty_man)
    assert owner.link_for(rusty_man).startswith("/join/")
    with pytest.raises(Forbidden):
        stranger.link_for(rusty_man)
