"""Another e-mail, another password."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access.guest import Guest
from app.database import transaction
from app.models import Hero, Login
from tests.cast import Cast

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"
NEW = {"current_password": PASSWORD, "new_password": "another chimichanga"}
FACES = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def deadpond(cast: Cast, engine: sa.Engine) -> int:
    """A hero who can sign in."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), EMAIL, PASSWORD))
        session.add(Login.claim(session.get_one(Hero, cast.north), "north@example.org", PASSWORD))
    return cast.deadpond


@FACES
def test_a_new_password_ends_every_other_sign_in(
    deadpond: int, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    here, elsewhere = client(deadpond, htmx=htmx), client(deadpond, htmx=not htmx)
    with transaction(engine) as session:
        link = Guest(session).reset_link(EMAIL)
    answer = here.put("/settings/password", data=NEW)
    there = answer.headers["hx-redirect" if htmx else "location"]
    assert "Password changed. Everywhere else you are signed out." in here.get(there).text
    assert elsewhere.get("/settings").status_code in {303, 401}
    assert anonymous.get(link).status_code == 404
    assert anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD}).status_code == 422
    assert anonymous.post("/login", data={"email": EMAIL, "password": NEW["new_password"]}).status_code == 303


@FACES
def test_it_takes_the_password_of_today(deadpond: int, client: Client, htmx: bool) -> None:
    browser = client(deadpond, htmx=htmx)
    wrong = NEW | {"current_password": "wrong pony"}
    for _ in range(5):
        answer = browser.put("/settings/password", data=wrong)
        assert answer.status_code == 422
        assert "This is not your password." in answer.text
        assert "pony" not in answer.text
    refused = browser.put("/settings/password", data=NEW)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 800
    assert "Wait 15 minutes" in refused.text


def test_a_weak_password_is_refused(deadpond: int, client: Client) -> None:
    answer = client(deadpond).put("/settings/password", data=NEW | {"new_password": "password1"})
    assert answer.status_code == 422
    assert "Many people use that password" in answer.text


@FACES
def test_another_address(deadpond: int, client: Client, anonymous: TestClient, htmx: bool) -> None:
    browser = client(deadpond, htmx=htmx)
    answer = browser.put("/settings/email", data={"email": "New@Pond.example", "password_for_email": PASSWORD})
    there = answer.headers["hx-redirect" if htmx else "location"]
    assert "Sign in with new@pond.example from now on." in browser.get(there).text
    assert anonymous.post("/login", data={"email": "new@pond.example", "password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("NORTH@example.org", PASSWORD, "Somebody else here signs in with this address."),
        ("north@example.org", "wrong pony", "This is not your password."),
        ("north", PASSWORD, "This does not look like an email address."),
    ],
)
def test_an_address_that_cannot_be(deadpond: int, client: Client, email: str, password: str, sentence: str) -> None:
    answer = client(deadpond).put("/settings/email", data={"email": email, "password_for_email": password})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("Somebody else" in answer.text) == sentence.startswith("Somebody else")


def test_a_hero_without_a_login_has_no_such_part(cast: Cast, client: Client) -> None:
    browser = client(cast.spider_boy)
    assert "settings-login" not in browser.get("/settings").text
    assert browser.put("/settings/password", data=NEW).status_code == 404
