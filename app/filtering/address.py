"""A filter in an address, with the words and values of the text: `?q=roof&assignee=me&-label=house&sort=due`."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from app.filtering.model import Condition, Field, Filter, Group, Sort
from app.filtering.text import LENGTH_MAX, NAMED, as_text, choice, clean, read_values, said_values, with_text

PAIRS_MAX = 100
"""Parts of an address that are read."""
NAMES = frozenset({Field.TEXT.value, "sort", "group", *NAMED, *(f"-{name}" for name in NAMED)})
"""What an address may say of a filter; anything else in it is something else's."""


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Filter:
    """The filter that the names and values of an address say; every address says one. What its text says counts too,
    and what is no order or heading becomes a word of the text."""
    told, room = Filter(), LENGTH_MAX
    for name, value in [pair for pair in pairs if pair[0] in NAMES][:PAIRS_MAX]:
        told = _with_pair(told, name, clean(value)[:room].rstrip())
        room -= min(room, len(value))
    return told


def _with_pair(told: Filter, name: str, value: str) -> Filter:
    if name == Field.TEXT:
        return with_text(told, value)
    values = read_values(value)
    if not values:
        return told
    if name == "sort" and (sort := choice(Sort, values)):
        return replace(told, sort=sort)
    if name == "group" and (group := choice(Group, values)):
        return replace(told, group=group)
    negated = name.startswith("-")
    field = NAMED.get(name.removeprefix("-"))
    one = Condition(field, values, negated) if field else Condition(Field.TEXT, (f"{name}:{said_values(values)}",))
    return replace(told, conditions=(*told.conditions, one))


def to_pairs(told: Filter) -> list[tuple[str, str]]:
    """The names and values that say this filter in an address."""
    words = as_text(Filter(tuple(told.of(Field.TEXT))))
    pairs = [(Field.TEXT.value, words)] if words else []
    pairs += [_pair(one) for one in told.without(Field.TEXT).conditions]
    pairs += [("sort", told.sort.value)] if told.sort else []
    return [*pairs, ("group", told.group.value)] if told.group else pairs


def _pair(one: Condition) -> tuple[str, str]:
    return f"{'-' if one.negated else ''}{one.field.value}", said_values(one.values)


def to_query(told: Filter, *others: tuple[str, str]) -> str:
    """The same as the query of an address, other pairs behind it."""
    return urlencode([*to_pairs(told), *others], safe=":,")
