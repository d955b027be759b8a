"""Names of a team that begin as somebody types behind a sign."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.access.rows import Tag
from app.access.understanding import Person, Understanding
from app.grammar.search import fold
from app.models import Team

COMPLETIONS = 8
T = TypeVar("T")


class Completing(Understanding):
    """Heroes and labels of a team. It must have been reached through this access."""

    def people_like(self, team: Team, words: str) -> Sequence[Person]:
        """The first heroes whose handle or name begins so, then those in whose name a word does."""
        return _best(words, [((person.handle, person.name), person) for person in self._people(team)])

    def tags_like(self, team: Team, words: str) -> Sequence[Tag]:
        """The first labels that begin so, then those in which a word does."""
        return _best(words, [((tag.name,), tag) for tag in self._tags(team)])


def _best(words: str, called: Iterable[tuple[Sequence[str], T]]) -> list[T]:
    wanted = fold(words)
    begins = re.compile(rf"(?:^|\b){re.escape(wanted)}")
    found = [(min(_places(begins, names), default=-1), one) for names, one in called]
    ranked = sorted((bool(place), at) for at, (place, _one) in enumerate(found) if place >= 0)
    return [found[at][1] for _later, at in ranked[:COMPLETIONS]]


def _places(begins: re.Pattern[str], names: Sequence[str]) -> list[int]:
    return [match.start() for name in names if (match := begins.search(fold(name)))]
