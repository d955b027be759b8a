"""The words that values have: those that stand for no name."""

import re

from app.filtering.model import Field

ME, NOBODY, ANYONE = "me", "nobody", "anyone"
NONE, ANY = "none", "any"
OPEN, DONE, ALL = "open", "done", "all"
YES, NO = "yes", "no"

KNOWN: dict[Field, tuple[str, ...]] = {
    Field.ASSIGNEE: (ME, NOBODY, ANYONE),
    Field.LABEL: (NONE, ANY),
    Field.SECTION: (NONE, ANY),
    Field.PRIORITY: ("urgent", "high", "normal", "low"),
    Field.STATE: (OPEN, DONE, ALL),
    Field.BY: (ME,),
    Field.BLOCKED: (YES, NO),
}
"""All that a field knows besides names; of `due` see app.filtering.due."""
ALSO: dict[Field, dict[str, str]] = {Field.PRIORITY: {"medium": "normal", NONE: "normal"}}
"""Other words that are understood for one of those."""
NAMING = frozenset({Field.TEAM, Field.ASSIGNEE, Field.LABEL, Field.SECTION, Field.BY})
"""Fields whose values may be names."""
_ID = re.compile(r"#([0-9]{1,18})")


def word_of(field: Field, value: str) -> str | None:
    """The word of its field that a value is; None for names and all else."""
    word = value.casefold()
    word = ALSO.get(field, {}).get(word, word)
    return word if word in KNOWN.get(field, ()) else None


def id_of(value: str) -> int | None:
    """The id that a value names: `#12`."""
    match = _ID.fullmatch(value)
    return int(match[1]) if match else None


def value_for(field: Field, name: str, row_id: int) -> str:
    """The value that names this thing: its name, or its id where the name would be read as something else."""
    return f"#{row_id}" if word_of(field, name) or id_of(name) is not None else name
