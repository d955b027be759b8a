"""What devices answer, and every answer that proves nothing."""

import json
import random

import pytest

from app.ceremonies import Made, Refused, Site, made, proven, shown, to_make, to_show
from tests.devices import Device, altered

HOME = Site.at("http://localhost")
ASKED, OTHER = b"a challenge of this very browser", b"a challenge of another one"


def registered(device: Device) -> Made:
    return made(HOME, device.make(to_make(HOME, "handle", ("ana@example.org", "Ana"), ASKED, [])), ASKED)


@pytest.fixture
def device() -> Device:
    """A device with a passkey that was made here."""
    device = Device()
    registered(device)
    return device


def prove(device: Device, answer: str, challenge: bytes = ASKED, *, site: Site = HOME, count: int = 0) -> int:
    return proven(site, answer, challenge, registered(device).public_key, count)


def test_what_is_made_is_shown_later(device: Device) -> None:
    answer = device.show(to_show(HOME, ASKED))
    assert shown(answer).user_handle == "handle"
    assert shown(answer).credential_id == registered(device).credential_id
    assert registered(device).transports == "internal,hybrid"
    assert prove(device, answer) == 1


def test_the_browser_is_asked_for_a_passkey_that_names_its_hero_and_checks_them() -> None:
    asked = json.loads(to_make(HOME, "handle", ("ana@example.org", "Ana"), ASKED, ["AAAA"]))
    assert asked["rp"] == {"name": "Sidekick", "id": "localhost"}
    assert asked["user"]["name"] == "ana@example.org"
    assert [one["id"] for one in asked["excludeCredentials"]] == ["AAAA"]
    assert asked["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert asked["attestation"] == "none"
    again = json.loads(to_show(HOME, ASKED))
    assert (again["rpId"], again["userVerification"], again["allowCredentials"]) == ("localhost", "required", [])


def test_another_challenge_proves_nothing(device: Device) -> None:
    with pytest.raises(Refused, match="challenge"):
        prove(device, device.show(to_show(HOME, OTHER)))


@pytest.mark.parametrize("origin", ["https://localhost", "http://localhost:81", "http://evil.example", "null"])
def test_another_origin_proves_nothing(device: Device, origin: str) -> None:
    device.origin = origin
    with pytest.raises(Refused, match="origin"):
        prove(device, device.show(to_show(HOME, ASKED)))


def test_another_site_proves_nothing(device: Device) -> None:
    elsewhere = Site("evil.example", HOME.origin)
    with pytest.raises(Refused, match="RP ID"):
        prove(device, device.show(to_show(elsewhere, ASKED)))


def test_somebody_whom_the_device_did_not_check_proves_nothing(device: Device) -> None:
    device.verified = False
    with pytest.raises(Refused, match="verif"):
        prove(device, device.show(to_show(HOME, ASKED)))
    with pytest.raises(Refused, match="verif"):
        registered(Device(verified=False))


@pytest.mark.parametrize("known", [1, 2, 4_000_000_000])
def test_a_count_that_goes_back_proves_nothing(device: Device, known: int) -> None:
    answer = device.show(to_show(HOME, ASKED))
    with pytest.raises(Refused, match="sign count"):
        prove(device, answer, count=known)


def test_a_device_that_does_not_count_is_taken_as_it_is(device: Device) -> None:
    device.counts = False
    assert [prove(device, device.show(to_show(HOME, ASKED))) for _ in range(2)] == [0, 0]


def test_the_signature_of_another_device_proves_nothing(device: Device) -> None:
    thief = Device(credential_id=device.credential_id, user_handle=device.user_handle)
    with pytest.raises(Refused, match="signature"):
        prove(device, thief.show(to_show(HOME, ASKED)))


def test_a_making_is_no_showing(device: Device) -> None:
    made_answer = device.make(to_make(HOME, "handle", ("a@b.org", "Ana"), ASKED, []))
    with pytest.raises(Refused):
        prove(device, made_answer)
    with pytest.raises(Refused):
        made(HOME, device.show(to_show(HOME, ASKED)), ASKED)


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
def test_no_bit_of_an_answer_may_be_another(device: Device, part: str) -> None:
    answer = device.show(to_show(HOME, ASKED))
    for at in range(0, 200, 3):
        with pytest.raises(Refused):
            prove(device, altered(answer, part, at))


def test_whatever_is_made_wrongly_is_refused_or_a_passkey_and_never_an_error(device: Device) -> None:
    answer = device.make(to_make(HOME, "handle", ("a@b.org", "Ana"), ASKED, []))
    chance = random.Random(7)
    for _ in range(1500):
        part = chance.choice(["clientDataJSON", "attestationObject"])
        wrong = altered(answer, part, chance.randrange(400), 1 << chance.randrange(8))
        try:
            assert made(HOME, wrong, ASKED).public_key
        except Refused:
            continue


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        "null",
        "7",
        "[" * 20_000,
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
        '{"id": 1, "rawId": [], "response": "x"}',
        '{"id": "é", "rawId": "é", "type": "public-key", "response": {"clientDataJSON": "é", "authenticatorData": "é", '
        '"signature": "é", "userHandle": "é", "attestationObject": "é"}}',
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {"clientDataJSON": "AA", "authenticatorData": "AA"'
        ', "signature": "AA", "userHandle": "_w", "attestationObject": "AA"}}',
        "\ud800",
    ],
)
def test_what_is_no_answer_is_refused(device: Device, answer: str) -> None:
    with pytest.raises(Refused):
        shown(answer)
    with pytest.raises(Refused):
        made(HOME, answer, ASKED)
    with pytest.raises(Refused):
        prove(device, answer)


@pytest.mark.parametrize(
    ("url", "name", "origin", "can"),
    [
        ("https://Todo.example.org", "todo.example.org", "https://todo.example.org", True),
        ("https://todo.example.org:443/", "todo.example.org", "https://todo.example.org", True),
        ("https://todo.example.org:8443/x", "todo.example.org", "https://todo.example.org:8443", True),
        ("http://localhost:8000", "localhost", "http://localhost:8000", True),
        ("http://todo.localhost:80", "todo.localhost", "http://todo.localhost", True),
        ("http://todo.example.org", "todo.example.org", "http://todo.example.org", False),
        ("https://192.168.1.5", "192.168.1.5", "https://192.168.1.5", False),
        ("http://127.0.0.1:8000", "127.0.0.1", "http://127.0.0.1:8000", False),
    ],
)
def test_a_site_is_known_by_its_address(url: str, name: str, origin: str, can: bool) -> None:
    site = Site.at(url)
    assert (site.name, site.origin, site.can) == (name, origin, can)
