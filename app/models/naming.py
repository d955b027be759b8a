"""What people go by: initials and first names, and the handles behind an @."""

import re
import unicodedata
from typing import Annotated, Protocol

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError
from sqlmodel import Field

from app.models.types import writable

HANDLE_MAX = 40


def handle_from(name: str) -> str:
    """The handle that a name suggests: "Ana Ferreira" gives "ana-ferreira"; other scripts keep their letters."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", letters).strip("-")[:HANDLE_MAX].strip("-") or "hero"


class Named(Protocol):
    """Whatever goes by a person's name: a hero, or a row of one."""

    @property
    def name(self) -> str: ...


def initials_of(person: Named) -> str:
    """One or two letters for the avatar."""
    words = person.name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


def first_name_of(person: Named) -> str:
    """How others call them in a sentence."""
    return person.name.split()[0]


def plain_handle(handle: str) -> str:
    """Refuse a handle that could not stand behind an @ in a sentence."""
    if not re.fullmatch(r"\w(?:[\w-]*\w)?", handle):
        raise PydanticCustomError("handle", "letters, digits and hyphens only")
    return handle


Handle = Annotated[
    str,
    BeforeValidator(lambda value: value.strip().lstrip("@").casefold() if isinstance(value, str) else value),
    AfterValidator(writable),
    AfterValidator(plain_handle),
    Field(min_length=1, max_length=HANDLE_MAX),
]
