"""What two people changed at the same time, in words: the choice that a form asks for before it saves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.access.faces import Face
from app.merging import Hunk, joined


@dataclass(frozen=True)
class Versus:
    """A field that two people changed. `inputs` are theirs as the form's inputs have them; `hunks` are both versions of
    a long text, line by line."""

    name: str
    question: str
    before: str
    theirs: str
    mine: str
    inputs: Mapping[str, str]
    hunks: Sequence[Hunk] = ()

    @property
    def both(self) -> str:
        """Every line of both."""
        return joined(self.hunks)


@dataclass(frozen=True)
class Conflict:
    """All choices that a form asks for, and whose work it meets: `author` is None where that is nobody to show."""

    headline: str
    author: Face | None
    whose: str
    choices: Sequence[Versus]

    @property
    def is_text(self) -> bool:
        """Whether all of it is long text, so that both can be kept."""
        return all(choice.hunks for choice in self.choices)
