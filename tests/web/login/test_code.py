"""The second door."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.main import create_app
from app.models import HalfSignIn, Hero, OneTimeLink
from app.security import digest
from app.settings import Settings
from tests.cast import Cast
from tests.conftest import HTMX, SAME_ORIGIN
from tests.dump import dump
from tests.phones import Phone, phone_of
from tests.routes import routes
from tests.world import furnished

RIGHT = {"email": "dead@pond.example", "password": "chimichanga time"}
FACES = pytest.mark.parametrize("htmx", [False, True])


@pytest.fixture
def phone(cast: Cast, engine: sa.Engine) -> Phone:
    """Deadpond's."""
    return phone_of(engine, cast.deadpond, RIGHT["email"], RIGHT["password"])


def _signed_in(browser: TestClient) -> bool:
    return browser.get("/settings").status_code == 200


@FACES
def test_a_code_is_asked_for_after_the_password(phone: Phone, anonymous: TestClient, cast: Cast, htmx: bool) -> None:
    headers, there = HTMX if htmx else {}, "hx-redirect" if htmx else "location"
    first = anonymous.post("/login", data=RIGHT | {"next": f"/teams/{cast.z_force}", "keep": "on"}, headers=headers)
    assert first.headers[there] == "/login/code"
    assert "sidekick-half=" in first.headers["set-cookie"]
    assert "HttpOnly" in first.headers["set-cookie"]
    assert not _signed_in(anonymous)
    page = anonymous.get("/login/code").text
    assert "One more step, Deadpond" in page
    second = anonymous.post("/login/code", data={"code": phone.code()}, headers=headers)
    assert second.headers[there] == f"/teams/{cast.z_force}"
    assert "Max-Age=34560000" in second.headers["set-cookie"]
    assert _signed_in(anonymous)
    assert "sidekick-half" not in anonymous.cookies
    assert anonymous.get("/login/code").headers["location"] == "/login"


def test_a_browser_that_is_not_to_stay_does_not(phone: Phone, anonymous: TestClient) -> None:
    anonymous.post("/login", data=RIGHT)
    cookies = anonymous.post("/login/code", data={"code": phone.code()}).headers.get_list("set-cookie")
    assert any(re.fullmatch(r"sidekick=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie) for cookie in cookies)


def test_a_recovery_code_opens_it_once(phone: Phone, anonymous: TestClient) -> None:
    for status in (303, 422):
        anonymous.post("/login", data=RIGHT)
        answer = anonymous.post("/login/code", data={"recovery": phone.codes[0]})
        assert answer.status_code == status
    assert "This is not one of your recovery codes, or it has been used." in answer.text


@FACES
@pytest.mark.parametrize(
    "typed", [{"code": "000000"}, {"recovery": "aaaa-bbbb"}, {}, {"code": " "}, {"code": "9" * 81}, {"code": "\0"}]
)
def test_what_is_no_code_is_refused(phone: Phone, anonymous: TestClient, typed: dict[str, str], htmx: bool) -> None:
    anonymous.post("/login", data=RIGHT)
    answer = anonymous.post("/login/code", data=typed, headers=HTMX if htmx else {})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not _signed_in(anonymous)
    assert anonymous.post("/login/code", data={"code": phone.code()}).status_code == 303


def test_a_code_opens_it_once(phone: Phone, anonymous: TestClient) -> None:
    code = phone.code()
    for status in (303, 422):
        anonymous.post("/login", data=RIGHT)
        answer = anonymous.post("/login/code", data={"code": code})
        assert answer.status_code == status
    assert "Each one works once" in answer.text


def test_after_five_failures_one_has_to_wait(phone: Phone, anonymous: TestClient) -> None:
    for _ in range(5):
        anonymous.post("/login", data=RIGHT)
        assert anonymous.post("/login/code", data={"code": "000000"}).status_code == 422
    anonymous.post("/login", data=RIGHT)
    answer = anonymous.post("/login/code", data={"code": phone.code()})
    assert answer.status_code == 429
    assert 800 < int(answer.headers["retry-after"]) <= 900
    assert "Wait 15 minutes, then try again." in answer.text
    assert not _signed_in(anonymous)


def test_whoever_stands_between_the_doors_reaches_nothing(
    app: FastAPI, phone: Phone, anonymous: TestClient, cast: Cast, engine: sa.Engine
) -> None:
    world = furnished(engine, cast)
    anonymous.post("/login", data=RIGHT)
    token = anonymous.cookies["sidekick-half"]
    before = dump(engine)
    ways_in = {
        "/login",
        "/login/code",
        "/login/forgotten",
        "/login/passkey",
        "/login/passkey/challenge",
        "/join/{token}",
        "/invitations/{token}",
        "/welcome",
        "/healthz",
        "/gallery",
    }
    for cookies in ({"sidekick-half": token}, {"sidekick": token}, {"sidekick": token, "sidekick-half": token}):
        anonymous.cookies.clear()
        anonymous.cookies.update(cookies)
        for route in routes(app):
            if route.path not in ways_in:
                answer = anonymous.request(route.method, route.path.format(**world))
                assert answer.status_code == (303 if route.method == "GET" else 401), route.name
                assert answer.headers.get("location", "/login").startswith("/login")
    assert dump(engine) == before


def test_it_closes_after_ten_minutes_and_what_was_typed_is_kept(
    phone: Phone, anonymous: TestClient, engine: sa.Engine, cast: Cast
) -> None:
    lost = anonymous.post(f"/teams/{cast.z_force}/todos", data={"text": "Buy <paint>"}).text
    kept = unescape(re.findall(r'name="kept" value="([^"]*)"', lost)[0])
    anonymous.post("/login", data=RIGHT | {"kept": kept})
    with transaction(engine) as session:
        session.execute(sa.update(HalfSignIn).values(expires_at=now() - timedelta(seconds=1)))
    for late in (anonymous.post("/login/code", data={"code": phone.code()}), anonymous.get("/login/code")):
        assert late.status_code == 401
        assert "That took too long. Sign in again: what you typed is kept." in late.text
        again = unescape(re.findall(r'name="kept" value="([^"]*)"', late.text)[0])
        assert json.loads(again) == json.loads(kept)
    assert not _signed_in(anonymous)
    anonymous.post("/login", data=RIGHT | {"kept": again})
    shown = anonymous.post("/login/code", data={"code": phone.code()})
    assert shown.status_code == 200
    assert "You are signed in again" in shown.text
    assert "Buy &lt;paint&gt;" in shown.text


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example", "/\t/evil.example", "javascript:alert(1)"])
def test_next_never_leads_away(phone: Phone, anonymous: TestClient, there: str) -> None:
    anonymous.post("/login", data=RIGHT | {"next": there})
    assert anonymous.post("/login/code", data={"code": phone.code()}).headers["location"] == "/"


def test_a_link_to_another_password_does_not_open_it(
    phone: Phone, anonymous: TestClient, engine: sa.Engine, cast: Cast
) -> None:
    with transaction(engine) as session:
        session.add(OneTimeLink.reset(session.get_one(Hero, cast.deadpond), digest("t")))
    typed = {"email": RIGHT["email"], "password": "another chimichanga"}
    assert anonymous.post("/join/t", data=typed).headers["location"] == "/login/code"
    assert not _signed_in(anonymous)
    assert anonymous.post("/login/code", data={"code": phone.code()}).headers["location"] == "/"
    assert _signed_in(anonymous)


def test_a_password_that_is_changed_ends_what_stands_before_the_second_door(
    phone: Phone, anonymous: TestClient, client: Callable[..., TestClient], cast: Cast
) -> None:
    anonymous.post("/login", data=RIGHT)
    new = {"current_password": RIGHT["password"], "new_password": "another chimichanga"}
    assert client(cast.deadpond).put("/settings/password", data=new).status_code == 303
    assert anonymous.post("/login/code", data={"code": phone.code()}).headers["location"] == "/login"


def test_over_tls_its_cookie_is_guarded(phone: Phone, app: FastAPI) -> None:
    settings: Settings = app.state.settings
    over_tls = create_app(settings.model_copy(update={"public_url": "https://todo.example.org"}))
    browser = TestClient(over_tls, base_url="https://todo.example.org", headers=SAME_ORIGIN, follow_redirects=False)
    cookie = browser.post("/login", data=RIGHT).headers["set-cookie"]
    over_tls.state.engine.dispose()
    assert re.fullmatch(r"__Host-sidekick-half=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", cookie)


def test_nobody_without_the_password_is_asked(phone: Phone, anonymous: TestClient) -> None:
    assert anonymous.get("/login/code").headers["location"] == "/login"
    assert anonymous.post("/login/code", data={"code": phone.code()}).headers["location"] == "/login"
    wrong = anonymous.post("/login", data=RIGHT | {"password": "wrong horse"})
    assert (wrong.status_code, "set-cookie" in wrong.headers) == (422, False)
