"""What selects take of a hero to show their face."""

from typing import Any

from sqlmodel import col

from app.models import Hero

FACE = 4
"""The number of these columns."""


def face_columns(hero: Any = Hero) -> tuple[Any, ...]:
    """What a select takes of a hero (or an alias of them) for a `Face`."""
    return (col(hero.id), col(hero.name), col(hero.hue), col(hero.picture))
