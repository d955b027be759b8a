"""A filter as text: `assignee:me due:<7d -label:house roof sort:due`.

A word `field:value` is a condition, with a minus ahead its opposite; values between commas widen it. What has spaces,
commas or quotes in it stands in quotes, where a quote is written twice. Any other word is looked for in the todos.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from app.filtering.model import Condition, Field, Filter, Group, Sort

LENGTH_MAX = 2_000
"""Characters of a text or an address that are read."""
NAMED = {field.value: field for field in Field if field is not Field.TEXT}
_QUOTED = r'"(?:[^"]|"")*"'
_VALUE = rf'(?:{_QUOTED}|[^\s",]+)'
_WORD = re.compile(
    rf"""(?P<minus>-?)(?:
        (?P<name>[A-Za-z]+):(?P<values>,*{_VALUE}(?:,+{_VALUE})*,*)(?=\s|$)
        | (?P<quoted>{_QUOTED})(?=\s|$)
    )""",
    re.VERBOSE,
)
_ONE = re.compile(_VALUE)
_PLAIN = re.compile(r"\S+")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_BREAKS = re.compile(r'[\s",]')
_Choice = TypeVar("_Choice", bound=StrEnum)


def clean(text: str) -> str:
    """The text on one line, as much of it as is read, without what no database stores."""
    return " ".join(_UNWRITABLE.sub(" ", text[: 2 * LENGTH_MAX]).split())[:LENGTH_MAX].rstrip()


def read_text(text: str) -> Filter:
    """The filter that a text says, as far as it is read; every text says one."""
    return with_text(Filter(), text)


def with_text(filter: Filter, text: str) -> Filter:
    """A filter, and besides what a text says."""
    found: list[Condition] = []
    for minus, name, value in _words(clean(text)):
        field, key = NAMED.get(name.casefold()), name.casefold()
        values = read_values(value) if name else ()
        if field and values:
            found.append(Condition(field, values, minus))
        elif key == "sort" and not minus and (sort := choice(Sort, values)):
            filter = replace(filter, sort=sort)
        elif key == "group" and not minus and (group := choice(Group, values)):
            filter = replace(filter, group=group)
        elif word := (f"{name}:{value}" if name else value):
            found.append(Condition(Field.TEXT, (word,), minus))
    return replace(filter, conditions=(*filter.conditions, *found))


def read_values(text: str) -> tuple[str, ...]:
    """The values between commas, without their quotes."""
    return tuple(value for match in _ONE.finditer(text) if (value := _unquoted(match[0])))


def choice(choices: type[_Choice], values: Sequence[str]) -> _Choice | None:
    """The one of these that a single value names."""
    return next((one for one in choices if len(values) == 1 and one.value == values[0].casefold()), None)


def as_text(filter: Filter) -> str:
    """The text that says this filter, and nothing else."""
    words = [_said(one) for one in filter.conditions]
    words += [f"sort:{filter.sort.value}"] if filter.sort else []
    words += [f"group:{filter.group.value}"] if filter.group else []
    return " ".join(words)


def said_values(values: Sequence[str]) -> str:
    """Values with commas between them, in quotes where they need them."""
    return ",".join(_quoted(value) if _BREAKS.search(value) else value for value in values)


def _said(one: Condition) -> str:
    minus = "-" if one.negated else ""
    if one.field is not Field.TEXT:
        return f"{minus}{one.field.value}:{said_values(one.values)}"
    (word,) = one.values
    return f"{minus}{_quoted(word) if _means_more(word) else word}"


def _means_more(word: str) -> bool:
    """Whether a word would be something else without quotes."""
    return bool(re.search(r'[\s"]', word)) or word.startswith("-") or word.partition(":")[0].casefold() in _MEANT


_MEANT = {*NAMED, "sort", "group"}


def _words(line: str) -> Iterator[tuple[bool, str, str]]:
    """Each word: whether a minus stands ahead of it, the name ahead of a colon, and the rest."""
    at = 0
    while at < len(line):
        if line[at] == " ":
            at += 1
            continue
        match = _WORD.match(line, at)
        if match:
            at = match.end()
            yield bool(match["minus"]), match["name"] or "", match["values"] or _unquoted(match["quoted"])
            continue
        plain = _PLAIN.match(line, at)
        word = plain[0] if plain else ""
        at += len(word)
        minus = word.startswith("-") and len(word) > 1
        yield minus, "", word[1:] if minus else word


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _unquoted(text: str) -> str:
    inner = text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text
    return " ".join(inner.split())
