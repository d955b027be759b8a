"""A step that made an admin, or took that back, is taken back only by somebody who gives the password."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import transaction
from app.models import Hero, Login, SignIn
from tests.cast import Cast
from tests.conftest import HTMX
from tests.dump import dump
from tests.forms import form_on
from tests.visible import visible

Client = Callable[..., TestClient]
ASK = "so it takes your password"
FACES = pytest.mark.parametrize("htmx", [False, True])
PASSWORD = "a rather long phrase"
PROOF = {"current_password": "north of nowhere"}


@pytest.fixture
def rusty(cast: Cast, engine: sa.Engine) -> int:
    """Rusty-Man, who has a password; so has the admin."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.north), "north@example.org", PROOF["current_password"]))
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), "rusty@example.org", PASSWORD))
    return cast.rusty_man


def wait(engine: sa.Engine) -> None:
    """So long that every browser has to be asked again."""
    with transaction(engine) as session:
        session.execute(sa.update(SignIn).values(proven_at=None))


def last(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.text("SELECT max(id) FROM change_set")))


def is_admin(engine: sa.Engine, hero_id: int) -> bool:
    with transaction(engine) as session:
        return session.get_one(Hero, hero_id).is_admin


@pytest.fixture
def appointed(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> str:
    """The address that takes it back that he was made an admin, in a browser that did so long ago."""
    client(cast.north).post(f"/heroes/{rusty}/rights", data=PROOF)
    wait(engine)
    return f"/changes/{last(engine)}/undo"


def went(answer: Any) -> bool:
    return answer.status_code == 303 or "hx-redirect" in answer.headers


@FACES
def test_it_is_asked_for_once_and_done_then(
    appointed: str, rusty: int, cast: Cast, client: Client, engine: sa.Engine, htmx: bool
) -> None:
    admin, before = client(cast.north, htmx=htmx), visible(engine)
    asked = admin.post(appointed)
    assert asked.status_code == 422
    assert ASK in asked.text
    assert "Rusty-Man is no admin any more." in unescape(asked.text)
    assert 'role="alert"' not in asked.text
    wrong = admin.post(appointed, data=form_on(asked.text, appointed) | {"current_password": PASSWORD})
    assert wrong.status_code == 422
    assert "This is not your password." in wrong.text
    assert PASSWORD not in wrong.text
    assert visible(engine) == before
    assert went(admin.post(appointed, data=form_on(wrong.text, appointed) | PROOF))
    assert not is_admin(engine, rusty)
    again = f"/changes/{last(engine)}/undo"
    wait(engine)
    asked = admin.post(again)
    assert asked.status_code == 422
    assert "Rusty-Man is an admin now." in unescape(asked.text)
    assert went(admin.post(again, data=form_on(asked.text, again) | PROOF))
    assert visible(engine) == before


@FACES
@pytest.mark.parametrize("path", ["/undo", "/redo"])
def test_so_do_the_keys_that_go_back_and_forth(
    appointed: str, rusty: int, cast: Cast, client: Client, engine: sa.Engine, htmx: bool, path: str
) -> None:
    admin, held = client(cast.north), path == "/undo"  # the browser in which it was done
    if not held:
        admin.post(appointed, data=PROOF)
        wait(engine)
    admin.headers |= HTMX if htmx else {}
    asked = admin.post(path)
    assert (asked.status_code, ASK in asked.text) == (422, True)
    assert is_admin(engine, rusty) is held
    place = f"/changes/{last(engine)}/undo"
    assert went(admin.post(place, data=form_on(asked.text, place) | PROOF))
    assert is_admin(engine, rusty) is not held


def test_whoever_gave_it_lately_is_not_asked(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    admin.post(f"/heroes/{rusty}/rights", data=PROOF)
    assert admin.post(f"/changes/{last(engine)}/undo").status_code == 303
    assert not is_admin(engine, rusty)


def test_one_change_of_it_takes_it_as_well(
    appointed: str, rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    with engine.connect() as connection:
        only = str(connection.scalar(sa.text("SELECT max(id) FROM change WHERE entity = 'hero'")))
    asked = admin.post(appointed, data={"only": only})
    assert asked.status_code == 422
    assert form_on(asked.text, appointed)["only"] == only
    assert is_admin(engine, rusty)
    assert admin.post(appointed, data=form_on(asked.text, appointed) | PROOF).status_code == 303
    assert not is_admin(engine, rusty)


def test_who_may_not_do_it_is_not_asked_for_a_password(
    appointed: str, rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    client(cast.north).post(appointed, data=PROOF)
    wait(engine)
    before = dump(engine)
    assert client(rusty).post(appointed, data={"current_password": PASSWORD}).status_code == 303
    redo = f"/changes/{last(engine)}/undo"
    refused = client(rusty).post(redo, data={"current_password": PASSWORD})
    assert refused.status_code in {403, 404}
    assert ASK not in refused.text
    assert dump(engine) == before


def test_guesses_are_counted_here_too(
    appointed: str, rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    for _ in range(5):
        assert admin.post(appointed, data={"current_password": "not this one"}).status_code == 422
    refused = admin.post(appointed, data=PROOF)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 800
    assert is_admin(engine, rusty)


def test_what_was_decided_is_not_lost_meanwhile(
    appointed: str, rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    admin = client(cast.north)
    asked = admin.post(appointed, data={"choices[1-is_admin-1]": "undo", "choices[2-row-1]": "leave"})
    fields = form_on(asked.text, appointed)
    assert fields["choices[1-is_admin-1]"] == "undo"
    assert fields["choices[2-row-1]"] == "leave"
    assert admin.post(appointed, data=fields | PROOF).status_code == 303
    assert not is_admin(engine, rusty)


def test_what_stays_as_it_is_takes_none(
    appointed: str, rusty: int, cast: Cast, client: Client, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        change = session.execute(sa.text("SELECT max(id) FROM change WHERE entity = 'hero'")).scalar()
        version = session.get_one(Hero, rusty).version
    admin = client(cast.north)
    answer = admin.post(appointed, data={f"choices[{change}-is_admin-{version}]": "leave"})
    assert answer.status_code == 303
    assert is_admin(engine, rusty)


def test_other_steps_take_none(rusty: int, cast: Cast, client: Client, engine: sa.Engine) -> None:
    admin = client(cast.north)
    assert admin.post(f"/heroes/{rusty}/deactivation").status_code == 303
    wait(engine)
    assert admin.post(f"/changes/{last(engine)}/undo").status_code == 303
    with transaction(engine) as session:
        assert session.get_one(Hero, rusty).deactivated_at is None
