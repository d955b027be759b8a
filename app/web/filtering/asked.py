"""What the address of a list asks for."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from starlette.requests import Request

from app.access import Access
from app.filtering.address import from_pairs, to_pairs
from app.filtering.model import Condition, Field, Filter
from app.filtering.words import ALL
from app.models import SavedView, Team
from app.paths import id_key

EVERYTHING = "all"
"""The view that is no saved one: it shows all there is, also where the team has a view of its own to begin with."""


@dataclass(frozen=True)
class Asked:
    """A list by its address: `path`, and the filter that it says. `view` is what it names as its view, the id of a
    saved one or everything; `saved` is the view that it shows. `kept` are further names and values that stand in the
    address ahead of the filter."""

    path: str
    told: Filter = field(default_factory=Filter)
    view: str = ""
    saved: SavedView | None = None
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def done(self) -> bool:
        """Whether it shows all todos done long ago too."""
        return self.told.has(Field.STATE, ALL)

    @property
    def plain(self) -> bool:
        """Whether it is the list as it is, with todos done long ago or without."""
        rest = self.told.without(Field.STATE) if self.done else self.told
        return not rest and len(self.told.of(Field.STATE)) <= 1

    def url(self, told: Filter | None = None, **others: str) -> str:
        """The address of this list, or of the same one narrowed otherwise; `others` stand behind it."""
        told = self.told if told is None else told
        given = [(name, value) for name, value in others.items() if value]
        pairs = [*self.kept, *(to_pairs(told) or [("view", EVERYTHING)] * bool(self.view)), *given]
        return f"{self.path}?{urlencode(pairs, safe=':,')}" if pairs else self.path

    def naming(self, told: Filter) -> "Asked":
        """The same list, its filter in other words."""
        return replace(self, told=told)


def resolved(access: Access, asked: Asked, team: Team | None) -> Asked:
    """The list with the filter of the saved view that its address names, or that the team's list begins with. Raises
    NotFound."""
    first = access.first_view(team) if team else None
    if asked.told or asked.view == EVERYTHING:
        return replace(asked, view=EVERYTHING) if first else asked
    number = id_key(asked.view)
    saved = first if number is None else access.saved(number)
    return asked if saved is None else replace(asked, told=access.said_by(saved), view=str(saved.id), saved=saved)


def asked_in(request: Request, path: str) -> Asked:
    """What the address of this request asks of the list at `path`. “Done too” is a word of the filter as well."""
    told = from_pairs(request.query_params.multi_items())
    if request.query_params.get("done") and not told.of(Field.STATE):
        told = replace(told, conditions=(*told.conditions, Condition(Field.STATE, (ALL,))))
    return Asked(path, told, request.query_params.get("view", ""))
