"""Addresses: bounded ids in them, keys of lists, and the way back."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Path
from starlette.requests import Request

from app.models.types import ID_MAX

Id = Annotated[int, Path(ge=1, le=ID_MAX)]


def back_to(request: Request, fallback: str, anchor: str = "") -> str:
    """The own page that the form was on (its Referer), else `fallback`; at the element with the id `anchor`."""
    came_from = urlsplit(request.headers.get("referer", ""))
    ours = came_from.path.startswith("/") and came_from.netloc == request.headers.get("host")
    query = "&".join(part for part in came_from.query.split("&") if part and not part.startswith("did="))
    url = f"{came_from.path}?{query}" if ours and query else came_from.path if ours else fallback
    return f"{url}#{anchor}" if anchor else url


def id_key(text: str | None) -> int | None:
    """An id from an address, such as that of a list's last row; anything else is none, the start of the list."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 20 else 0
    return number if 0 < number <= ID_MAX else None


def list_key(text: str | None) -> tuple[str, int] | None:
    """The key of a list's last row from an address, `rank,id`; anything else is the start of the list."""
    rank, _, number = (text or "").rpartition(",")
    if rank.isascii() and rank.isalnum() and number.isascii() and number.isdigit() and len(number) < 19:
        return rank[:255], int(number)
    return None
