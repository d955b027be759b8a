"""What somebody typed into a form that was refused: the page that says so shows it, so that it can be copied."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from app.access import Access
from app.errors import NotFound
from app.models import Todo, may
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


@dataclass(frozen=True)
class Rescue:
    """How a form whose todo went to the trash meanwhile can still be saved: where to send it, and all its fields."""

    path: str
    fields: Sequence[tuple[str, str]]


def rescue(request: Request, access: Access) -> Rescue | None:
    """That, if this hero may bring the todo back."""
    found = re.fullmatch(r"/todos/(\d{1,18})", request.url.path) if request.method == "PUT" else None
    kept = kept_from(request) if found else None
    if found is None or kept is None:
        return None
    try:
        todo = access.with_trash(Todo, int(found[1]))
    except NotFound:
        return None
    if not (todo.trashed and may(access.hero, "todo.restore", todo)):
        return None
    return Rescue(f"{request.url.path}?restore=on", kept.fields)


def typed_fields(request: Request) -> Sequence[Typed]:
    """The fields of this request's form that a person wrote; never a password."""
    kept = kept_from(request) if request.method in WRITES else None
    fields = kept.fields if kept else []
    return [Typed(name, value, label) for name, value in fields if value.strip() and (label := label_of(name, value))]
