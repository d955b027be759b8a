"""What people type to get in: e-mail addresses, passwords, and the forms that ask for them."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator
from pydantic_core import PydanticCustomError
from sqlmodel import Field

from app.clock import time_zones
from app.models.types import Name, writable
from app.security import PASSWORD_MAX, PASSWORD_MIN, password_fault

EMAIL_MAX = 254
"""The longest address that mail can carry (RFC 5321, 4.5.3.1.3, less the angle brackets)."""

CODE_MAX = 80
"""Far more letters than any code has."""


def folded(address: object) -> object:
    """The one spelling of an address that is stored and compared."""
    return unicodedata.normalize("NFC", address).strip().lower() if isinstance(address, str) else address


def plain_email(address: str) -> str:
    """Refuse what cannot be an address: it needs a name, an @ and a place, and nothing invisible."""
    if not address.isprintable() or not re.fullmatch(r"[^\s@]+@[^\s@]+", address):
        raise PydanticCustomError("email", "not an e-mail address")
    return address


def strong(password: str) -> str:
    """Refuse a password that would soon be guessed."""
    fault = password_fault(password)
    if fault:
        raise PydanticCustomError("password", "{sentence}", {"sentence": fault})
    return password


def zone_or_utc(zone: object) -> str:
    """A browser may report a time zone that we do not know; nobody chose it, so nobody has to hear about it."""
    return zone if isinstance(zone, str) and zone in time_zones() else "UTC"


Email = Annotated[
    str, BeforeValidator(folded), AfterValidator(writable), AfterValidator(plain_email), Field(max_length=EMAIL_MAX)
]
NewPassword = Annotated[str, Field(min_length=PASSWORD_MIN, max_length=PASSWORD_MAX), AfterValidator(strong)]
KnownPassword = Annotated[str, Field(min_length=1)]


class Account(BaseModel):
    """The form by which somebody makes themselves a hero with a login."""

    name: Name
    email: Email
    password: NewPassword
    time_zone: Annotated[str, BeforeValidator(zone_or_utc)] = "UTC"


class FirstAccount(Account):
    """The form of the very first account."""

    sample: bool = False
    token: str = ""


class Credentials(BaseModel):
    """The form to sign in. `kept` is what was typed before the sign-in ended, as app.web.kept writes it."""

    email: Email
    password: KnownPassword
    keep: bool = False
    next: str = ""
    kept: str = ""


class Claim(BaseModel):
    """The form behind a one-time link."""

    email: Email
    password: NewPassword


class Forgotten(BaseModel):
    """The form for a mail with a link to another password."""

    email: Email


class Mailing(BaseModel):
    """The form that mails a link which was just made; `token` is what it ends with."""

    email: Email
    token: Annotated[str, Field(max_length=CODE_MAX)] = ""


class ResetMailing(BaseModel):
    """The form that mails a link to another password, to nobody but whose it is; `token` is what it ends with."""

    token: Annotated[str, Field(max_length=CODE_MAX)] = ""


class EmailChange(BaseModel):
    """The form for another e-mail address. The password may be missing where it was given a short while ago."""

    email: Email
    password_for_email: str = ""


class PasswordChange(BaseModel):
    """The form for another password. The one of today may be missing where it was given a short while ago."""

    current_password: str = ""
    new_password: NewPassword


class SecondStep(BaseModel):
    """The form for a code from the app, or a recovery code in its place."""

    code: Annotated[str, Field(max_length=CODE_MAX)] = ""
    recovery: Annotated[str, Field(max_length=CODE_MAX)] = ""


class SecondFactorStart(BaseModel):
    """The form that begins, ends or renews something of the second factor; it takes nothing but the password."""

    current_password: str = ""


class SecondFactorCode(BaseModel):
    """The form that shows that the app has the secret."""

    code: Annotated[str, Field(min_length=1, max_length=CODE_MAX)]
