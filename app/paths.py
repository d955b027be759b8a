"""Addresses: bounded ids in them, keys of lists, and the way back."""

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from fastapi import FastAPI, Path
from starlette.requests import Request
from starlette.routing import Match

from app.grammar.limits import NAME_MAX
from app.models.types import ID_MAX

Id = Annotated[int, Path(ge=1, le=ID_MAX)]
PLACES = 1000
"""So many paths are known for leading somewhere or nowhere."""


def address_in(text: str) -> SplitResult:
    """An address from a header in its parts, all of them empty where it is none."""
    try:
        return urlsplit(text)
    except ValueError:
        return urlsplit("")


def back_to(request: Request, fallback: str, anchor: str = "") -> str:
    """The own page that the form was on (its Referer), else `fallback`; at the element with the id `anchor`.

    A form that was refused was shown under its own address, which shows nothing when asked for: then the page above it.
    """
    came_from = address_in(request.headers.get("referer", ""))
    ours = came_from.netloc == request.headers.get("host")
    above = came_from.path.rpartition("/")[0]
    if ours and shows(request, came_from.path):
        url = plain_address(came_from.path, came_from.query)
    else:
        url = above if ours and shows(request, above) else fallback
    return f"{url}#{anchor}" if anchor else url


def plain_address(path: str, query: str) -> str:
    """The address of a page without the step that it tells of."""
    rest = "&".join(part for part in query.split("&") if part and not part.startswith("did="))
    return f"{path}?{rest}" if rest else path


def shows(request: Request, path: str) -> bool:
    """Whether there is a page at this path."""
    return path.startswith("/") and bool(request.app.state.leads_to_page(path))


def leading(app: FastAPI) -> Callable[[str], bool]:
    """What says whether a path of this application leads to a page; it remembers what it was asked last."""

    @lru_cache(PLACES)
    def leads(path: str) -> bool:
        scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": [], "query_string": b""}
        return any(route.matches(scope)[0] is Match.FULL for route in app.router.routes)

    return leads


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


def search_words(text: object) -> str:
    """What somebody looks for among names, as much of it as a name can have; in a form it need not be right."""
    return " ".join(str(text or "").replace("\0", "").split())[:NAME_MAX]
