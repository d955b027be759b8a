"""Conditional requests (RFC 9110, 13): whoever has a page already, and nothing of it has changed, is told so.

An ETag says in which standing a page was made, how it was asked for, and until when what it says of the time holds. So
it is compared by one statement, before anything is rendered. Pages have them only where a script runs: it makes the
form keys of each visit its own, so that the same page may be shown several times.
"""

import hashlib
import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from starlette.requests import Request
from starlette.responses import Response

from app.access.standing import Standing
from app.clock import Horizon, present
from app.kept_pages import KeptPages
from app.settings import ROOT, Settings

R = TypeVar("R", bound=Callable[..., Any])

BESIDE = "Beside"
"""The header that says beside which list a todo is open: the address of the list."""
DIFFERS_BY = ("HX-Request", "HX-Request-Type", BESIDE)
VARY = ", ".join(DIFFERS_BY)
SCRIPT = "script"
"""The cookie by which a script says that it runs."""
TELLS = "did"
"""The parameter of an address that tells of a step, once."""
_TAG = re.compile(r'(?:W/)?"(\d{1,12})-([0-9a-f]{32})"')
_SOURCES = (("app", "*.py"), ("app", "*.mo"), ("templates", "*.html"), ("static", "*.*"))


def conditional(endpoint: R) -> R:
    """The answers of this route, which shows only what has a revision, carry an ETag."""
    endpoint.conditional = True  # type: ignore[attr-defined]  # read by `may_have`
    return endpoint


def may_be_named(request: Request) -> bool:
    """Whether the answer may carry an ETag, if its route is a conditional one."""
    return (SCRIPT in request.cookies or "hx-request" in request.headers) and TELLS not in request.query_params


def give_name(request: Request, name: str) -> None:
    """Say what stands for the answer. To be said before anything is read for it: it may be newer then, never older."""
    request.state.page_name = name


def name_given(request: Request, endpoint: Callable[..., Any]) -> str:
    """What stands for the answer of this route; empty where it has no ETag."""
    return getattr(request.state, "page_name", "") if getattr(endpoint, "conditional", False) else ""


def name_of(request: Request, standing: Standing) -> str:
    """What stands for an answer to this request in this standing."""
    asked = request.url.path, request.url.query, [request.headers.get(name) for name in DIFFERS_BY]
    told = repr((request.app.state.build, asked, standing))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def known(request: Request, name: str) -> Response | None:
    """The answer that needs nothing to be made, as what it says of the time still holds: to a browser that has it only
    the headers that it would have had, to another what was made for it a moment ago. None where there is no such."""
    at = present().timestamp()
    for until, had in _TAG.findall(request.headers.get("if-none-match", "")):
        if had == name and int(until) > at:
            return Response(None, 304, {"ETag": _tag(until, name), "Vary": f"{VARY}, Accept-Encoding"})
    page = _pages(request).find(_as_sent(request, name), at)
    return None if page is None else page.answer()


def tagged(request: Request, response: Response, name: str, horizon: Horizon) -> Response:
    """The answer with its ETag, and kept for a moment, if it is one that may be kept."""
    if response.status_code == 200 and "no-store" not in response.headers.get("cache-control", ""):
        until = int(horizon.until.timestamp())
        response.headers["ETag"] = _tag(until, name)
        request.state.keeps = _as_sent(request, name), until
    return response


def _as_sent(request: Request, name: str) -> str:
    """What stands for it as this browser is sent it: compressed in a way that it knows."""
    return f"{name} {request.headers.get('accept-encoding', '')}"


def _pages(request: Request) -> KeptPages:
    return cast(KeptPages, request.app.state.kept_pages)


def _tag(until: int | str, name: str) -> str:
    return f'W/"{until}-{name}"'


@cache
def build_of(settings: Settings) -> str:
    """A name for the program as it is set: for all that makes pages of rows."""
    sources = sorted(path for folder, kind in _SOURCES for path in (ROOT / folder).rglob(kind) if path.is_file())
    parts = [settings.model_dump_json().encode(), *(path.read_bytes() for path in sources)]
    return hashlib.blake2b(b"".join(map(_digest, parts))).hexdigest()


def _digest(part: bytes) -> bytes:
    return hashlib.blake2b(part).digest()
