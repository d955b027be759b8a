"""A hero's own passkeys: made after the password, named, and removed after a look."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.ceremonies import Made
from app.clock import now
from app.database import transaction
from app.models import Hero, Login, Passkey, PasskeyChallenge, SignIn
from app.models.passkey import PASSKEYS_MAX
from tests.cast import Cast
from tests.devices import Device

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "dead@pond.example", "a rather long phrase"
PAGE = "/settings/passkeys"


@pytest.fixture
def browser(cast: Cast, client: Client, engine: sa.Engine) -> TestClient:
    """Deadpond's, who has a password."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), EMAIL, PASSWORD))
    return client(cast.deadpond)


def wanted_in(page: str) -> str:
    """What a page asks the device to make."""
    found = re.search(r'data-passkey-wanted="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def begin(browser: TestClient) -> str:
    answer = browser.post(PAGE, data={"current_password": PASSWORD})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    return wanted_in(answer.text)


def add(browser: TestClient, device: Device, name: str = "Phone") -> None:
    answer = browser.put(PAGE, data={"name": name, "answer": device.make(begin(browser))})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?saved=added")


def passkeys(engine: sa.Engine) -> list[Passkey]:
    with transaction(engine) as session:
        return list(session.scalars(sa.select(Passkey).order_by(Passkey.id)))  # type: ignore[arg-type]  # a column


def unprove(engine: sa.Engine) -> None:
    """Some time later."""
    with transaction(engine) as session:
        for sign_in in session.scalars(sa.select(SignIn)):
            sign_in.proven_at = now() - timedelta(hours=1)


def test_one_is_made_after_the_password(browser: TestClient, engine: sa.Engine, cast: Cast) -> None:
    assert "You have none yet." in browser.get("/settings").text
    assert 'name="current_password"' in browser.get(PAGE).text
    for wrong in ("", "not this one"):
        answer = browser.post(PAGE, data={"current_password": wrong})
        assert answer.status_code == 422
        assert "data-passkey-wanted" not in answer.text
    add(browser, Device())
    (passkey,) = passkeys(engine)
    assert (passkey.hero_id, passkey.name, passkey.transports) == (cast.deadpond, "Phone", "internal,hybrid")
    page = browser.get(f"{PAGE}?saved=added").text
    assert "The passkey is there." in page
    assert "not used yet" in page
    assert "You have 1 passkey." in browser.get("/settings").text


def test_all_of_a_hero_are_under_one_name_for_devices_and_none_is_made_twice(
    browser: TestClient, engine: sa.Engine
) -> None:
    device = Device()
    add(browser, device)
    wanted = begin(browser)
    assert passkeys(engine)[0].credential_id in wanted
    answer = browser.put(PAGE, data={"name": "Again", "answer": device.make(wanted)})
    assert answer.status_code == 422
    assert "nothing that can be used" in answer.text
    add(browser, Device(), "Laptop")
    first, second = passkeys(engine)
    assert first.user_handle == second.user_handle


def test_an_answer_counts_once_and_for_the_hero_who_asked(
    browser: TestClient, client: Client, cast: Cast, engine: sa.Engine
) -> None:
    device = Device()
    answer = device.make(begin(browser))
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.rusty_man), "rusty@example.org", PASSWORD))
    other = client(cast.rusty_man)
    other.post(PAGE, data={"current_password": PASSWORD})
    other.cookies.set("sidekick-passkey", browser.cookies["sidekick-passkey"])
    assert other.put(PAGE, data={"name": "Mine", "answer": answer}).status_code == 422
    assert passkeys(engine) == []
    assert browser.put(PAGE, data={"name": "Phone", "answer": answer}).status_code == 303
    assert browser.put(PAGE, data={"name": "Phone", "answer": answer}).status_code == 422
    assert len(passkeys(engine)) == 1


def test_a_challenge_to_come_in_is_none_to_make_one(browser: TestClient, engine: sa.Engine) -> None:
    begin(browser)
    browser.post("/login/passkey/challenge")
    answer = browser.put(PAGE, data={"name": "Phone", "answer": "{}"})
    assert answer.status_code == 422
    assert "Begin again." in answer.text


@pytest.mark.parametrize("late", ["challenge", "password"])
def test_whoever_takes_too_long_begins_again(browser: TestClient, engine: sa.Engine, late: str) -> None:
    answer = Device().make(begin(browser))
    with transaction(engine) as session:
        if late == "challenge":
            session.scalars(sa.select(PasskeyChallenge)).one().expires_at = now() - timedelta(seconds=1)
    if late == "password":
        unprove(engine)
    refused = browser.put(PAGE, data={"name": "Phone", "answer": answer})
    assert refused.status_code == 422
    assert "Begin again." in refused.text
    assert passkeys(engine) == []


def test_what_proves_nothing_is_refused_and_asked_for_anew(browser: TestClient, engine: sa.Engine) -> None:
    answer = Device(origin="http://evil.example").make(begin(browser))
    refused = browser.put(PAGE, data={"name": "Ana’s phone", "answer": answer})
    assert refused.status_code == 422
    assert "nothing that can be used" in refused.text
    assert 'value="Ana’s phone"' in refused.text
    good = Device().make(wanted_in(refused.text))
    assert browser.put(PAGE, data={"name": " ", "answer": good}).status_code == 422
    assert passkeys(engine) == []


def test_there_is_a_limit(browser: TestClient, engine: sa.Engine, cast: Cast) -> None:
    add(browser, Device())
    with transaction(engine) as session:
        for number in range(PASSKEYS_MAX - 1):
            made = Made(f"other {number}", "key", 0, "")
            session.add(Passkey.keep(session.get_one(Hero, cast.deadpond), made, "handle", "Other"))
    answer = browser.post(PAGE, data={"current_password": PASSWORD})
    assert answer.status_code == 409
    assert "as many passkeys" in answer.text


def test_it_gets_another_name(browser: TestClient, engine: sa.Engine) -> None:
    add(browser, Device())
    (passkey,) = passkeys(engine)
    answer = browser.put(f"{PAGE}/{passkey.id}", data={"name": "Blue key"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?saved=named")
    assert "Blue key" in browser.get(PAGE).text
    answer = browser.put(f"{PAGE}/{passkey.id}", data={"name": "x" * 81})
    assert answer.status_code == 422
    assert "x" * 81 in answer.text
    assert passkeys(engine)[0].name == "Blue key"


def test_it_is_removed_after_a_look_and_the_password(browser: TestClient, engine: sa.Engine) -> None:
    add(browser, Device())
    (passkey,) = passkeys(engine)
    unprove(engine)
    page = browser.get(f"{PAGE}/{passkey.id}/deletion").text
    assert "Remove “Phone”?" in page
    assert "Your password lets you in as before." in page
    refused = browser.request("DELETE", f"{PAGE}/{passkey.id}", data={"current_password": "not this one"})
    assert refused.status_code == 422
    assert len(passkeys(engine)) == 1
    answer = browser.request("DELETE", f"{PAGE}/{passkey.id}", data={"current_password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?saved=removed")
    assert passkeys(engine) == []


def test_those_of_others_do_not_exist(browser: TestClient, client: Client, cast: Cast, engine: sa.Engine) -> None:
    add(browser, Device())
    (passkey,) = passkeys(engine)
    for other in (client(cast.rusty_man), client(cast.north)):
        assert other.put(f"{PAGE}/{passkey.id}", data={"name": "Mine"}).status_code == 404
        assert other.get(f"{PAGE}/{passkey.id}/deletion").status_code == 404
        assert other.delete(f"{PAGE}/{passkey.id}").status_code == 404
    assert passkeys(engine)[0].name == "Phone"


def test_where_browsers_have_none_that_is_said(browser: TestClient, engine: sa.Engine) -> None:
    add(browser, Device())
    browser.base_url = "http://192.168.1.5"
    browser.cookies.set("sidekick", browser.cookies["sidekick"], domain="192.168.1.5")
    page = browser.get(PAGE).text
    assert "only for addresses that begin with https://" in page
    assert "Phone" in page
    assert browser.post(PAGE, data={"current_password": PASSWORD}).status_code == 404
