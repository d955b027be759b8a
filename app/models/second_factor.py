"""The second door: SecondFactor, a secret that an app on the hero's phone shares with us; RecoveryCode, a way in
without the phone; HalfSignIn, a browser that has given the password and not yet a code."""

import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

import pyotp
import sqlalchemy as sa
from pyotp.utils import strings_equal
from sqlmodel import Field, Relationship

from app.clock import now
from app.models.base import Record, Row
from app.security import digest

if TYPE_CHECKING:
    from app.models.hero import Hero

STEP = 30
"""Seconds for which an app shows the same code (RFC 6238, 5.2)."""
DRIFT = 1
"""So many steps a phone's clock may be early or late."""
RECOVERY_CODES = 10
HALF_LASTS = timedelta(minutes=10)

_LETTERS, _GROUPS, _GROUP = "abcdefghijklmnopqrstuvwxyz234567", 4, 4
_MISREAD = str.maketrans("01", "ol")


class SecondFactor(Record, table=True):
    """What codes are computed from, so it is stored as it is: alone, without the password, it opens nothing."""

    __tablename__ = "second_factor"
    tracked: ClassVar[bool] = False

    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", unique=True)
    secret: str = Field(max_length=32, description="160 bits in base 32.")
    on_since: datetime | None = Field(default=None, description="Empty until a code has shown that the app has it.")
    last_step: int = Field(default=0, description="The time step of the last code that was accepted.")

    @classmethod
    def prepare(cls, hero: "Hero") -> "SecondFactor":
        """A new secret, which asks nobody for anything until it is turned on."""
        return cls(hero_id=hero.id, secret=pyotp.random_base32())

    def turn_on(self) -> None:
        """From now on the password alone lets nobody in."""
        self.on_since = now()

    def address(self, email: str) -> str:
        """The secret in the form that apps read from a QR code."""
        return pyotp.TOTP(self.secret, name=email, issuer="Sidekick").provisioning_uri()

    def accept(self, code: str) -> bool:
        """Whether this is a code of about now. It is none a second time, nor is an older one."""
        typed = "".join(unicodedata.normalize("NFKC", code).split())
        present, totp = int(now().timestamp()) // STEP, pyotp.TOTP(self.secret)
        for step in range(max(present - DRIFT, self.last_step + 1), present + DRIFT + 1):
            if strings_equal(totp.generate_otp(step), typed):
                self.last_step = step
                return True
        return False


class RecoveryCode(Row, table=True):
    """A code that lets the hero in once in place of one from the app. Only its SHA-256 is kept."""

    __tablename__ = "recovery_code"
    tracked: ClassVar[bool] = False

    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", primary_key=True)
    code_digest: str = Field(max_length=64, primary_key=True)

    @classmethod
    def of(cls, hero_id: int, code: str) -> "RecoveryCode":
        """What is kept of this code."""
        return cls(hero_id=hero_id, code_digest=recovery_digest(code))


class HalfSignIn(Row, table=True):
    """A browser that stands between the two doors. It reaches nothing but the second one, and not for long.

    `there` and `kept` are where the hero wanted to go and what they had typed, as app.web.kept writes it.
    """

    __tablename__ = "half_sign_in"
    tracked: ClassVar[bool] = False

    id: int = Field(default=None, primary_key=True)
    hero_id: int = Field(foreign_key="hero.id", ondelete="CASCADE", index=True)
    token_digest: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(index=True)
    stays: bool = Field(default=False)
    there: str = Field(default="", sa_type=sa.Text)
    kept: str = Field(default="", sa_type=sa.Text)

    hero: "Hero" = Relationship()

    @classmethod
    def start(cls, hero: "Hero", token_digest: str, *, stays: bool, there: str, kept: str) -> "HalfSignIn":
        """The password was right."""
        return cls(
            hero_id=hero.id,
            token_digest=token_digest,
            expires_at=now() + HALF_LASTS,
            stays=stays,
            there=there,
            kept=kept,
        )

    @property
    def expired(self) -> bool:
        """Whether the password has to be given again."""
        return self.expires_at <= now()


def new_recovery_code() -> str:
    """80 bits in letters that are hard to misread, such as "q3xm-7hbd-2kvp-ayw5"."""
    letters = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[start : start + _GROUP]) for start in range(0, len(letters), _GROUP))


def recovery_digest(code: str) -> str:
    """What is stored of a recovery code, however it was typed: capitals, blanks and hyphens do not matter."""
    folded = unicodedata.normalize("NFKC", code).lower()
    return digest("".join(letter for letter in folded if letter.isalnum()).translate(_MISREAD))
