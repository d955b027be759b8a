"""Proving who one is with a password, and how often one may guess."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from app.access import passwords
from app.access.guest import Guest
from app.clock import now
from app.database import transaction
from app.errors import NotFound, ShutOut, TooMany
from app.history import RecordedSession
from app.models import Attempt, Hero, KnownBrowser, Login, SignIn
from app.models.credentials import Claim
from app.security import digest, hash_password, verify_password
from tests.cast import Cast

HOME, AWAY = "192.0.2.1", "198.51.100.9"
EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"


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


def test_under_attack_from_everywhere_an_address_has_a_few_tries(
    guest: Guest, session: RecordedSession, engine: sa.Engine, deadpond: int
) -> None:
    for machine in range(50):
        _fail(engine, 1, f"203.0.113.{machine}")
    for _ in range(3):
        assert guest.prove(EMAIL, "wrong horse", AWAY) is None
        session.commit()
    with pytest.raises(TooMany):
        guest.prove(EMAIL, PASSWORD, AWAY)
    session.commit()
    assert guest.prove(EMAIL, PASSWORD, HOME) is not None


def test_a_browser_that_is_known_has_its_own_tries_whatever_happens_at_its_address_and_elsewhere(
    guest: Guest, session: RecordedSession, engine: sa.Engine, deadpond: int
) -> None:
    browser = guest.recognise(session.get_one(Hero, deadpond), "")
    session.commit()
    _fail(engine, 5, HOME)
    for account in range(30):
        _fail(engine, 2, HOME, email=f"{account}@example.org")
    for machine in range(50):
        _fail(engine, 1, f"203.0.113.{machine}")
    for _ in range(4):
        assert guest.prove(EMAIL, "wrong horse", HOME, browser) is None
        session.commit()
    assert guest.prove(EMAIL, PASSWORD, HOME, browser) is not None
    session.commit()
    for _ in range(5):
        assert guest.prove(EMAIL, "wrong horse", HOME, browser) is None
        session.commit()
    with pytest.raises(TooMany):
        guest.prove(EMAIL, PASSWORD, AWAY, browser)
    session.rollback()
    with pytest.raises(TooMany):
        guest.prove("who@else.example", PASSWORD, HOME, browser)
    session.rollback()
    assert guest.prove(EMAIL, PASSWORD, AWAY) is not None


def test_a_browser_is_known_by_a_token_of_ours_alone_until_all_sign_ins_end(
    guest: Guest, session: RecordedSession, engine: sa.Engine, cast: Cast, deadpond: int
) -> None:
    hero, other = session.get_one(Hero, deadpond), session.get_one(Hero, cast.rusty_man)
    token = guest.recognise(hero, "planted")
    assert token != "planted"
    assert guest.recognise(hero, token) == guest.recognise(other, token) == token
    assert len(session.scalars(sa.select(KnownBrowser)).all()) == 2
    guest.enter(hero).end_all()
    assert [known.hero_id for known in session.scalars(sa.select(KnownBrowser))] == [other.id]
    tokens = [guest.recognise(hero, "") for _ in range(25)]
    everybodys = session.scalars(sa.select(KnownBrowser))
    kept = {known.token_digest for known in everybodys if known.hero_id == deadpond}
    assert kept == {digest(one) for one in tokens[-20:]}


def test_asking_for_mails_uses_up_no_tries(guest: Guest, session: RecordedSession, deadpond: int) -> None:
    for _ in range(30):
        guest.ask_for_reset(HOME)
    with pytest.raises(TooMany):
        guest.ask_for_reset(HOME)
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
    here = digest(f"sign-in {sign_in.id}")

    def guess() -> None:
        _fail(engine, 5, HOME)
        _fail(engine, 5, here)

    _meanwhile(monkeypatch, engine, guess)
    with pytest.raises(TooMany):
        guest.confirm(sign_in, PASSWORD)
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
    assert not guest.confirm(sign_in, PASSWORD)
    session.commit()
    assert guest.prove(EMAIL, "another chimichanga", AWAY) is None


def test_a_confirmed_password_is_noted_and_a_wrong_one_is_not(
    guest: Guest, session: RecordedSession, deadpond: int
) -> None:
    sign_in = _sign_in(session, guest, deadpond)
    sign_in.proven_at = None
    session.commit()
    assert not guest.confirm(sign_in, "wrong horse")
    assert not sign_in.proven_lately
    session.commit()
    assert guest.confirm(sign_in, PASSWORD)
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


def test_a_deactivated_hero_is_told_so_before_anything_else_is_asked(
    guest: Guest, engine: sa.Engine, deadpond: int
) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, deadpond).deactivated_at = now()
    with pytest.raises(ShutOut):
        guest.prove(EMAIL, PASSWORD, HOME)
    assert guest.prove(EMAIL, "wrong horse", HOME) is None
