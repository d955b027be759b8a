"""What can be written back: the facets of a record, each with the right that it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.models.base import Row
from app.models.rules import require

if TYPE_CHECKING:
    from app.models.hero import Hero


@dataclass(frozen=True)
class Facet:
    """What people see as one thing of a record, in one column or several; `verbs` are the rights to change it.

    Of an `exclusive` facet only one column holds a value at a time. What is `sealed` decides who may do anything
    here, so whoever changes it gives their password.
    """

    name: str
    columns: tuple[str, ...]
    verbs: tuple[str, ...]
    exclusive: bool = False
    sealed: bool = False


def facets(verb: str, *columns: str) -> tuple[Facet, ...]:
    """One facet per column, all under the same right."""
    return tuple(Facet(column, (column,), (verb,)) for column in columns)


class Undoable(Row):
    """A row to which earlier values can be written back. What is in no facet is written once and stays."""

    facets: ClassVar[Sequence[Facet]] = ()

    @classmethod
    def facets_of(cls, columns: Mapping[str, object]) -> list[Facet]:
        """The facets to which these columns belong."""
        return [facet for facet in cls.facets if not columns.keys().isdisjoint(facet.columns)]

    def put_back(self, values: Mapping[str, Any], by: "Hero") -> None:
        """Write earlier values of some columns. Raises Forbidden."""
        require(by, [verb for facet in self.facets_of(values) for verb in facet.verbs], self)
        self.sqlmodel_update(dict(values))
