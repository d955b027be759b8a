"""An admin makes another hero an admin, and takes that back."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, Login, OneTimeLink
from app.security import digest
from tests.cast import Cast
from tests.dump import dump
from tests.forms import form_on

Client = Callable[..., TestClient]
PASSWORD = "a rather long phrase"
PROOF = {"current_password": "north of nowhere"}
FACES = pytest.mark.parametrize("htmx", [False, True])


def place(hero_id: int) -> str:
    return f"/heroes/{hero_id}/rights"


@pytest.fixture
def rusty(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man, who has a password; so has the admin."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.north), "north@example.org", PROOF["current_password"]))
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), "rusty@example.org", PASSWORD))
    return cast.rusty_man


def appoint(engine: sa.Engine, hero_id: int) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, hero_id).is_admin = True


@FACES
def test_it_is_given_and_taken_after_a_look_and_the_password(
    rusty: int, cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    admin, theirs = client(cast.north, htmx=htmx), client(rusty)
    assert f'href="{place(rusty)}"' in admin.get(f"/heroes/{rusty}").text
    page = admin.get(place(rusty)).text
    assert "Make Rusty-Man an admin?" in page
    assert "current_password" in form_on(page, place(rusty))
    before = dump(engine)
    for typed in ({}, {"current_password": PASSWORD}):
        assert admin.post(place(rusty), data=typed).status_code == 422
    assert dump(engine) == before
    assert theirs.get("/admin/heroes").status_code == 403
    done = admin.post(place(rusty), data=PROOF)
    assert done.headers["hx-redirect" if htmx else "location"].startswith(f"/heroes/{rusty}?did=")
    assert theirs.get("/admin/heroes").status_code == 200
    assert "Rusty-Man is an admin now." in client(cast.north).get("/changes").text
    assert "Take the admin rights of Rusty-Man?" in admin.get(place(rusty)).text
    admin.request("DELETE", place(rusty), data=PROOF)
    assert theirs.get("/admin/heroes").status_code == 403
    history = client(cast.north).get(f"/heroes/{rusty}/history").text
    assert "an admin" in history
    assert "took the admin rights of" in history


def test_undo_takes_it_back(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin, theirs = client(cast.north), client(rusty)
    for status, undone in ((200, 403), (403, 200)):
        admin.request("POST" if status == 200 else "DELETE", place(rusty), data=PROOF)
        assert theirs.get("/admin/heroes").status_code == status
        assert admin.post("/undo").status_code == 303
        assert theirs.get("/admin/heroes").status_code == undone
        appoint(engine, rusty)


def test_whoever_cannot_come_in_is_made_none(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    before = dump(engine)
    assert "has no password yet" in admin.get(place(cast.tarantula)).text
    refused = admin.post(place(cast.tarantula), data=PROOF)
    assert (refused.status_code, "has no password yet" in refused.text) == (409, True)
    assert dump(engine) == before
    admin.post(f"/heroes/{rusty}/deactivation")
    assert "An admin has to reactivate them first." in admin.get(place(rusty)).text
    assert admin.post(place(rusty), data=PROOF).status_code == 409


def test_links_that_others_may_hold_end(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.add(OneTimeLink.reset(session.get_one(Hero, rusty), digest("held")))
    client(cast.north).post(place(rusty), data=PROOF)
    with transaction(engine) as session:
        assert session.scalars(sa.select(OneTimeLink)).all() == []


def test_nobody_takes_their_own_and_somebody_is_always_left(
    rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    assert "You cannot take your own rights." in admin.get(place(cast.north)).text
    assert admin.request("DELETE", place(cast.north), data=PROOF).status_code == 409
    appoint(engine, rusty)
    refused = admin.request("DELETE", place(cast.north), data=PROOF)
    assert (refused.status_code, "You cannot take your own rights." in refused.text) == (409, True)
    with transaction(engine) as session:
        session.get_one(Hero, cast.north).is_admin = False
        session.get_one(Hero, cast.deadpond).is_admin = True
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), "dead@example.org", PASSWORD))
    assert client(rusty).request("DELETE", place(cast.deadpond), data={"current_password": PASSWORD}).is_redirect
    assert client(cast.deadpond).get("/admin/heroes").status_code == 403


def test_who_lost_it_cannot_undo_that(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    appoint(engine, rusty)
    client(cast.north).request("DELETE", place(rusty), data=PROOF)
    with engine.connect() as connection:
        step = connection.scalar(sa.text("SELECT max(id) FROM change_set"))
    client(rusty).post(f"/changes/{step}/undo")
    assert client(rusty).get("/admin/heroes").status_code == 403


def test_nobody_else_gives_or_takes_it(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = dump(engine)
    for hero, status in ((cast.deadpond, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        for verb in ("GET", "POST", "DELETE"):
            assert client(hero).request(verb, place(rusty), data={"current_password": PASSWORD}).status_code == status
        assert place(rusty) not in client(hero).get(f"/heroes/{rusty}").text
    assert dump(engine) == before
