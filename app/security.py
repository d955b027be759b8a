"""Passwords and secret tokens: nothing that could be stolen from the database opens a door."""

import gzip
import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import Unavailable
from app.i18n import _

PASSWORD_MIN = 8
PASSWORD_MAX = 128
"""Lengths in characters."""

_OCTETS_MAX = 1024
_FEW = 4
"""So few different characters are a pattern, not a password."""

_COMMON = Path(__file__).with_name("common_passwords.txt.gz")
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's argon2id: 19 MiB, two passes
_running = BoundedSemaphore(max(1, (os.cpu_count() or 1) // 2))  # each takes a processor; pages want one, too
_PATIENCE = 15.0
"""Seconds to wait for a turn: long enough for a whole team that signs in at nine, as threads are few."""


def hash_password(password: str) -> str:
    """The argon2id hash to store. Raises `Unavailable` where others take too long."""
    with _turn():
        return _hasher.hash(_octets(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Whether this is the password. None, for someone unknown, costs the same time as a wrong password.

    Raises `Unavailable` where others take too long.
    """
    known = stored if stored is not None else _nobody()
    octets = _octets(password)
    with _turn():
        try:
            matches = _hasher.verify(known, octets)
        except (VerificationError, InvalidHashError):
            return False
    return matches and stored is not None and len(octets) <= _OCTETS_MAX


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with weaker settings than today's; made anew at the next sign-in."""
    return _hasher.check_needs_rehash(stored)


def password_fault(password: str) -> str | None:
    """Why this cannot become a password, as a sentence; None if it can."""
    if len(password) < PASSWORD_MIN:
        return _("A password has at least %(count)s characters. A few words in a row make a good one.") % {
            "count": PASSWORD_MIN
        }
    if len(password) > PASSWORD_MAX or len(_octets(password)) > _OCTETS_MAX:
        return _("A password has at most %(count)s characters.") % {"count": PASSWORD_MAX}
    if is_common(password):
        return _("Many people use that password, so it is among the first to be guessed. Try a few words in a row.")
    return None


def is_common(password: str) -> bool:
    """Whether it is on the list of much used passwords, in any case, or repeats a few characters."""
    folded = password.strip().lower()
    return len(set(folded)) < _FEW or folded in _common_passwords()


def new_token() -> str:
    """A secret of 256 bits that fits into a cookie or a link."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored instead of a token: its SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one of the few places to compute."""
    if not _running.acquire(timeout=_PATIENCE):
        raise Unavailable(_("Many people are signing in right now. Try again in a few seconds."))
    try:
        yield
    finally:
        _running.release()


def _octets(password: str) -> bytes:
    """The same octets however a keyboard composed the letters (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", password).encode(errors="surrogatepass")


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_bytes(32))


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(gzip.decompress(_COMMON.read_bytes()).decode().split())
