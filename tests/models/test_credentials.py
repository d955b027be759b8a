"""E-mail addresses and passwords as people type them."""

import pytest
from starlette.datastructures import FormData

from app.forms import bound
from app.models.credentials import Claim, FirstAccount


def _claim(email: str, password: str = "green tomato soup") -> dict[str, str]:
    return bound(Claim, FormData([("email", email), ("password", password)])).errors


@pytest.mark.parametrize("email", ["ana@example.org", " Ana@Example.org ", "ana+list@host", "anà@exämple.org"])
def test_an_address_needs_a_name_an_at_and_a_place(email: str) -> None:
    assert not _claim(email)


@pytest.mark.parametrize(
    "email", ["", "ana", "ana@", "@example.org", "a na@example.org", "a@b@c", "a\0@b", "a\u200b@b"]
)
def test_anything_else_is_no_address(email: str) -> None:
    assert "email" in _claim(email)


def test_an_address_fits_into_254_characters() -> None:
    assert not _claim("a@" + "b" * 252)
    assert "254" in _claim("a@" + "b" * 253)["email"]


def test_addresses_are_kept_in_one_spelling() -> None:
    form = bound(Claim, FormData([("email", " Ana@Example.ORG"), ("password", "green tomato soup")]))
    assert form.data.email == "ana@example.org"


@pytest.mark.parametrize(
    ("password", "words"), [("short", "8 characters"), ("password1", "Many people"), ("x" * 129, "128")]
)
def test_a_weak_password_is_refused_with_the_reason(password: str, words: str) -> None:
    assert words in _claim("ana@example.org", password)["password"]


def test_a_time_zone_that_nobody_chose_is_no_error() -> None:
    fields = {"name": "Ana", "email": "a@b", "password": "green tomato soup", "time_zone": "Mars/Olympus"}
    assert bound(FirstAccount, FormData(fields)).data.time_zone == "UTC"
