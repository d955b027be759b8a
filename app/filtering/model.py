"""A filter: what a list shows, in which order, under which headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Field(StrEnum):
    """What a condition asks about; the values are the words of the text and the names in an address."""

    TEXT = "q"
    TEAM = "team"
    ASSIGNEE = "assignee"
    LABEL = "label"
    SECTION = "section"
    PRIORITY = "priority"
    DUE = "due"
    STATE = "state"
    CLOSED = "closed"
    BY = "by"
    BLOCKED = "blocked"


class Sort(StrEnum):
    """The order within a group."""

    OWN = "own"
    DUE = "due"
    PRIORITY = "priority"
    TITLE = "title"
    NEWEST = "newest"
    CHANGED = "changed"


class Group(StrEnum):
    """What the headings of a list are."""

    SECTION = "section"
    ASSIGNEE = "assignee"
    LABEL = "label"
    PRIORITY = "priority"
    DUE = "due"
    TEAM = "team"
    NONE = "none"


@dataclass(frozen=True)
class Condition:
    """A todo meets it if one of the values is true of it; if `negated`, if none is.

    A value is a word of its field (`me`, `today`), a name, or `#12` for the thing with that id. Words of the text are
    conditions of one value each.
    """

    field: Field
    values: tuple[str, ...]
    negated: bool = False


_PLACES = {field: place for place, field in enumerate(Field)}


@dataclass(frozen=True)
class Filter:
    """Conditions, all of which hold, by field in a fixed order; None for the list's own order and headings."""

    conditions: tuple[Condition, ...] = ()
    sort: Sort | None = None
    group: Group | None = None

    def __post_init__(self) -> None:
        in_order = tuple(sorted(self.conditions, key=lambda one: _PLACES[one.field]))
        object.__setattr__(self, "conditions", in_order)

    def __bool__(self) -> bool:
        return bool(self.conditions or self.sort or self.group)

    def of(self, field: Field) -> Sequence[Condition]:
        """The conditions that ask about this."""
        return [one for one in self.conditions if one.field is field]

    def without(self, *fields: Field) -> "Filter":
        """The same with nothing asked about these."""
        return replace(self, conditions=tuple(one for one in self.conditions if one.field not in fields))

    def has(self, field: Field, value: str, *, negated: bool = False) -> bool:
        """Whether one of its conditions has this value."""
        return any(_same(value, known) for one in self.of(field) if one.negated is negated for known in one.values)

    def toggled(self, field: Field, value: str, *, negated: bool = False) -> "Filter":
        """The same with this value, or without it if it has it. It joins the values of a condition that is there, and
        leaves those that say the opposite."""
        had = self.has(field, value, negated=negated)
        kept = list(self._without_value(field, value))
        if not had:
            at = next((n for n, one in enumerate(kept) if one.field is field and one.negated is negated), None)
            if at is None:
                kept.append(Condition(field, (value,), negated))
            else:
                kept[at] = replace(kept[at], values=(*kept[at].values, value))
        return replace(self, conditions=tuple(kept))

    def _without_value(self, field: Field, value: str) -> Iterator[Condition]:
        for one in self.conditions:
            values = tuple(known for known in one.values if one.field is not field or not _same(value, known))
            if values:
                yield replace(one, values=values)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
