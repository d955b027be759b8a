"""Another e-mail, another password."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import select
from starlette.testclient import TestClient

from app.access import links, passwords
from app.access.guest import Guest
from app.clock import now
from app.database import transaction
from app.models import Hero, Login, SignIn
from app.security import hash_password, verify_password
from tests.cast import Cast
from tests.conftest import HTMX

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


@pytest.fixture
def proven(deadpond: int, client: Client, engine: sa.Engine) -> Client:
    """Browsers in which the password was given so long ago."""

    def browser(ago: timedelta, *, htmx: bool = False) -> TestClient:
        found = client(deadpond, htmx=htmx)
        with transaction(engine) as session:
            session.execute(sa.update(SignIn).values(proven_at=now() - ago))
        return found

    return browser


@FACES
def test_a_password_that_was_just_given_is_not_asked_for_again(proven: Client, client: Client, htmx: bool) -> None:
    lately, long_ago = timedelta(minutes=9), timedelta(minutes=11)
    new = {"new_password": NEW["new_password"]}
    browser = proven(long_ago, htmx=htmx)
    assert "current_password" in browser.get("/settings").text
    refused = browser.put("/settings/password", data=new)
    assert refused.status_code == 422
    assert "For this we need your password once more." in refused.text
    assert browser.put("/settings/email", data={"email": "new@pond.example"}).status_code == 422
    browser = proven(lately, htmx=htmx)
    page = browser.get("/settings").text
    assert "current_password" not in page
    assert "password_for_email" not in page
    assert browser.put("/settings/email", data={"email": "new@pond.example"}).status_code == (200 if htmx else 303)
    assert browser.put("/settings/password", data=new).status_code == (200 if htmx else 303)


def test_whoever_signs_in_has_just_given_it(deadpond: int, anonymous: TestClient, engine: sa.Engine) -> None:
    anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD})
    assert "current_password" not in anonymous.get("/settings").text
    with transaction(engine) as session:
        session.execute(sa.update(SignIn).values(proven_at=now() - timedelta(minutes=11)))
    assert anonymous.put("/settings/password", data=NEW).status_code == 303
    assert "current_password" not in anonymous.get("/settings").text


@FACES
@pytest.mark.parametrize("keep", [False, True])
def test_a_new_password_gives_this_browser_another_cookie(
    deadpond: int, anonymous: TestClient, app: FastAPI, engine: sa.Engine, htmx: bool, keep: bool
) -> None:
    anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD} | ({"keep": "on"} if keep else {}))
    before, sign_in_id = anonymous.cookies["sidekick"], _sign_in_id(engine)
    answer = anonymous.put("/settings/password", data=NEW, headers=HTMX if htmx else {})
    assert anonymous.cookies["sidekick"] != before
    cookie, _browser = answer.headers.get_list("set-cookie")
    assert ("Max-Age=34560000" in cookie) is keep
    assert "HttpOnly" in cookie
    assert _sign_in_id(engine) == sign_in_id
    assert anonymous.get("/settings").status_code == 200
    anonymous.cookies.clear()
    stolen = anonymous.get("/settings", headers={"Cookie": f"sidekick={before}"})
    assert stolen.headers["location"] == "/login?next=/settings"


def _sign_in_id(engine: sa.Engine) -> int:
    with transaction(engine) as session:
        return session.exec(select(SignIn.id)).one()


@FACES
def test_nobody_waits_while_a_password_is_hashed(
    deadpond: int, client: Client, engine: sa.Engine, htmx: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def hashed(password: str) -> str:
        held.append(engine.pool.checkedout())  # type: ignore[attr-defined]  # a queue of connections
        return hash_password(password)

    monkeypatch.setattr(passwords, "hash_password", hashed)
    monkeypatch.setattr(links, "hash_password", hashed)
    assert client(deadpond, htmx=htmx).put("/settings/password", data=NEW).status_code == (200 if htmx else 303)
    with transaction(engine) as session:
        link = Guest(session).reset_link(EMAIL)
    assert client(deadpond).post(link, data={"email": EMAIL, "password": "a third chimichanga"}).status_code == 303
    assert held == [0, 0]


@FACES
def test_the_same_form_twice_counts_once_though_it_pauses(
    deadpond: int, client: Client, engine: sa.Engine, htmx: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, form, answers = client(deadpond, htmx=htmx), NEW | {"_key": "the-key"}, []

    def hashed(password: str) -> str:
        monkeypatch.setattr(passwords, "hash_password", hash_password)
        answers.append(browser.put("/settings/password", data=form))  # the second click, while the first one waits
        return "no hash at all"

    token = browser.cookies["sidekick"]
    monkeypatch.setattr(passwords, "hash_password", hashed)
    first = browser.put("/settings/password", data=form, headers={"Cookie": f"sidekick={token}"})
    second = answers[0]
    assert first.status_code == second.status_code
    assert first.headers.get("location") == second.headers.get("location")
    assert first.headers.get("hx-redirect") == second.headers.get("hx-redirect")
    with transaction(engine) as session:
        assert verify_password(session.get_one(Hero, deadpond).login.password_hash, NEW["new_password"])


def test_whoever_is_signed_out_meanwhile_changes_nothing(
    deadpond: int, client: Client, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed(password: str) -> str:
        with transaction(engine) as session:
            session.execute(sa.delete(SignIn))
        return hash_password(password)

    monkeypatch.setattr(passwords, "hash_password", hashed)
    assert client(deadpond).put("/settings/password", data=NEW).status_code == 401
    with transaction(engine) as session:
        assert verify_password(session.get_one(Hero, deadpond).login.password_hash, PASSWORD)


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


def test_a_link_that_went_to_the_former_address_ends_with_it(
    deadpond: int, client: Client, anonymous: TestClient, engine: sa.Engine
) -> None:
    with transaction(engine) as session:
        link = Guest(session).reset_link(EMAIL)
    assert anonymous.get(link).status_code == 200
    answer = client(deadpond).put("/settings/email", data={"email": "new@pond.example", "password_for_email": PASSWORD})
    assert answer.status_code == 303
    assert anonymous.get(link).status_code == 404


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
