"""Logins, sign-ins, failed attempts and one-time links, as records."""

from datetime import timedelta

import pytest

from app.clock import now
from app.errors import Conflict, Forbidden
from app.models import Hero, HeroCreate, Login, OneTimeLink, SignIn
from app.models.attempt import network
from app.security import verify_password


def _hero(name: str = "Ana", *, is_admin: bool = False) -> Hero:
    return Hero.introduce(HeroCreate(name=name), handle=name.lower(), is_admin=is_admin)


def test_a_claimed_login_holds_the_password_only_as_a_hash() -> None:
    login = Login.claim(_hero(), "ana@example.org", "green tomato soup")
    assert login.password_hash is not None
    assert "tomato" not in login.password_hash
    assert verify_password(login.password_hash, "green tomato soup")


def test_claiming_again_keeps_the_one_login() -> None:
    hero = _hero()
    first = Login.claim(hero, "ana@example.org", "green tomato soup")
    again = Login.claim(hero, "new@example.org", "red tomato soup")
    assert again is first
    assert (again.email, hero.can_sign_in) == ("new@example.org", True)
    assert verify_password(again.password_hash, "red tomato soup")


@pytest.mark.parametrize(
    ("given", "lately"),
    [(None, False), (timedelta(minutes=11), False), (timedelta(minutes=9), True), (timedelta(), True)],
)
def test_a_password_is_proven_for_ten_minutes(given: timedelta | None, lately: bool) -> None:
    sign_in = SignIn.start(_hero(), "digest", "Firefox")
    sign_in.proven_at = None if given is None else now() - given
    assert sign_in.proven_lately is lately
    sign_in.prove()
    assert now() - (sign_in.proven_at or now()) < timedelta(minutes=1)


def test_a_sign_in_is_noted_as_seen_once_an_hour() -> None:
    sign_in = SignIn.start(_hero(), "digest", "Firefox\0" + "x" * 400)
    assert (len(sign_in.user_agent), "\0" in sign_in.user_agent) == (300, False)
    sign_in.last_seen_at = recently = now() - timedelta(minutes=59)
    sign_in.seen()
    assert sign_in.last_seen_at == recently
    sign_in.last_seen_at = now() - timedelta(minutes=61)
    sign_in.seen()
    assert now() - sign_in.last_seen_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        ("a socket", "a socket"),
    ],
)
def test_whoever_has_a_whole_network_counts_as_one_sender(address: str, sender: str) -> None:
    assert network(address) == sender


def test_an_invitation_is_for_heroes_without_a_password() -> None:
    admin, hero = _hero("North", is_admin=True), _hero()
    admin.id, hero.id = 1, 2
    assert OneTimeLink.invite(hero, "digest", by=admin).hero_id == 2
    with pytest.raises(Forbidden):
        OneTimeLink.invite(admin, "digest", by=hero)
    Login.claim(hero, "ana@example.org", "green tomato soup")
    with pytest.raises(Conflict, match="Ana can sign in already"):
        OneTimeLink.invite(hero, "digest", by=admin)
