"""What somebody typed whose sign-in had ended: it travels through the sign-in page and comes back."""

from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlencode

from pydantic import AfterValidator, BaseModel, ValidationError
from starlette.requests import Request

from app.i18n import N_, _
from app.web.entrance import own_path

LONG = 60
WORDS = {
    "body": N_("Comment"),
    "description": N_("Description"),
    "handle": N_("Handle"),
    "headquarters": N_("Headquarters"),
    "name": N_("Name"),
    "notes": N_("Notes"),
    "text": N_("Text"),
    "title": N_("Title"),
}


class Kept(BaseModel):
    """A form that was sent in vain: where it was to go, and its fields in their order."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"]
    path: Annotated[str, AfterValidator(own_path)]
    fields: list[tuple[str, str]]

    @property
    def worth_showing(self) -> bool:
        """Whether a person typed or chose anything in it."""
        return any(value.strip() for name, value in self.fields if name not in {"_key", "version"})


def kept_from(request: Request) -> Kept | None:
    """What was typed into the form of this request; passwords stay behind."""
    typed = getattr(request.state, "typed", [])
    query = [pair for pair in parse_qsl(request.url.query, keep_blank_values=True) if pair[0] != "_method"]
    kept = Kept.model_validate(
        {
            "method": request.method,
            "path": f"{request.url.path}?{urlencode(query)}" if query else request.url.path,
            "fields": [(name, value) for name, value in typed if "password" not in name],
        }
    )
    return kept if kept.worth_showing else None


def kept_in(text: str) -> Kept | None:
    """The same, read from the hidden field that carried it."""
    try:
        return Kept.model_validate_json(text)
    except ValidationError:
        return None


def label_of(name: str, value: str) -> str:
    """The words to show a field under; empty for those that only machines read."""
    if name in WORDS:
        return _(WORDS[name])
    written = " " in value.strip() or "\n" in value or len(value) > LONG
    return name.replace("_", " ").capitalize() if written else ""
