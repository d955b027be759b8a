"""Signing in."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.access import passwords
from app.database import transaction
from app.main import create_app
from app.models import Attempt, Hero, Login
from app.security import verify_password
from app.settings import Settings
from tests.cast import Cast
from tests.conftest import HTMX, SAME_ORIGIN

Client = Callable[..., TestClient]
RIGHT = {"email": "Dead@Pond.example", "password": "chimichanga time"}
WRONG = RIGHT | {"password": "wrong horse"}
NO_MATCH = "That email and password do not match. Check both."


@pytest.fixture
def deadpond(cast: Cast, engine: sa.Engine) -> int:
    """A hero who can sign in."""
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.deadpond)
        session.add(Login.claim(hero, RIGHT["email"].lower(), RIGHT["password"]))
    return cast.deadpond


def test_the_way_in_leads_back_to_the_page_that_was_asked_for(deadpond: int, anonymous: TestClient, cast: Cast) -> None:
    asked = anonymous.get(f"/teams/{cast.z_force}?done=1")
    assert asked.headers["location"] == f"/login?next=/teams/{cast.z_force}%3Fdone%3D1"
    page = anonymous.get(asked.headers["location"])
    (there,) = re.findall(r'name="next" value="([^"]*)"', page.text)
    answer = anonymous.post("/login", data=RIGHT | {"next": there})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/teams/{cast.z_force}?done=1")
    assert anonymous.get(f"/teams/{cast.z_force}").status_code == 200


def test_a_session_cookie_or_one_that_stays(deadpond: int, anonymous: TestClient) -> None:
    passing, browser = anonymous.post("/login", data=RIGHT).headers.get_list("set-cookie")
    staying, again = anonymous.post("/login", data=RIGHT | {"keep": "on"}).headers.get_list("set-cookie")
    assert re.fullmatch(r"sidekick=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", passing)
    assert re.fullmatch(r"sidekick=[\w-]{43}; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax", staying)
    assert passing.split(";")[0] != staying.split(";")[0]
    assert re.fullmatch(r"sidekick-browser=[\w-]{43}; HttpOnly; Max-Age=34560000; Path=/; SameSite=lax", browser)
    assert browser == again


def test_signing_in_again_ends_the_token_that_the_browser_had(
    deadpond: int, anonymous: TestClient, engine: sa.Engine
) -> None:
    anonymous.post("/login", data=RIGHT)
    anonymous.post("/login", data=RIGHT)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sign_in").scalar() == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_bytes(deadpond: int, anonymous: TestClient) -> None:
    wrong = anonymous.post("/login", data=WRONG)
    unknown = anonymous.post("/login", data=WRONG | {"email": "Spid@Pond.example"})
    assert wrong.status_code == unknown.status_code == 422
    assert NO_MATCH in wrong.text
    assert wrong.text.replace("Dead@", "Spid@") == unknown.text
    assert WRONG["password"] not in wrong.text


def test_after_five_failures_one_has_to_wait(deadpond: int, anonymous: TestClient) -> None:
    for _ in range(5):
        assert anonymous.post("/login", data=WRONG).status_code == 422
    answer = anonymous.post("/login", data=RIGHT)
    assert answer.status_code == 429
    assert 800 < int(answer.headers["retry-after"]) <= 900
    assert "Wait 15 minutes, then try again." in answer.text
    assert 'value="Dead@Pond.example"' in answer.text


@pytest.mark.parametrize(
    "there",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "evil",
        "",
        "/\t/evil.example",
        "javascript:alert(1)",
    ],
)
def test_next_never_leads_away(deadpond: int, anonymous: TestClient, client: Client, there: str) -> None:
    assert anonymous.post("/login", data=RIGHT | {"next": there}).headers["location"] == "/"
    assert client(deadpond).get("/login", params={"next": there}).headers["location"] == "/"


def test_whoever_is_signed_in_goes_on(deadpond: int, client: Client) -> None:
    assert client(deadpond).get("/login?next=/trash").headers["location"] == "/trash"


def test_over_tls_the_cookie_is_guarded(cast: Cast, deadpond: int, app: FastAPI) -> None:
    settings: Settings = app.state.settings
    over_tls = create_app(settings.model_copy(update={"public_url": "https://todo.example.org"}))
    browser = TestClient(over_tls, base_url="https://todo.example.org", headers=SAME_ORIGIN, follow_redirects=False)
    cookie, known = browser.post("/login", data=RIGHT).headers.get_list("set-cookie")
    over_tls.state.engine.dispose()
    assert re.fullmatch(r"__Host-sidekick-browser=[\w-]{43}; HttpOnly; .*Path=/; SameSite=lax; Secure", known)
    assert re.fullmatch(r"__Host-sidekick=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", cookie)


def test_a_browser_that_was_signed_in_once_gets_in_whatever_others_guess(
    deadpond: int, anonymous: TestClient, engine: sa.Engine
) -> None:
    anonymous.post("/login", data=RIGHT)
    anonymous.delete("/sign-in")
    with transaction(engine) as session:
        session.add_all(Attempt.fail(RIGHT["email"].lower(), "testclient") for _ in range(50))
    assert anonymous.post("/login", data=WRONG).status_code == 422
    assert anonymous.post("/login", data=RIGHT).status_code == 303
    anonymous.cookies.clear()
    assert anonymous.post("/login", data=RIGHT).status_code == 429


def test_who_is_known_is_not_told_by_how_long_it_takes(
    deadpond: int, anonymous: TestClient, queries: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known or not: the same statements, and one password checked."""
    checked: list[str | None] = []

    def verified(stored: str | None, password: str) -> bool:
        checked.append(stored)
        return verify_password(stored, password)

    monkeypatch.setattr(passwords, "verify_password", verified)
    anonymous.get("/login")
    asked = []
    for email in (RIGHT["email"], "nobody@pond.example"):
        with queries() as sent:
            assert anonymous.post("/login", data=WRONG | {"email": email}).status_code == 422
        asked.append(list(sent))
    assert asked[0] == asked[1] != []
    assert [stored is None for stored in checked] == [False, True]


def test_with_a_script_a_click_without_sign_in_leads_to_the_form(cast: Cast, anonymous: TestClient) -> None:
    headers = HTMX | {"HX-Current-URL": f"http://localhost/teams/{cast.z_force}?done=1"}
    answer = anonymous.post(f"/todos/{cast.roof}/closure", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == f"/login?next=/teams/{cast.z_force}%3Fdone%3D1"


def _hidden(text: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in found}


def _lost(anonymous: TestClient, cast: Cast, **fields: Any) -> dict[str, str]:
    page = anonymous.post(
        f"/teams/{cast.z_force}/todos",
        data={"text": "Buy <paint>\r\nand a brush", "_key": "k1"} | fields,
        headers={"Referer": f"http://localhost/teams/{cast.z_force}"},
    )
    assert page.status_code == 401
    assert "what you typed is kept" in page.text
    return _hidden(page.text)


def test_the_text_comes_back_after_sign_in(deadpond: int, anonymous: TestClient, cast: Cast) -> None:
    again = anonymous.post("/login", data=RIGHT | _lost(anonymous, cast))
    assert again.status_code == 200
    assert f'<form method="post" action="/teams/{cast.z_force}/todos"' in again.text
    assert f'href="/teams/{cast.z_force}"' in again.text
    assert "Buy &lt;paint&gt;\r\nand a brush</textarea>" in again.text
    assert _hidden(again.text) == {"_key": "k1"}
    saved = anonymous.post(f"/teams/{cast.z_force}/todos", data={"text": "Buy <paint>", "_key": "k1"})
    assert "Buy &lt;paint&gt;" in anonymous.get(saved.headers["location"]).text


def test_it_survives_a_wrong_password(deadpond: int, anonymous: TestClient, cast: Cast) -> None:
    kept = _lost(anonymous, cast)
    assert _hidden(anonymous.post("/login", data=WRONG | kept).text) == kept


def test_a_password_never_travels(deadpond: int, anonymous: TestClient, cast: Cast) -> None:
    assert "chimi" not in _lost(anonymous, cast, password="chimi", new_password="chimi")["kept"]


def test_a_click_without_words_is_not_asked_about_again(deadpond: int, anonymous: TestClient, cast: Cast) -> None:
    page = anonymous.post(f"/todos/{cast.roof}/closure", headers={"Referer": f"http://localhost/teams/{cast.z_force}"})
    assert page.status_code == 401
    answer = anonymous.post("/login", data=RIGHT | _hidden(page.text))
    assert answer.headers["location"] == f"/teams/{cast.z_force}"


@pytest.mark.parametrize(
    "kept",
    [
        "no json",
        json.dumps({"method": "GET", "path": "/teams", "fields": []}),
        json.dumps({"method": "POST", "path": "/teams", "fields": "text"}),
    ],
)
def test_what_is_not_a_form_of_ours_is_dropped(deadpond: int, anonymous: TestClient, kept: str) -> None:
    assert anonymous.post("/login", data=RIGHT | {"kept": kept}).headers["location"] == "/"


def test_nothing_can_be_sent_to_a_foreign_address(deadpond: int, anonymous: TestClient) -> None:
    kept = {"method": "POST", "path": "https://evil.example/", "fields": [["title", "x"]]}
    again = anonymous.post("/login", data=RIGHT | {"kept": json.dumps(kept)})
    assert "evil" not in again.text


@pytest.mark.parametrize("letters", ["ü", "€", "😀"])
def test_letters_beyond_ascii_in_the_way_back_stay(cast: Cast, client: Client, letters: str) -> None:
    for htmx, header in ((False, "location"), (True, "hx-redirect")):
        answer = client(cast.deadpond, htmx=htmx).get("/login", params={"next": f"/teams?q={letters}"})
        assert answer.headers[header] == f"/teams?q={quote(letters)}"
