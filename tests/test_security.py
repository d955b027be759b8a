"""Passwords and tokens."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Lock

import pytest
from argon2 import PasswordHasher

from app import security
from app.errors import Unavailable
from app.security import digest, hash_password, is_common, needs_rehash, new_token, password_fault, verify_password

GOOD = "correct horse battery"


def test_a_password_opens_its_own_hash_and_no_other() -> None:
    stored = hash_password(GOOD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify_password(stored, GOOD)
    assert not verify_password(stored, GOOD + " ")
    assert not verify_password(stored, "")


def test_the_same_password_is_never_stored_twice_alike() -> None:
    assert hash_password(GOOD) != hash_password(GOOD)


def test_letters_composed_differently_are_the_same_password() -> None:
    assert verify_password(hash_password("caf\u00e9 au lait"), "cafe\u0301 au lait")


@pytest.mark.parametrize("stored", ["", "x", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$", "plain text"])
def test_a_damaged_hash_opens_for_nobody(stored: str) -> None:
    assert not verify_password(stored, GOOD)


@pytest.mark.parametrize("password", ["\x00", "\ud800", "x" * 1_000_000, "🦸" * 300])
def test_any_text_is_just_a_wrong_password(password: str) -> None:
    assert not verify_password(hash_password(GOOD), password)


def test_nobody_takes_as_long_as_somebody() -> None:
    stored = hash_password(GOOD)
    verify_password(None, GOOD)
    somebody, nobody = (min(_seconds(hashed) for _ in range(5)) for hashed in (stored, None))
    assert not verify_password(None, GOOD)
    assert nobody > somebody / 2


def _seconds(stored: str | None) -> float:
    start = time.perf_counter()
    verify_password(stored, "wrong password")
    return time.perf_counter() - start


def test_weaker_hashes_are_made_anew() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(GOOD)
    assert verify_password(weak, GOOD)
    assert needs_rehash(weak)
    assert not needs_rehash(hash_password(GOOD))


def test_whoever_comes_while_others_are_checked_waits_for_a_turn() -> None:
    with ThreadPoolExecutor(16) as crowd:
        assert len(set(crowd.map(hash_password, [GOOD] * 16))) == 16


class Counted:
    """Stands in for what computes passwords, and counts how many are computed at a time; each waits for a crowd."""

    def __init__(self, crowd: int) -> None:
        self._lock, self._all_there = Lock(), Barrier(crowd)
        self.at_once = self.most = 0

    def hash(self, _octets: bytes) -> str:
        """Take part, and go on when so many do, or soon after."""
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        with suppress(BrokenBarrierError):
            self._all_there.wait(0.05)
        with self._lock:
            self.at_once -= 1
        return "hash"

    def verify(self, _stored: str, octets: bytes) -> bool:
        """The same."""
        return self.hash(octets) == "hash"


@pytest.mark.parametrize("compute", [hash_password, lambda word: verify_password("stored", word)])
def test_half_of_the_processors_are_left_to_pages(
    monkeypatch: pytest.MonkeyPatch, compute: Callable[[str], object]
) -> None:
    crowd, places = 16, max(1, (os.cpu_count() or 1) // 2)
    counted = Counted(places + 1)
    monkeypatch.setattr(security, "_hasher", counted)
    with ThreadPoolExecutor(crowd) as threads:
        assert all(threads.map(compute, [GOOD] * crowd))
    assert (counted.most, counted.at_once) == (places, 0)


def test_nobody_waits_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = BoundedSemaphore(1)
    monkeypatch.setattr(security, "_running", turns)
    monkeypatch.setattr(security, "_PATIENCE", 0.01)
    turns.acquire()
    with pytest.raises(Unavailable, match="Try again in a few seconds"):
        hash_password(GOOD)
    turns.release()
    assert hash_password(GOOD)


def test_a_failed_check_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "_PATIENCE", 0.01)
    for _ in range(4):
        assert not verify_password("damaged", GOOD)


@pytest.mark.parametrize(
    "password", ["password", "PASSWORD", " password ", "football1", "11111111", "abababab", "1234567890"]
)
def test_much_used_passwords_are_known(password: str) -> None:
    assert is_common(password)


def test_a_few_words_in_a_row_are_not_common() -> None:
    assert not is_common(GOOD)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("1234567", "at least 8"),
        ("x" * 129, "at most 128"),
        ("\U0001d15e\U0001d160\U0001d161\U0001d162" * 32, "at most 128"),
        ("password", "Many people use"),
        ("aaaaaaaaaaaaaaaaaaaa", "Many people use"),
    ],
)
def test_the_reason_against_a_password_is_a_sentence(password: str, fault: str) -> None:
    assert fault in str(password_fault(password))


@pytest.mark.parametrize("password", ["tr0ub4d!", GOOD, "ab c" * 32, "日本語のパスワード", "🦸🦹🧙🧚🧛🧜🧝🧞"])
def test_good_passwords_in_any_script_are_accepted(password: str) -> None:
    assert password_fault(password) is None


def test_tokens_are_long_unlike_each_other_and_fit_into_links() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 43 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_only_the_digest_of_a_token_is_kept() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(digest("\ud800")) == 64
