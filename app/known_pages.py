"""Pages that nobody needs to make: a browser has them already, or they were made for it a moment ago.

They are answered before a route is looked for, which takes longer than the one statement by which they are known.
"""

from anyio import Semaphore
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import conditional
from app.access.guest import Guest
from app.access.standing import Standing
from app.database import open_session
from app.request import sign_in_token
from app.security import digest

READING = frozenset({"GET", "HEAD"})
FILES = "/static/"
AT_ONCE = 2
"""Threads that look whether a page is known. More of them only take turns at the interpreter, which costs a third of
all answers; with a second one nobody stands behind a database that is slow for somebody else."""


class Known:
    """Answers what is known, and names what is not, for whoever makes it: `name_given` of `conditional`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns = Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks = scope["type"] == "http" and scope["method"] in READING and not scope["path"].startswith(FILES)
        request = Request(scope) if asks else None
        answer = None
        if request and sign_in_token(request) and conditional.may_be_named(request):
            async with self._turns:
                answer = await run_in_threadpool(_known, request)
        await (answer or self._app)(scope, receive, send)


def _known(request: Request) -> Response | None:
    standing = _standing(request)
    if not standing:
        return None
    name = conditional.name_of(request, standing)
    conditional.give_name(request, name)
    return conditional.known(request, name)


def _standing(request: Request) -> Standing:
    """Where all stands for this browser; nothing where it is not signed in, or where the database does not answer,
    which whoever makes the page will tell."""
    settings = request.app.state.settings
    try:
        with open_session(request.app.state.engine, writes=False) as session:
            return Guest(session).standing(
                digest(sign_in_token(request)), settings.session_days, settings.session_max_days
            )
    except (DBAPIError, PoolTimeout):
        return ()
