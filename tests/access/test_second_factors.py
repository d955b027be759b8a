"""The second door: a limit on guesses that keeps nobody out who belongs inside, and codes that count once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from app.access.guest import Guest
from app.clock import now
from app.database import transaction
from app.errors import TooMany
from app.history import RecordedSession
from app.models import Attempt, HalfSignIn, Hero, RecoveryCode, SecondFactor, SignIn
from app.models.second_factor import recovery_digest
from app.security import digest
from tests.cast import Cast
from tests.phones import Phone, phone_of

HOME, AWAY = "192.0.2.1", "198.51.100.9"
EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"


@pytest.fixture
def phone(cast: Cast, engine: sa.Engine) -> Phone:
    """Deadpond's."""
    return phone_of(engine, cast.deadpond, EMAIL, PASSWORD)


@pytest.fixture
def guest(session: RecordedSession) -> Guest:
    return Guest(session)


@pytest.fixture
def half(guest: Guest, session: RecordedSession, phone: Phone, cast: Cast) -> HalfSignIn:
    """Deadpond's browser between the two doors."""
    return _half(guest, session, cast)


def _half(guest: Guest, session: RecordedSession, cast: Cast) -> HalfSignIn:
    token = guest.step_in(session.get_one(Hero, cast.deadpond), stays=True, there="/", kept="")
    session.commit()
    found = guest.half_sign_in(token)
    assert found is not None
    return found


def test_only_what_cannot_be_turned_back_is_kept_of_recovery_codes(
    phone: Phone, cast: Cast, session: RecordedSession
) -> None:
    kept = session.scalars(sa.select(RecoveryCode.code_digest)).all()  # type: ignore[call-overload]  # a column at run time
    assert set(kept) == {recovery_digest(code) for code in phone.codes}
    assert len(kept) == 10
    assert not set(kept) & set(phone.codes)


def test_a_code_passes_once(guest: Guest, half: HalfSignIn, session: RecordedSession, phone: Phone, cast: Cast) -> None:
    code = phone.code()
    assert guest.pass_second_door(half, code, "", HOME)
    session.commit()
    assert not guest.pass_second_door(_half(guest, session, cast), code, "", HOME)
    assert guest.pass_second_door(_half(guest, session, cast), phone.code(1), "", HOME)


def test_a_recovery_code_passes_once_and_the_others_stay(
    guest: Guest, half: HalfSignIn, session: RecordedSession, phone: Phone, cast: Cast
) -> None:
    assert guest.pass_second_door(half, "", phone.codes[3].upper(), HOME)
    session.commit()
    assert guest.recovery_codes_left(session.get_one(Hero, cast.deadpond)) == 9
    assert not guest.pass_second_door(_half(guest, session, cast), "", phone.codes[3], HOME)
    assert guest.pass_second_door(_half(guest, session, cast), "", phone.codes[4], HOME)


def test_new_recovery_codes_end_the_old_ones(
    guest: Guest, half: HalfSignIn, session: RecordedSession, phone: Phone, cast: Cast
) -> None:
    new = guest.new_recovery_codes(session.get_one(Hero, cast.deadpond))
    session.commit()
    assert len(new) == 10
    assert not set(new) & set(phone.codes)
    assert not guest.pass_second_door(half, "", phone.codes[0], HOME)
    assert guest.pass_second_door(half, "", new[0], HOME)


def test_of_somebody_elses_codes_none_passes(
    guest: Guest, session: RecordedSession, engine: sa.Engine, phone: Phone, cast: Cast
) -> None:
    other = phone_of(engine, cast.north, "north@example.org", PASSWORD)
    half = _half(guest, session, cast)
    assert not guest.pass_second_door(half, other.code(), other.codes[0], HOME)


@pytest.mark.parametrize("paper", [False, True])
def test_of_many_at_once_with_the_same_code_one_passes(
    engine: sa.Engine, phone: Phone, cast: Cast, paper: bool
) -> None:
    with transaction(engine) as session:
        hero = session.get_one(Hero, cast.deadpond)
        tokens = [Guest(session).step_in(hero, stays=True, there="/", kept="") for _ in range(4)]
    code, recovery = ("", phone.codes[0]) if paper else (phone.code(), "")

    def attempt(token: str) -> bool:
        with transaction(engine) as session:
            guest = Guest(session)
            half = guest.half_sign_in(token)
            assert half is not None
            return guest.pass_second_door(half, code, recovery, HOME)

    with ThreadPoolExecutor(4) as crowd:
        assert sorted(crowd.map(attempt, tokens)) == [False, False, False, True]


def test_guesses_are_limited_as_those_of_passwords_are(
    guest: Guest, half: HalfSignIn, session: RecordedSession, phone: Phone
) -> None:
    for _ in range(5):
        assert not guest.pass_second_door(half, "000000", "", HOME)
        session.commit()
    for code, recovery in ((phone.code(), ""), ("", phone.codes[0])):
        with pytest.raises(TooMany, match="Wait 15 minutes") as refusal:
            guest.pass_second_door(half, code, recovery, HOME)
        session.rollback()
        assert 800 < refusal.value.retry_after <= 900
    assert guest.pass_second_door(half, phone.code(), "", AWAY)


def test_many_guesses_at_once_count_each(engine: sa.Engine, phone: Phone, cast: Cast) -> None:
    with transaction(engine) as session:
        token = Guest(session).step_in(session.get_one(Hero, cast.deadpond), stays=True, there="/", kept="")

    def guess(_number: int) -> bool:
        with transaction(engine) as session:
            guest = Guest(session)
            half = guest.half_sign_in(token)
            assert half is not None
            try:
                return guest.pass_second_door(half, "000000", "", HOME)
            except TooMany:
                return True

    with ThreadPoolExecutor(10) as crowd:
        assert sorted(crowd.map(guess, range(10))) == [False] * 5 + [True] * 5


def test_the_right_password_does_not_wipe_out_failures_at_the_second_door(
    guest: Guest, half: HalfSignIn, session: RecordedSession, phone: Phone
) -> None:
    for _ in range(5):
        guest.pass_second_door(half, "000000", "", HOME)
        session.commit()
        assert guest.prove(EMAIL, PASSWORD, HOME) is not None
        session.commit()
    with pytest.raises(TooMany):
        guest.pass_second_door(half, phone.code(), "", HOME)


def test_under_attack_from_everywhere_the_owner_still_gets_in(
    guest: Guest, half: HalfSignIn, session: RecordedSession, phone: Phone, cast: Cast
) -> None:
    account = f"second factor of {cast.deadpond}"
    session.add_all(Attempt.fail(account, f"203.0.113.{machine}") for machine in range(50))
    session.commit()
    assert guest.prove(EMAIL, PASSWORD, HOME) is not None
    session.commit()
    assert guest.pass_second_door(half, phone.code(), "", HOME)


def test_a_half_sign_in_is_none(guest: Guest, session: RecordedSession, phone: Phone, cast: Cast) -> None:
    token = guest.step_in(session.get_one(Hero, cast.deadpond), stays=True, there="/", kept="")
    session.flush()
    assert guest.sign_in(digest(token), days=30, max_days=90) is None
    assert session.scalars(sa.select(SignIn)).all() == []
    assert guest.half_sign_in("") is None
    assert guest.half_sign_in(digest(token)) is None


def test_a_half_sign_in_ends_with_what_it_stands_on(
    guest: Guest, session: RecordedSession, engine: sa.Engine, phone: Phone, cast: Cast
) -> None:
    hero = session.get_one(Hero, cast.deadpond)
    first = guest.step_in(hero, stays=True, there="/", kept="")
    second = guest.step_in(hero, stays=True, there="/", kept="", instead_of=first)
    session.flush()
    assert guest.half_sign_in(first) is None
    assert guest.half_sign_in(second) is not None
    guest.enter(hero).end_all()
    assert guest.half_sign_in(second) is None
    third = guest.step_in(hero, stays=True, there="/", kept="")
    guest.drop_second_factor(hero)
    assert guest.half_sign_in(third) is None


def test_a_hero_in_the_trash_is_not_let_through(
    guest: Guest, session: RecordedSession, engine: sa.Engine, cast: Cast
) -> None:
    phone_of(engine, cast.tarantula, "t@example.org", PASSWORD)
    token = guest.step_in(session.get_one(Hero, cast.tarantula), stays=True, there="/", kept="")
    session.commit()
    with transaction(engine) as other:
        other.get_one(Hero, cast.tarantula).trash(by=other.get_one(Hero, cast.north))
    assert guest.half_sign_in(token) is None


def test_a_secret_that_is_on_is_never_replaced(
    guest: Guest, session: RecordedSession, phone: Phone, cast: Cast
) -> None:
    hero = session.get_one(Hero, cast.deadpond)
    guest.prepare_second_factor(hero)
    session.flush()
    assert session.scalars(sa.select(SecondFactor.secret)).all() == [phone.secret]  # type: ignore[call-overload]  # a column at run time


def test_until_it_is_turned_on_nobody_is_asked(guest: Guest, session: RecordedSession, cast: Cast) -> None:
    hero = session.get_one(Hero, cast.rusty_man)
    secrets = []
    for _ in range(2):
        guest.prepare_second_factor(hero)
        session.flush()
        factor = guest.second_factor(hero)
        assert factor is not None
        secrets.append(factor.secret)
    assert secrets[0] != secrets[1]
    assert not guest.asks_for_code(hero)
    assert factor is not None
    factor.on_since = now()
    session.flush()
    assert guest.asks_for_code(hero)


def test_a_secret_stays_out_of_what_is_logged_when_a_statement_fails(
    session: RecordedSession, phone: Phone, cast: Cast
) -> None:
    twice = SecondFactor.prepare(session.get_one(Hero, cast.deadpond))
    secret = twice.secret
    session.add(twice)
    with pytest.raises(sa.exc.IntegrityError, match="second_factor") as error:
        session.flush()
    session.rollback()
    assert secret not in str(error.value)
