"""Codes of an app on a phone, and those on paper."""

from base64 import b32encode
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from app.models import Hero, HeroCreate, SecondFactor
from app.models import second_factor as module
from app.models.second_factor import new_recovery_code, recovery_digest

SECRET = b32encode(b"12345678901234567890").decode()
PRESENT = 1_111_111_109


def _factor(monkeypatch: pytest.MonkeyPatch, at: int = PRESENT) -> SecondFactor:
    monkeypatch.setattr(module, "now", lambda: datetime.fromtimestamp(at, UTC))
    hero = Hero.introduce(HeroCreate(name="Ana"), handle="ana")
    hero.id = 1
    factor = SecondFactor.prepare(hero)
    factor.secret = SECRET
    return factor


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(monkeypatch: pytest.MonkeyPatch, at: int, code: str) -> None:
    assert _factor(monkeypatch, at).accept(code)


def _shown(step: int) -> str:
    """What the app shows in the step so many steps from the present."""
    return pyotp.TOTP(SECRET).generate_otp(PRESENT // module.STEP + step)


@pytest.mark.parametrize(("step", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_a_step_early_or_late(monkeypatch: pytest.MonkeyPatch, step: int, fits: bool) -> None:
    assert _factor(monkeypatch).accept(_shown(step)) is fits


def test_a_code_is_one_once_and_none_that_is_older_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    factor = _factor(monkeypatch)
    assert factor.accept(_shown(0))
    assert not factor.accept(_shown(0))
    assert not factor.accept(_shown(-1))
    assert factor.accept(_shown(1))
    assert not factor.accept(_shown(1))


def test_digits_of_any_keyboard_with_or_without_a_gap_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    code = _shown(0)
    assert _factor(monkeypatch).accept(f" {code[:3]} {code[3:]} ")
    assert _factor(monkeypatch).accept("".join(chr(0xFF10 + int(digit)) for digit in code))


@pytest.mark.parametrize("code", ["", " ", "000000", "81804", "0818040", "\0", "x" * 80])
def test_anything_else_is_no_code(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    assert not _factor(monkeypatch).accept(code)


def test_each_secret_is_new_and_as_long_as_the_standard_wants() -> None:
    hero = Hero.introduce(HeroCreate(name="Ana"), handle="ana")
    hero.id = 1
    secrets = {SecondFactor.prepare(hero).secret for _ in range(20)}
    assert len(secrets) == 20
    assert {len(secret) * 5 for secret in secrets} == {160}


def test_an_app_reads_whose_secret_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    address = urlsplit(_factor(monkeypatch).address("ana+list@example.org"))
    assert (address.scheme, address.netloc, address.path) == ("otpauth", "totp", "/Sidekick:ana%2Blist%40example.org")
    assert parse_qs(address.query) == {"secret": [SECRET], "issuer": ["Sidekick"]}


def test_recovery_codes_are_long_and_unlike_each_other() -> None:
    codes = {new_recovery_code() for _ in range(100)}
    assert len(codes) == 100
    assert {len(code.replace("-", "")) for code in codes} == {16}


@pytest.mark.parametrize(
    "typed",
    ["OL3M-7HBD-2KVP-AYW5", " ol3m 7hbd 2kvp ayw5\n", "ol3m7hbd2kvpayw5", "0l3m-7hbd-2kvp-ayw5", "o13m—7hbd-2kvp-ayw5"],
)
def test_a_recovery_code_is_read_however_it_was_typed(typed: str) -> None:
    assert recovery_digest(typed) == recovery_digest("ol3m-7hbd-2kvp-ayw5")
    assert recovery_digest(typed) != recovery_digest("ol3m-7hbd-2kvp-ayw6")
