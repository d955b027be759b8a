"""Forms: the body of a request bound to a shape. Binding never raises; what was typed is never lost."""

import re
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar, get_args

import annotated_types
from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData

from app.errors import Unprocessable
from app.i18n import _, ngettext
from app.versus import Conflict

M = TypeVar("M", bound=BaseModel)
Typed: TypeAlias = str | list[str] | dict[str, str]
"""A field as it was typed: one value, several of the same name, or several under `name[key]`."""
FIELDS_MAX = 2_000
PART_MAX = 2_097_152


@dataclass(frozen=True)
class Rule:
    """What a field demands, for the browser to know beforehand."""

    required: bool = False
    min_length: int | None = None
    max_length: int | None = None


@dataclass
class Form(Generic[M]):
    """A form as it was typed (`values`) and what is wrong with it (`errors`, by field; "" for the whole).

    If nothing is, `data` is the validated shape. `key` is its one-use key, `version` that of the record it shows,
    `conflict` what to choose where somebody else changed the same.
    """

    values: Mapping[str, Typed] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    key: str = ""
    version: int | None = None
    conflict: Conflict | None = None
    _data: M | None = None

    @property
    def data(self) -> M:
        """The validated shape. Raises Unprocessable, with the first sentence, where there is none."""
        if self._data is None:
            raise Unprocessable(next(iter(self.errors.values()), ""))
        return self._data

    def keep(self, data: M) -> None:
        """Take this for the validated shape."""
        self._data = data

    @property
    def changes(self) -> dict[str, Any]:
        """The validated values by field."""
        return {name: getattr(self.data, name) for name in type(self.data).model_fields}


def new_key() -> str:
    """A one-use key that no form had before."""
    return secrets.token_urlsafe(16)


def empty(shape: type[M], /, **values: Typed) -> Form[M]:
    """A form to show, filled with `values`, under a fresh key."""
    return Form(values=_blank(shape) | values, rules=rules_of(shape), key=new_key())


def opened(shape: type[M], record: Any) -> Form[M]:
    """A form to show, filled with a record's fields and carrying its version."""
    values = {name: typed(getattr(record, name)) for name in shape.model_fields}
    return Form(values=values, rules=rules_of(shape), key=new_key(), version=getattr(record, "version", None))


def bind(shape: type[M]) -> Any:
    """A dependency that reads the body into a `Form` of this shape. It awaits the body and touches nothing else.

    A password takes long to check. So what comes with one waits here, on the event loop, for its turn: no thread that
    could show somebody a page is held meanwhile.
    """

    async def read(request: Request) -> Form[M]:
        body = await request.form(max_files=0, max_fields=FIELDS_MAX, max_part_size=PART_MAX)
        # Kept for the page that asks to sign in again: what was typed must come back.
        request.state.typed = [(name, value) for name, value in body.multi_items() if isinstance(value, str)]
        return bound(shape, body)

    async def read_in_turn(request: Request) -> AsyncIterator[Form[M]]:
        form = await read(request)
        comes_with_one = any(form.values[name] for name in passwords)
        async with request.app.state.turns if comes_with_one else nullcontext():
            yield form

    passwords = [name for name in shape.model_fields if "password" in name]
    return Depends(read_in_turn, scope="function") if passwords else Depends(read)


def bound(shape: type[M], body: FormData) -> Form[M]:
    """The body as a form: blanks are None where None is allowed, absent boxes False, repeated fields lists, fields such
    as `name[key]` dictionaries; of a field that two people changed, the side that was chosen.
    """
    sent = {name: _as_typed(info, body, _chosen(body, name)) for name, info in shape.model_fields.items()}
    form: Form[M] = Form(
        values={name: value if isinstance(value, list | dict) else value or "" for name, value in sent.items()},
        rules=rules_of(shape),
        key=own_key(str(body.get("_key", ""))),
        version=_number(str(body.get("version", ""))),
    )
    try:
        form.keep(shape.model_validate({name: _meant(shape, name, value) for name, value in sent.items()}))
    except ValidationError as error:
        form.errors = {str(one["loc"][0]) if one["loc"] else "": sentence(one) for one in reversed(error.errors())}
    return form


def rules_of(shape: type[BaseModel]) -> dict[str, Rule]:
    """The rules of each field, as written on the shape."""
    return {name: _rule(info) for name, info in shape.model_fields.items()}


def _rule(info: FieldInfo) -> Rule:
    shortest = next((m.min_length for m in info.metadata if isinstance(m, annotated_types.MinLen)), None)
    longest = next((m.max_length for m in info.metadata if isinstance(m, annotated_types.MaxLen)), None)
    return Rule(required=info.is_required(), min_length=shortest, max_length=longest)


def _chosen(body: FormData, name: str) -> str:
    """The input that holds what is meant: `name` itself, or `name_theirs` or `name_both` where that side was chosen,
    for all fields by `take` or for one by its `…_from`. One field may have several inputs: due has due_day."""
    side = body.get("take") or body.get(f"{name}_from") or body.get(f"{name.partition('_')[0]}_from")
    other = f"{name}_{side}"
    return other if side in ("theirs", "both") and other in body else name


def _is_list(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is list


def _is_map(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is dict


def _as_typed(info: FieldInfo, body: FormData, name: str) -> Typed | None:
    if _is_map(info):
        inner = re.compile(re.escape(name) + r"\[([^\[\]]{1,80})\]")
        return {
            found[1]: value
            for key, value in body.multi_items()
            if (found := inner.fullmatch(key)) and isinstance(value, str)
        }
    if _is_list(info):
        return [value for value in body.getlist(name) if isinstance(value, str)]
    value = body.get(name)
    return value if isinstance(value, str) else None


def _meant(shape: type[BaseModel], name: str, value: Typed | None) -> Any:
    info = shape.model_fields[name]
    if info.annotation is bool:
        return value is not None
    if isinstance(value, list | dict):
        return value
    if not value or not value.strip():
        return None if type(None) in get_args(info.annotation) else value or ""
    return value


def _blank(shape: type[BaseModel]) -> dict[str, Typed]:
    return {
        name: {} if _is_map(info) else [] if _is_list(info) else typed(info.get_default(call_default_factory=False))
        for name, info in shape.model_fields.items()
    }


def typed(value: Any) -> str | list[str]:
    """A value as its input has it."""
    if isinstance(value, list):
        return [str(item) for item in value]
    if value is None or value is False or repr(value) == "PydanticUndefined":
        return ""
    return "on" if value is True else str(value)


def own_key(text: str) -> str:
    """A key that we could have given out; anything else is none."""
    return text if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text) else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _too_short(context: Mapping[str, Any]) -> str:
    least = context["min_length"]
    if least <= 1:
        return _("This is still empty. Write something here.")
    return ngettext("Use %(n)d character or more.", "Use %(n)d characters or more.", least) % {"n": least}


def _too_long(context: Mapping[str, Any]) -> str:
    most = context["max_length"]
    return ngettext("Use %(n)d character or fewer.", "Use %(n)d characters or fewer.", most) % {"n": most}


SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _context: _("This is still empty. Write something here."),
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "too_short": _too_short,
    "too_long": _too_long,
    "unwritable": lambda _context: _(
        "This contains a character that cannot be stored. Remove it or paste as plain text."
    ),
    "time_zone": lambda _context: _(
        "This is not a time zone we know. Choose one from the list, such as Europe/Lisbon."
    ),
    "handle": lambda _context: _("Use letters, digits and hyphens, such as ana-ferreira."),
    "due_once": lambda _context: _("Give a day or a day with a time, not both."),
    "enum": lambda _context: _("Choose one from the list."),
    "time_without_day": lambda _context: _("A time needs a day. Choose one, or clear the time."),
    "repeat": lambda _context: _("This is not a repeat that we know. Write it like “every Monday” or “every 2 weeks”."),
    "email": lambda _context: _("This does not look like an email address. It needs a name, an @ and a place."),
    "days": lambda context: (
        _("A number of days, such as 7 or -30, at most %(max)s either way.") % {"max": f"{context['max']:,}"}
    ),
    "uses": lambda context: (
        _("Write a number from 1 to %(max)d, or leave it empty for any number of people.") % {"max": context["max"]}
    ),
    "password": lambda context: str(context.get("sentence", "")),
}
_DATES = ("date", "time", "datetime")


def sentence(error: Any) -> str:
    """Our own sentence for a validation error."""
    kind = str(error["type"])
    if kind in SENTENCES:
        return SENTENCES[kind](error.get("ctx") or {})
    if kind.startswith(_DATES):
        return _("This is not a day or time we know. Write it like 2026-05-29 and 09:00.")
    if kind.startswith("int"):
        return _("Choose one from the list.")
    return _("This does not fit here. Look at it again.")
