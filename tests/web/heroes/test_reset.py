"""An admin gives somebody who forgot their password a link to another one."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.models import Hero, Login, OneTimeLink
from app.security import digest
from tests.cast import Cast
from tests.dump import dump
from tests.forms import form_on

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "rusty@example.org", "a rather long phrase"
PROOF = {"current_password": "north of nowhere"}
FACES = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def rusty(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man, who has a password; so has the admin."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.north), "north@example.org", PROOF["current_password"]))
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), EMAIL, PASSWORD))
    return cast.rusty_man


@FACES
def test_the_link_leads_to_another_password_once(
    rusty: int, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    admin, place = client(cast.north, htmx=htmx), f"/heroes/{rusty}/reset"
    with transaction(engine) as session:
        session.add(OneTimeLink.reset(session.get_one(Hero, rusty), digest("before")))
    assert f'href="{place}"' in admin.get(f"/heroes/{rusty}").text
    assert "current_password" in form_on(admin.get(place).text, place)
    for typed in ({}, {"current_password": PASSWORD}):
        refused = admin.post(place, data=typed)
        assert (refused.status_code, "/join/" in refused.text) == (422, False)
    shown = admin.post(place, data=PROOF)
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
    (path,) = re.findall(r'value="http://[^/"]+(/join/[\w-]+)"', shown.text)
    with transaction(engine) as session:
        (link,) = session.scalars(sa.select(OneTimeLink)).all()
        assert timedelta(hours=23) < link.expires_at - now() <= timedelta(hours=24)
    assert anonymous.get("/join/before").status_code == 404
    assert EMAIL in anonymous.get(path).text
    chosen = {"email": EMAIL, "password": "another long phrase"}
    assert anonymous.post(path, data=chosen).status_code == 303
    assert anonymous.get("/settings").status_code == 200
    assert anonymous.get(path).status_code == 404
    assert path not in admin.get(f"/heroes/{rusty}").text


def test_whoever_has_no_password_or_is_deactivated_is_given_none(
    rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    admin.post(f"/heroes/{rusty}/deactivation")
    before = dump(engine)
    for hero_id, why in ((cast.tarantula, "has no password yet"), (rusty, "An admin has to reactivate them first.")):
        assert why in admin.get(f"/heroes/{hero_id}/reset").text
        refused = admin.post(f"/heroes/{hero_id}/reset", data=PROOF)
        assert (refused.status_code, why in refused.text) == (409, True)
        assert f"/heroes/{hero_id}/reset" not in admin.get(f"/heroes/{hero_id}").text
    assert dump(engine) == before


def test_nobody_else_gives_one(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    before, place = dump(engine), f"/heroes/{rusty}/reset"
    for hero, status in ((cast.deadpond, 403), (cast.tarantula, 403), (cast.spider_boy, 404)):
        for verb in ("GET", "POST"):
            assert client(hero).request(verb, place, data=PROOF).status_code == status
    assert dump(engine) == before
