"""An admin takes two-step sign-in off a hero whose phone is lost."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, Login, RecoveryCode, SecondFactor
from tests.cast import Cast
from tests.forms import form_on
from tests.phones import Phone, phone_of

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"
PROOF = {"current_password": "north of nowhere"}
FACES = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def phone(cast: Cast, engine: sa.Engine) -> Phone:
    """Deadpond's, which is lost; and the admin has a password."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.north), "north@example.org", PROOF["current_password"]))
    return phone_of(engine, cast.deadpond, EMAIL, PASSWORD)


def _left(engine: sa.Engine) -> tuple[int, int]:
    with transaction(engine) as session:
        return len(session.scalars(sa.select(SecondFactor)).all()), len(session.scalars(sa.select(RecoveryCode)).all())


@FACES
def test_an_admin_turns_it_off_after_a_look(
    phone: Phone, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    admin, place = client(cast.north, htmx=htmx), f"/heroes/{cast.deadpond}/second-factor"
    assert f'href="{place}/deletion"' in admin.get(f"/heroes/{cast.deadpond}").text
    page = admin.get(f"{place}/deletion").text
    assert "Turn off two-step sign-in for Deadpond Wilson?" in page
    assert "current_password" in form_on(page, place)
    for typed in ({}, {"current_password": PASSWORD}):
        assert admin.request("DELETE", place, data=typed).status_code == 422
    assert _left(engine) == (1, 10)
    done = admin.request("DELETE", place, data=PROOF)
    assert done.headers["hx-redirect" if htmx else "location"] == f"/heroes/{cast.deadpond}"
    assert _left(engine) == (0, 0)
    assert "second-factor" not in admin.get(f"/heroes/{cast.deadpond}").text
    assert admin.get(f"{place}/deletion").status_code == 404
    assert anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD}).headers["location"] == "/"


def test_nobody_else_does(phone: Phone, cast: Cast, client: Client, engine: sa.Engine) -> None:
    place = f"/heroes/{cast.deadpond}/second-factor"
    for hero, status in ((cast.deadpond, 403), (cast.rusty_man, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        assert "second-factor" not in client(hero).get(f"/heroes/{cast.deadpond}").text
        assert client(hero).get(f"{place}/deletion").status_code == status
        assert client(hero).request("DELETE", place, data={"current_password": PASSWORD}).status_code == status
    assert _left(engine) == (1, 10)
