"""What somebody reaches who is not signed in."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.access.guest import Guest
from app.clock import now
from app.errors import NotFound
from app.history import RecordedSession
from app.models import Hero, OneTimeLink, SignIn, Team
from app.models.credentials import Claim, FirstAccount
from app.security import digest
from tests.cast import Cast

EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"


def test_a_new_token_is_given_at_each_sign_in_and_only_its_digest_is_kept(
    guest: Guest, session: RecordedSession, deadpond: int
) -> None:
    hero = session.get_one(Hero, deadpond)
    first = guest.start(hero, "Firefox")
    second = guest.start(hero, "Firefox", instead_of=first)
    assert first != second
    assert list(session.scalars(sa.select(SignIn.token_digest))) == [digest(second)]  # type: ignore[call-overload]  # a column at run time


def test_a_sign_in_ends_when_it_is_not_used(guest: Guest, session: RecordedSession, deadpond: int) -> None:
    token = guest.start(session.get_one(Hero, deadpond), "Firefox")
    assert guest.sign_in(digest(token), days=30, max_days=90) is not None
    session.execute(sa.update(SignIn).values(last_seen_at=now() - timedelta(days=31)))
    assert guest.sign_in(digest(token), days=30, max_days=90) is None


def test_a_sign_in_ends_at_last_however_much_it_is_used(guest: Guest, session: RecordedSession, deadpond: int) -> None:
    token = guest.start(session.get_one(Hero, deadpond), "Firefox")
    session.execute(sa.update(SignIn).values(created_at=now() - timedelta(days=89)))
    assert guest.sign_in(digest(token), days=30, max_days=90) is not None
    session.execute(sa.update(SignIn).values(created_at=now() - timedelta(days=91)))
    assert guest.sign_in(digest(token), days=30, max_days=90) is None


def test_the_house_is_open_until_somebody_lives_there(guest: Guest, session: RecordedSession) -> None:
    path = guest.open_house()
    assert path is not None
    token = path.removeprefix("/welcome?token=")
    assert guest.opens(token)
    assert not guest.opens("")
    assert not guest.opens("something else")
    access = guest.found(FirstAccount(name="Mira Lind", email="mira@example.org", password=PASSWORD))
    assert access is not None
    assert access.hero.is_admin
    assert [team.name for team in access.sidebar()] == ["My own"]
    session.commit()
    assert not guest.opens(token)
    assert guest.open_house() is None
    assert guest.found(FirstAccount(name="Two", email="two@example.org", password=PASSWORD)) is None


def test_the_link_to_the_first_account_ends_after_a_day(guest: Guest, session: RecordedSession) -> None:
    token = str(guest.open_house()).partition("=")[2]
    session.flush()
    session.execute(sa.update(OneTimeLink).values(expires_at=now() - timedelta(seconds=1)))
    assert not guest.opens(token)


def test_a_newer_link_ends_the_older_one(guest: Guest, deadpond: int) -> None:
    older, newer = guest.reset_link(EMAIL), guest.reset_link(EMAIL)
    assert guest.invited(newer.removeprefix("/join/")).id == deadpond
    with pytest.raises(NotFound):
        guest.invited(older.removeprefix("/join/"))


def test_there_is_no_link_for_an_unknown_address(guest: Guest, cast: Cast) -> None:
    with pytest.raises(NotFound, match=r"Nobody here signs in with who@else\.example"):
        guest.reset_link("who@else.example")


def test_whoever_claims_has_a_team_of_their_own(guest: Guest, session: RecordedSession, cast: Cast) -> None:
    session.execute(sa.delete(Team).where(Team.private_to == cast.tarantula))  # type: ignore[arg-type]  # a column at run time
    session.add(link := OneTimeLink.reset(session.get_one(Hero, cast.tarantula), digest("t")))
    session.commit()
    assert link.hero_id == cast.tarantula
    hero = guest.claim("t", Claim(email="t@example.org", password=PASSWORD))
    session.flush()
    assert [each.team.name for each in hero.memberships if each.team.private_to == hero.id] == ["My own"]
