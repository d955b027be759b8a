"""Heroes as avatars show them, and what selects take of a hero for that."""

from typing import Any, NamedTuple

from sqlmodel import col

from app.models import Hero, Hue
from app.models.naming import first_name_of, initials_of

FACE = 5
"""The number of the columns of `face_columns`."""


class Face(NamedTuple):
    """A hero as an avatar shows them."""

    id: int
    name: str
    hue: Hue
    picture: str | None = None
    deactivated: bool = False
    is_guest: bool = False

    @classmethod
    def of(cls, hero: Hero, *, is_guest: bool = False) -> "Face":
        """That of a hero who is at hand."""
        return cls(hero.id, hero.name, hero.hue, hero.picture, hero.deactivated, is_guest)

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        return initials_of(self)

    @property
    def first_name(self) -> str:
        """How others call them in a sentence."""
        return first_name_of(self)


def face_columns(hero: Any = Hero) -> tuple[Any, ...]:
    """What a select takes of a hero (or an alias of them) for a `Face`."""
    return (col(hero.id), col(hero.name), col(hero.hue), col(hero.picture), col(hero.deactivated_at).is_not(None))
