"""What somebody typed into a form that was refused: the page that says so shows it, so that it can be copied."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from app.web.kept import kept_from, label_of

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Typed:
    """A field as it was typed; without a label it is none that a person reads."""

    name: str
    value: str
    label: str

    @property
    def long(self) -> bool:
        """Whether it needs more than one line."""
        return "\n" in self.value or len(self.value) > 60


def typed_fields(request: Request) -> Sequence[Typed]:
    """The fields of this request's form that a person wrote; never a password."""
    kept = kept_from(request) if request.method in WRITES else None
    fields = kept.fields if kept else []
    return [Typed(name, value, label) for name, value in fields if value.strip() and (label := label_of(name, value))]
