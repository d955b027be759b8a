"""Coming in by a passkey."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import ceremonies
from app.access.guest import Guest
from app.access.passkeys import challenge_of
from app.access.passwords import TRIES
from app.ceremonies import Site
from app.clock import now
from app.database import transaction
from app.errors import ShutOut
from app.models import HalfSignIn, Hero, Login, Passkey, PasskeyChallenge, SignIn
from app.security import new_token
from tests.cast import Cast
from tests.devices import Device

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "rusty@pond.example", "a rather long phrase"
HOME = Site.at("http://localhost")
PAGE, ASK = "/login/passkey", "/login/passkey/challenge"


@pytest.fixture
def device(cast: Cast, engine: sa.Engine) -> Device:
    """Rusty-Man's, with a passkey of his; he has two-step sign-in as well."""
    device = Device()
    with transaction(engine) as session:
        guest, hero = Guest(session), session.get_one(Hero, cast.rusty_man)
        session.add(Login.claim(hero, EMAIL, PASSWORD))
        session.flush()
        token = new_token()
        assert guest.keep_passkey(hero, HOME, token, device.make(guest.passkey_to_make(hero, HOME, token)), "Phone")
        guest.prepare_second_factor(hero)
        factor = guest.second_factor(hero)
        assert factor is not None
        factor.turn_on()
    return device


def the_passkey(engine: sa.Engine) -> Passkey:
    with transaction(engine) as session:
        return session.scalars(sa.select(Passkey)).one()


def sign_ins(engine: sa.Engine) -> list[SignIn]:
    with transaction(engine) as session:
        return list(session.scalars(sa.select(SignIn)))


def test_it_opens_both_doors_and_leads_on(device: Device, anonymous: TestClient, engine: sa.Engine, cast: Cast) -> None:
    login = anonymous.get("/login?next=/teams").text
    assert f'formaction="{PAGE}"' in login
    assert f'data-passkey="{ASK}"' in login
    asked = anonymous.post(ASK)
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["cache-control"] == "no-store"
    typed = {"answer": device.show(asked.text), "next": "/teams", "keep": "on"}
    answer = anonymous.post(PAGE, data=typed)
    assert (answer.status_code, answer.headers["location"]) == (303, "/teams")
    assert anonymous.get("/").status_code == 200
    (sign_in,) = sign_ins(engine)
    assert (sign_in.hero_id, sign_in.stays) == (cast.rusty_man, True)
    passkey = the_passkey(engine)
    assert passkey.sign_count == 1
    assert passkey.used_at is not None
    with transaction(engine) as session:
        assert session.scalars(sa.select(HalfSignIn)).all() == []


def refused(anonymous: TestClient, answer: str) -> str:
    response = anonymous.post(PAGE, data={"answer": answer, "next": "/teams", "kept": "", "keep": "on"})
    assert response.status_code == 422
    assert 'value="/teams"' in response.text
    assert anonymous.get("/teams").status_code == 303
    return response.text


def test_an_answer_is_none_a_second_time(device: Device, anonymous: TestClient) -> None:
    answer = device.show(anonymous.post(ASK).text)
    cookies = dict(anonymous.cookies)
    assert anonymous.post(PAGE, data={"answer": answer}).status_code == 303
    anonymous.cookies.clear()
    anonymous.cookies.update(cookies)
    assert "took too long" in refused(anonymous, answer)


def test_a_refused_answer_uses_the_challenge_up(device: Device, anonymous: TestClient) -> None:
    asked = anonymous.post(ASK).text
    assert "does not open anything" in refused(anonymous, "{}")
    assert "took too long" in refused(anonymous, device.show(asked))


def test_the_answer_of_another_browser_opens_nothing(device: Device, anonymous: TestClient) -> None:
    elsewhere = device.show(anonymous.post(ASK).text)
    anonymous.cookies.clear()
    assert "took too long" in refused(anonymous, elsewhere)
    anonymous.post(ASK)
    assert "does not open anything" in refused(anonymous, elsewhere)


def test_after_five_minutes_it_is_too_late(device: Device, anonymous: TestClient, engine: sa.Engine) -> None:
    answer = device.show(anonymous.post(ASK).text)
    with transaction(engine) as session:
        challenge = session.scalars(sa.select(PasskeyChallenge)).one()
        assert timedelta(minutes=4, seconds=50) < challenge.expires_at - now() <= timedelta(minutes=5)
        challenge.expires_at = now() - timedelta(seconds=1)
    assert "took too long" in refused(anonymous, answer)


def test_a_new_challenge_ends_the_one_before_and_those_that_are_over(
    device: Device, anonymous: TestClient, engine: sa.Engine
) -> None:
    for _ in range(3):
        anonymous.post(ASK)
    with transaction(engine) as session:
        assert len(session.scalars(sa.select(PasskeyChallenge)).all()) == 1


@pytest.mark.parametrize("origin", ["http://evil.example", "https://localhost"])
def test_another_origin_opens_nothing(device: Device, anonymous: TestClient, origin: str) -> None:
    device.origin = origin
    assert "does not open anything" in refused(anonymous, device.show(anonymous.post(ASK).text))


def test_an_unknown_passkey_opens_nothing(device: Device, anonymous: TestClient) -> None:
    stranger = Device(user_handle=device.user_handle)
    assert "does not open anything" in refused(anonymous, stranger.show(anonymous.post(ASK).text))
    renamed = Device(key=device.key, credential_id=device.credential_id, user_handle="AAAA")
    assert "does not open anything" in refused(anonymous, renamed.show(anonymous.post(ASK).text))


def test_a_count_that_goes_back_opens_nothing(device: Device, anonymous: TestClient, engine: sa.Engine) -> None:
    assert anonymous.post(PAGE, data={"answer": device.show(anonymous.post(ASK).text)}).status_code == 303
    anonymous.cookies.clear()
    device.sign_count = 0
    assert "does not open anything" in refused(anonymous, device.show(anonymous.post(ASK).text))
    assert the_passkey(engine).sign_count == 1


def test_whoever_was_not_checked_by_the_device_stays_outside(device: Device, anonymous: TestClient) -> None:
    device.verified = False
    assert "does not open anything" in refused(anonymous, device.show(anonymous.post(ASK).text))


@pytest.mark.parametrize("lost", ["hero", "password"])
def test_a_hero_who_is_gone_or_has_no_password_stays_outside(
    device: Device, anonymous: TestClient, engine: sa.Engine, cast: Cast, lost: str
) -> None:
    with transaction(engine) as session:
        session.info["actor_id"] = cast.north
        hero = session.get_one(Hero, cast.rusty_man)
        if lost == "hero":
            hero.trash(by=session.get_one(Hero, cast.north))
        else:
            session.execute(sa.update(Login).values(password_hash=None))
    assert "does not open anything" in refused(anonymous, device.show(anonymous.post(ASK).text))


def test_the_passkey_of_a_deactivated_hero_is_not_even_noted_as_used(
    device: Device, engine: sa.Engine, cast: Cast
) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, cast.rusty_man).deactivated_at = now()
    with transaction(engine) as session:
        guest, token = Guest(session), new_token()
        answer = device.show(ceremonies.to_show(HOME, challenge_of(token)))
        with pytest.raises(ShutOut):
            guest.come_in(HOME, token, answer, "192.0.2.1")


def test_wrong_passkeys_are_limited_and_the_right_one_opens_still(device: Device, anonymous: TestClient) -> None:
    device.origin = "http://evil.example"
    for _ in range(TRIES):
        refused(anonymous, device.show(anonymous.post(ASK).text))
    answer = anonymous.post(PAGE, data={"answer": device.show(anonymous.post(ASK).text)})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "tried too often" in answer.text
    device.origin = "http://localhost"
    assert anonymous.post(PAGE, data={"answer": device.show(anonymous.post(ASK).text)}).status_code == 303


def test_where_browsers_have_none_the_password_stands_alone(
    device: Device, app: FastAPI, anonymous: TestClient
) -> None:
    anonymous.base_url = "http://192.168.1.5"
    assert "passkey" not in anonymous.get("/login").text
