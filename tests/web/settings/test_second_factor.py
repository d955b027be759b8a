"""Two-step sign-in, turned on and off."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pyotp
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.clock import now
from app.database import transaction
from app.models import Change, FormKey, Hero, Login, RecoveryCode, SecondFactor, SignIn
from tests.cast import Cast
from tests.forms import form_on
from tests.phones import Phone, phone_of

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"
PROOF, PLACE = {"current_password": PASSWORD}, "/settings/second-factor"
FACES = pytest.mark.parametrize("htmx", [False, True])
ASKED = "For this we need your password once more."


@pytest.fixture
def deadpond(cast: Cast, engine: sa.Engine) -> int:
    """A hero who can sign in."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), EMAIL, PASSWORD))
    return cast.deadpond


@pytest.fixture
def phone(cast: Cast, engine: sa.Engine) -> Phone:
    """Deadpond's, where two-step sign-in is on."""
    return phone_of(engine, cast.deadpond, EMAIL, PASSWORD)


def _forget_the_password(engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.execute(sa.update(SignIn).values(proven_at=now() - timedelta(minutes=11)))


def _secret(page: str) -> str:
    return str(re.findall(r'id="secret" readonly value="([A-Z2-7 ]{39})"', page)[0]).replace(" ", "")


def _codes(page: str) -> list[str]:
    return unescape(re.findall(r'<pre class="codes"[^>]*>([^<]*)</pre>', page)[0]).split()


def _rows(engine: sa.Engine, kind: type) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


@FACES
def test_it_is_set_up_with_a_phone(
    deadpond: int, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    browser = client(deadpond, htmx=htmx)
    assert "It is off." in browser.get("/settings").text
    assert "current_password" in form_on(browser.get(PLACE).text, PLACE)
    begun = browser.post(PLACE, data=PROOF)
    assert begun.headers["hx-redirect" if htmx else "location"] == PLACE
    page = browser.get(PLACE)
    assert page.headers["cache-control"] == "no-store"
    assert "<svg" in page.text
    assert "style=" not in page.text.partition('<div class="qr"')[2].partition("</div>")[0]
    secret = _secret(page.text)
    (address,) = re.findall(r'href="(otpauth:[^"]*)"', page.text)
    assert unescape(address) == f"otpauth://totp/Sidekick:dead%40pond.example?secret={secret}&issuer=Sidekick"
    assert anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD}).headers["location"] == "/"
    done = browser.put(PLACE, data={"code": pyotp.TOTP(secret).now()})
    assert (done.status_code, done.headers["cache-control"]) == (200, "no-store")
    assert "Two-step sign-in is on." in done.text
    codes = _codes(done.text)
    assert len(set(codes)) == 10
    after = browser.get(PLACE).text
    assert "10 codes are left" in after
    assert secret not in after.replace(" ", "")
    assert not any(code in after for code in codes)
    assert "It is on." in browser.get("/settings").text
    anonymous.delete("/sign-in")
    anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD})
    assert anonymous.post("/login/code", data={"recovery": codes[0]}).headers["location"] == "/"


def test_the_code_that_turned_it_on_opens_nothing_again(deadpond: int, client: Client, anonymous: TestClient) -> None:
    browser = client(deadpond)
    browser.post(PLACE, data=PROOF)
    code = pyotp.TOTP(_secret(browser.get(PLACE).text)).now()
    browser.put(PLACE, data={"code": code})
    anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD})
    assert anonymous.post("/login/code", data={"code": code}).status_code == 422


@FACES
@pytest.mark.parametrize(
    ("code", "sentence"), [("000000", "This is not the code of now."), ("", "This is still empty.")]
)
def test_a_wrong_first_code_turns_nothing_on(
    deadpond: int, client: Client, engine: sa.Engine, code: str, sentence: str, htmx: bool
) -> None:
    browser = client(deadpond, htmx=htmx)
    browser.post(PLACE, data=PROOF)
    secret = _secret(browser.get(PLACE).text)
    answer = browser.put(PLACE, data={"code": code})
    assert (answer.status_code, answer.headers["cache-control"]) == (422, "no-store")
    assert sentence in answer.text
    assert _secret(answer.text) == secret
    assert _rows(engine, RecoveryCode) == 0
    assert "It is off." in browser.get("/settings").text


@FACES
@pytest.mark.parametrize(
    ("method", "path"), [("POST", PLACE), ("POST", f"{PLACE}/codes"), ("DELETE", PLACE)], ids=["begin", "codes", "end"]
)
def test_each_change_takes_the_password(
    phone: Phone, cast: Cast, client: Client, engine: sa.Engine, method: str, path: str, htmx: bool
) -> None:
    browser = client(cast.deadpond, htmx=htmx)
    answers = [
        browser.request(method, path, data=typed)
        for typed in ({}, {"current_password": ""}, {"current_password": "wrong pony"})
    ]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert [ASKED in answer.text for answer in answers] == [True, True, False]
    assert "This is not your password." in answers[2].text
    assert not any("pony" in answer.text for answer in answers)
    assert (_rows(engine, SecondFactor), _rows(engine, RecoveryCode)) == (1, 10)
    for _ in range(4):
        browser.request(method, path, data={"current_password": "wrong pony"})
    refused = browser.request(method, path, data=PROOF)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 800


def test_a_secret_that_was_begun_is_shown_for_ten_minutes(deadpond: int, client: Client, engine: sa.Engine) -> None:
    browser = client(deadpond)
    browser.post(PLACE, data=PROOF)
    secret = _secret(browser.get(PLACE).text)
    _forget_the_password(engine)
    later = browser.get(PLACE).text
    assert secret not in later.replace(" ", "")
    assert "current_password" in later
    answer = browser.put(PLACE, data={"code": pyotp.TOTP(secret).now()})
    assert answer.status_code == 422
    assert "That took more than ten minutes. Begin again." in answer.text
    assert secret not in answer.text.replace(" ", "")
    browser.post(PLACE, data=PROOF)
    assert _secret(browser.get(PLACE).text) != secret


@FACES
def test_new_recovery_codes_are_shown_once(
    phone: Phone, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    browser = client(cast.deadpond, htmx=htmx)
    answer = browser.post(f"{PLACE}/codes", data=PROOF | {"_key": "the-key"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    codes = _codes(answer.text)
    assert not set(codes) & set(phone.codes)
    with transaction(engine) as session:
        assert not any(codes[0] in key.body for key in session.scalars(sa.select(FormKey)))
    for code, status in ((phone.codes[0], 422), (codes[0], 303)):
        anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD})
        assert anonymous.post("/login/code", data={"recovery": code}).status_code == status
    assert "9 codes are left" in browser.get(PLACE).text


@FACES
def test_it_is_turned_off_after_a_look(
    phone: Phone, cast: Cast, client: Client, anonymous: TestClient, engine: sa.Engine, htmx: bool
) -> None:
    browser = client(cast.deadpond, htmx=htmx)
    assert f'href="{PLACE}/deletion"' in browser.get(PLACE).text
    page = browser.get(f"{PLACE}/deletion").text
    assert "From then on your password alone lets you in." in page
    assert "current_password" in form_on(page, PLACE)
    answer = browser.request("DELETE", PLACE, data=PROOF)
    there = answer.headers["hx-redirect" if htmx else "location"]
    assert "Two-step sign-in is off." in browser.get(there).text
    assert (_rows(engine, SecondFactor), _rows(engine, RecoveryCode)) == (0, 0)
    assert anonymous.post("/login", data={"email": EMAIL, "password": PASSWORD}).headers["location"] == "/"


def test_where_it_is_off_there_is_nothing_to_end(deadpond: int, client: Client) -> None:
    browser = client(deadpond)
    assert browser.get(f"{PLACE}/deletion").headers["location"] == PLACE
    assert browser.post(f"{PLACE}/codes", data=PROOF).headers["location"] == PLACE
    assert browser.put(PLACE, data={"code": "123456"}).headers["location"] == PLACE


def test_where_it_is_on_the_secret_stays(phone: Phone, cast: Cast, client: Client, engine: sa.Engine) -> None:
    browser = client(cast.deadpond)
    browser.post(PLACE, data=PROOF)
    assert browser.put(PLACE, data={"code": phone.code()}).headers["location"] == PLACE
    with transaction(engine) as session:
        assert session.scalars(sa.select(SecondFactor)).one().secret == phone.secret


def test_a_hero_without_a_password_has_no_such_part(cast: Cast, client: Client) -> None:
    assert "settings-second-factor" not in client(cast.spider_boy).get("/settings").text
    assert client(cast.spider_boy).get(PLACE).status_code == 404


def test_a_secret_is_in_no_history_and_no_log(
    deadpond: int, client: Client, engine: sa.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with transaction(engine) as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(Change))
    browser = client(deadpond)
    browser.post(PLACE, data=PROOF | {"_key": "one"})
    secret = _secret(browser.get(PLACE).text)
    codes = _codes(browser.put(PLACE, data={"code": pyotp.TOTP(secret).now(), "_key": "two"}).text)
    with transaction(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Change)) == before
        told = "".join(key.body + str(key.headers) for key in session.scalars(sa.select(FormKey)))
    for hidden in (secret, *codes):
        assert hidden not in told
        assert hidden not in caplog.text
