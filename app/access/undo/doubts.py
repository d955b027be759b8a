"""What undo does not decide alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.models import Change

Choice = Literal["undo", "leave"]
Choices = Mapping[str, Choice]
"""What was decided, by the key of the doubt."""


@dataclass(frozen=True)
class Doubt:
    """Something that was changed since, or cannot be as it was: there is a choice to make first.

    `facet` is which of the record's it is, empty where it is about the whole of it. `now` and `back` are the values
    that stand there and those that undo would write, as the history writes them. `refusal` says why it cannot be
    undone: then it can only be left as it is.
    """

    key: str
    change: Change
    facet: str
    now: Mapping[str, Any]
    back: Mapping[str, Any]
    refusal: str = ""


def key_of(change: Change, facet: str, stamp: object) -> str:
    """The key of a doubt. It ends with a stamp of what was seen, so that what changes meanwhile is asked again."""
    return f"{change.id}-{facet or 'row'}-{stamp}"
