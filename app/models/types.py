"""Field types shared by the shapes: text that every database can store, and columns that both engines read alike."""

from enum import StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError
from sqlmodel import Field

from app.clock import time_zones
from app.grammar.limits import NAME_MAX, NOTES_MAX, TITLE_MAX
from app.grammar.recurrence import Rule
from app.i18n import available_locales

COMMENT_MAX = 20_000
ID_MAX = 2**63 - 1


def writable(text: str) -> str:
    """Refuse what PostgreSQL cannot store or UTF-8 cannot carry: NUL and lone surrogates."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise PydanticCustomError("unwritable", "text with a character that cannot be stored")
    return text


def visible(text: str) -> str:
    """Refuse a name of nothing but spaces, marks and other invisible characters."""
    if text and not any(letter.isprintable() and not letter.isspace() for letter in text):
        raise PydanticCustomError("missing", "nothing visible")
    return text


def one_line(text: object) -> object:
    """Fold line breaks and runs of spaces, and trim."""
    return " ".join(text.split()) if isinstance(text, str) else text


def unix_lines(text: object) -> object:
    """Browsers send line breaks as CR LF; we keep LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


def known_zone(zone: str) -> str:
    """Refuse a time zone that the time zone database does not know."""
    if zone not in time_zones():
        raise PydanticCustomError("time_zone", "unknown time zone")
    return zone


def known_rule(rrule: str) -> str:
    """Refuse a repeat that we could not say in words."""
    if Rule.parse(rrule) is None:
        raise PydanticCustomError("repeat", "unknown repeat")
    return rrule


def known_locale(locale: str) -> str:
    """Refuse a language that we have no sentences in."""
    if locale not in available_locales():
        raise PydanticCustomError("enum", "unknown language")
    return locale


def enum_column(values: type[StrEnum]) -> Any:
    """A column that stores an enum's values as text with a check, alike on both engines."""
    return sa.Enum(
        values,
        native_enum=False,
        create_constraint=True,
        length=16,
        name=values.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


ByteOrdered = sa.String(255).with_variant(sa.String(255, collation="C"), "postgresql")

_Line = (BeforeValidator(one_line), AfterValidator(writable), AfterValidator(visible))

Name = Annotated[str, *_Line, Field(min_length=1, max_length=NAME_MAX)]
OptionalName = Annotated[str, *_Line, Field(max_length=NAME_MAX)]
Title = Annotated[str, *_Line, Field(min_length=1, max_length=TITLE_MAX)]
Notes = Annotated[str, BeforeValidator(unix_lines), AfterValidator(writable), Field(max_length=NOTES_MAX)]
CommentBody = Annotated[
    str,
    BeforeValidator(unix_lines),
    AfterValidator(writable),
    AfterValidator(visible),
    Field(min_length=1, max_length=COMMENT_MAX),
]
TimeZone = Annotated[str, AfterValidator(known_zone), Field(max_length=64)]
Recurrence = Annotated[str, AfterValidator(known_rule)]
Language = Annotated[str, AfterValidator(known_locale), Field(max_length=16)]
Id = Annotated[int, Field(ge=1, le=ID_MAX)]
Limit = Annotated[int, Field(ge=1, le=999)]
"""How many todos a section shall have at most."""


class Hue(StrEnum):
    """The colours that people pick from; yellow is not among them, it always means you or now."""

    RUBY = "ruby"
    CORAL = "coral"
    AMBER = "amber"
    OLIVE = "olive"
    FERN = "fern"
    TEAL = "teal"
    SKY = "sky"
    COBALT = "cobalt"
    IRIS = "iris"
    ORCHID = "orchid"
    ROSE = "rose"
    SLATE = "slate"
