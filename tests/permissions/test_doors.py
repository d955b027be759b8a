"""Whoever is deactivated comes in by no door, even where one was left open."""

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.access import Access
from app.access.guest import Guest
from app.clock import now
from app.errors import NotFound, ShutOut
from app.history import RecordedSession
from app.models import Hero, Login, OneTimeLink
from app.models.credentials import Claim
from app.security import digest
from tests.cast import Cast

EMAIL, PASSWORD = "rusty@example.org", "iron lady bird"


@pytest.fixture
def guest(session: RecordedSession) -> Guest:
    return Guest(session)


@pytest.fixture
def rusty_man(cast: Cast, session: RecordedSession) -> Hero:
    """Who can sign in."""
    hero = session.get_one(Hero, cast.rusty_man)
    session.add(Login.claim(hero, EMAIL, PASSWORD))
    session.flush()
    return hero


def shut_out(hero: Hero, session: RecordedSession) -> None:
    """As if nothing had been ended with it."""
    hero.deactivated_at = now()
    session.flush()


def test_a_browser_that_is_signed_in(guest: Guest, rusty_man: Hero, session: RecordedSession) -> None:
    token = digest(guest.start(rusty_man, "Browser"))
    session.flush()
    assert guest.sign_in(token, 30, 90)
    assert guest.standing(token, 30, 90)
    shut_out(rusty_man, session)
    assert guest.sign_in(token, 30, 90) is None
    assert guest.standing(token, 30, 90) == ()


def test_a_browser_that_would_be(guest: Guest, rusty_man: Hero, session: RecordedSession) -> None:
    shut_out(rusty_man, session)
    with pytest.raises(ShutOut):
        guest.start(rusty_man, "Browser")


def test_a_link_to_another_password(guest: Guest, rusty_man: Hero, session: RecordedSession) -> None:
    token = guest.reset_link(EMAIL).rpartition("/")[2]
    session.flush()
    assert guest.invited(token) is rusty_man
    shut_out(rusty_man, session)
    with pytest.raises(NotFound):
        guest.invited(token)
    with pytest.raises(ShutOut):
        guest.reset_link(EMAIL)


def test_one_link_is_used_up_and_no_other(guest: Guest, rusty_man: Hero, cast: Cast, session: RecordedSession) -> None:
    token = guest.reset_link(EMAIL).rpartition("/")[2]
    north = session.get_one(Hero, cast.north)
    Access(session, north).link_for(session.get_one(Hero, cast.tarantula))
    session.commit()
    guest.claim(token, Claim(email=EMAIL, password="another lady bird"))
    session.flush()
    still_open = sa.select(col(OneTimeLink.hero_id)).where(col(OneTimeLink.used_at).is_(None))
    assert list(session.scalars(still_open)) == [cast.tarantula]
