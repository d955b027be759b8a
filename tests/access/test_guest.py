"""What somebody reaches who is not signed in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from app.access import passwords
from app.access.guest import Guest
from app.clock import now
from app.database import transaction
from app.errors import NotFound, TooMany
from app.history import RecordedSession
from app.models import Attempt, Hero, Login, OneTimeLink, SignIn, Team
from app.models.credentials import Claim, FirstAccount
from app.security import digest, hash_password, verify_password
from tests.cast import Cast

HOME, AWAY = "192.0.2.1", "198.51.100.9"
EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"


@pytest.fixture
def guest(session: RecordedSession) -> Guest:
    return Guest(session)


@pytest.fixture
def deadpond(cast: Cast, engine: sa.Engine) -> int:
    """A hero who can sign in."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), EMAIL, PASSWORD))
    return cast.deadpond


def _fail(engine: sa.Engine, times: int, address: str, email: str = EMAIL) -> None:
    with transaction(engine) as session:
        session.add_all(Attempt.fail(email, address) for _ in range(times))


def test_the_right_password_proves_the_hero(guest: Guest, deadpond: int) -> None:
    hero = guest.prove(EMAIL, PASSWORD, HOME)
    assert hero is not None
    assert hero.id == deadpond


def test_nobody_is_proven_by_a_wrong_password_or_an_unknown_address(guest: Guest, deadpond: int) -> None:
    assert guest.prove(EMAIL, "wrong horse", HOME) is None
    assert guest.prove("who@else.example", PASSWORD, HOME) is None


def test_a_hero_without_a_password_cannot_sign_in(guest: Guest, engine: sa.Engine, deadpond: int) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, deadpond).login.password_hash = None
    assert guest.prove(EMAIL, "", HOME) is None


def test_a_hero_in_the_trash_cannot_sign_in(guest: Guest, engine: sa.Engine, cast: Cast) -> None:
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.tarantula)
        session.add(Login.claim(hero, EMAIL, PASSWORD))
        hero.trash(by=session.get_one(Hero, cast.north))
    assert guest.prove(EMAIL, PASSWORD, HOME) is None


def test_after_five_failures_the_address_has_to_wait(guest: Guest, engine: sa.Engine, deadpond: int) -> None:
    _fail(engine, 4, HOME)
    assert guest.prove(EMAIL, "wrong horse", HOME) is None
    with pytest.raises(TooMany, match="Wait 15 minutes") as refusal:
        guest.prove(EMAIL, PASSWORD, HOME)
    assert 800 < refusal.value.retry_after <= 900


def test_the_right_password_works_from_elsewhere_meanwhile(guest: Guest, engine: sa.Engine, deadpond: int) -> None:
    _fail(engine, 5, HOME)
    assert guest.prove(EMAIL, PASSWORD, AWAY) is not None


def test_under_attack_from_everywhere_an_address_has_one_try(
    guest: Guest, session: RecordedSession, engine: sa.Engine, deadpond: int
) -> None:
    for machine in range(50):
        _fail(engine, 1, f"203.0.113.{machine}")
    assert guest.prove(EMAIL, "wrong horse", AWAY) is None
    with pytest.raises(TooMany):
        guest.prove(EMAIL, PASSWORD, AWAY)
    session.commit()
    assert guest.prove(EMAIL, PASSWORD, HOME) is not None


def _meanwhile(monkeypatch: pytest.MonkeyPatch, engine: sa.Engine, change: Callable[[], None]) -> None:
    """Something happens while a password is checked, for which nobody has to wait."""

    def verified(stored: str | None, password: str) -> bool:
        assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a queue of connections
        change()
        return verify_password(stored, password)

    monkeypatch.setattr(passwords, "verify_password", verified)


def _sign_in(session: RecordedSession, guest: Guest, hero_id: int) -> SignIn:
    token = guest.start(session.get_one(Hero, hero_id), "Firefox")
    session.commit()
    sign_in = guest.sign_in(digest(token), days=30, max_days=90)
    assert sign_in is not None
    return sign_in


def test_guesses_that_others_make_meanwhile_count(
    guest: Guest, session: RecordedSession, engine: sa.Engine, deadpond: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in = _sign_in(session, guest, deadpond)
    _meanwhile(monkeypatch, engine, lambda: _fail(engine, 5, HOME))
    with pytest.raises(TooMany):
        guest.confirm(sign_in, PASSWORD, HOME)
    session.rollback()
    with pytest.raises(TooMany):
        guest.prove(EMAIL, PASSWORD, HOME)


def test_a_password_that_was_changed_meanwhile_proves_nobody(
    guest: Guest, session: RecordedSession, engine: sa.Engine, deadpond: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in = _sign_in(session, guest, deadpond)

    def change() -> None:
        with transaction(engine) as other:
            other.get_one(Hero, deadpond).login.change_password(hash_password("another chimichanga"))

    _meanwhile(monkeypatch, engine, change)
    assert not guest.confirm(sign_in, PASSWORD, HOME)
    session.commit()
    assert guest.prove(EMAIL, "another chimichanga", AWAY) is None


def test_a_confirmed_password_is_noted_and_a_wrong_one_is_not(
    guest: Guest, session: RecordedSession, deadpond: int
) -> None:
    sign_in = _sign_in(session, guest, deadpond)
    sign_in.proven_at = None
    session.commit()
    assert not guest.confirm(sign_in, "wrong horse", HOME)
    assert not sign_in.proven_lately
    session.commit()
    assert guest.confirm(sign_in, PASSWORD, HOME)
    assert sign_in.proven_lately


def test_a_weak_hash_is_made_anew_and_a_strong_one_stays(guest: Guest, session: RecordedSession, deadpond: int) -> None:
    login = session.get_one(Hero, deadpond).login
    strong = login.password_hash
    assert guest.prove(EMAIL, PASSWORD, HOME) is not None
    assert login.password_hash == strong
    login.change_password(weak := PasswordHasher(1, 8, 1).hash(PASSWORD))
    session.commit()
    assert guest.prove(EMAIL, PASSWORD, HOME) is not None
    assert login.password_hash not in {weak, strong}
    assert verify_password(login.password_hash, PASSWORD)


def test_an_address_may_fail_thirty_times_in_all(guest: Guest, engine: sa.Engine, deadpond: int) -> None:
    for account in range(30):
        _fail(engine, 1, HOME, email=f"{account}@example.org")
    with pytest.raises(TooMany):
        guest.prove(EMAIL, PASSWORD, HOME)


def test_failures_are_forgotten_after_a_quarter_of_an_hour_and_after_success(
    guest: Guest, session: RecordedSession, engine: sa.Engine, deadpond: int
) -> None:
    _fail(engine, 5, HOME)
    session.execute(sa.update(Attempt).values(at=now() - timedelta(minutes=16)))
    session.commit()
    assert guest.prove(EMAIL, "wrong horse", HOME) is None
    session.commit()
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 1
    assert guest.prove(EMAIL, PASSWORD, HOME) is not None
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0


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


def test_a_reset_link_sets_another_password_once_and_ends_all_sign_ins(
    guest: Guest, session: RecordedSession, deadpond: int
) -> None:
    guest.start(session.get_one(Hero, deadpond), "Firefox")
    token = guest.reset_link(" Dead@Pond.example").removeprefix("/join/")
    session.commit()
    hero = guest.claim(token, Claim(email=EMAIL, password="another chimichanga"))
    session.commit()
    assert hero.id == deadpond
    assert session.scalar(sa.select(sa.func.count()).select_from(SignIn)) == 0
    assert guest.prove(EMAIL, "another chimichanga", HOME) is not None
    assert guest.prove(EMAIL, PASSWORD, HOME) is None
    with pytest.raises(NotFound):
        guest.invited(token)


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
