"""The one-hop route: everything of a request happens in one thread, and is committed before the answer leaves.

A route is a plain function whose `ctx` is a `Ctx` (somebody is signed in) or an `OpenCtx` (perhaps nobody is).
Returning commits, raising rolls back.
"""

import inspect
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from random import uniform
from typing import Any, cast

import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.routing import APIRoute
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.requests import Request
from starlette.responses import Response

from app import conditional
from app.access import Access
from app.access.guest import Guest
from app.access.outside import RESUME
from app.clock import lasting
from app.database import open_session, worth_retrying
from app.errors import AppError, LostRace, NobodyYet, SignInRequired, Unavailable
from app.form_keys import claim, keep
from app.forms import Form
from app.history import RecordedSession, commit
from app.i18n import Viewer, _, negotiate, viewing
from app.models import Hero, SignIn
from app.security import digest
from app.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ATTEMPTS = 4


def cookie_name(settings: Settings) -> str:
    """The name of the sign-in cookie; over TLS with the prefix that browsers guard (RFC 6265bis, 4.1.3.2)."""
    return "__Host-sidekick" if settings.secure else "sidekick"


@dataclass
class OpenCtx:
    """What a route receives when it is open to everybody."""

    request: Request
    guest: Guest
    hero: Hero | None = None
    sign_in: SignIn | None = None

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return cast(Settings, self.request.app.state.settings)


@dataclass
class Ctx:
    """What a route receives when somebody is signed in."""

    request: Request
    guest: Guest
    hero: Hero
    sign_in: SignIn
    access: Access

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return cast(Settings, self.request.app.state.settings)


class OneHopRoute(APIRoute):
    """A route that opens the session, finds the hero, runs, commits and answers in the thread of its own function."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        # What answers a GET answers a HEAD too (RFC 9110, 9.1); the server leaves the body out.
        methods = set(options.pop("methods", None) or ["GET"])
        super().__init__(
            path, one_hop(endpoint), methods=methods | ({"HEAD"} if "GET" in methods else set()), **options
        )


class Router(APIRouter):
    """A router of one-hop routes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(route_class=OneHopRoute, include_in_schema=False, **options)


def one_hop(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """The endpoint with its `ctx` supplied; FastAPI sees `request` in its place."""
    signature = inspect.signature(endpoint)
    kind = next((p.annotation for p in signature.parameters.values() if p.annotation in (Ctx, OpenCtx)), None)
    if kind is None:
        return endpoint

    @wraps(endpoint)
    def run(request: Request, **values: Any) -> Response:
        return _serve(request, kind, endpoint, values)

    parameters = [p for p in signature.parameters.values() if p.annotation is not kind]
    request_parameter = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    run.__signature__ = signature.replace(parameters=[request_parameter, *parameters])  # type: ignore[attr-defined]  # read by inspect
    run.context_kind = kind  # type: ignore[attr-defined]  # read by the test that every route has a hero or is public
    return run


def _serve(request: Request, kind: type, endpoint: Callable[..., Any], values: Mapping[str, Any]) -> Response:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _attempt(request, kind, endpoint, values)
        except (sa.exc.DBAPIError, StaleDataError) as error:
            if attempt == ATTEMPTS or not worth_retrying(error):
                return _refused(request, _as_refusal(error))
            time.sleep(uniform(0, 0.02 * 2**attempt))
        except PoolTimeout:
            break
    return _refused(request, Unavailable(_("Too many people at once. Try again in a few seconds. Nothing was saved.")))


def _as_refusal(error: Exception) -> AppError:
    if isinstance(error, StaleDataError | IntegrityError):
        return LostRace(_("Somebody else changed this at the same moment. Look at it again. Nothing was saved."))
    if isinstance(error, OperationalError):
        return Unavailable(_("The database does not answer right now. Try again in a few seconds. Nothing was saved."))
    raise error


def _refused(request: Request, refusal: AppError) -> Response:
    return cast(Response, request.app.state.refuse(request, refusal, None))


def _attempt(request: Request, kind: type, endpoint: Callable[..., Any], values: Mapping[str, Any]) -> Response:
    with open_session(request.app.state.engine, writes=request.method not in SAFE) as session:
        guest = Guest(session)
        sign_in = _sign_in(request, guest)
        if sign_in is not None and request.method not in SAFE:
            sign_in.seen()
        with viewing(_viewer(request, sign_in)):
            try:
                ctx = _context(request, session, kind, guest, sign_in)
                return _named(request, endpoint, partial(_run, ctx, session, endpoint, values))
            except AppError as refusal:
                session.rollback()
                ended = isinstance(refusal, SignInRequired)  # perhaps only now, while the request paused
                access = Access(session, sign_in.hero) if sign_in and not ended else None
                return cast(Response, request.app.state.refuse(request, refusal, access))


def _named(request: Request, endpoint: Callable[..., Any], run: Callable[[], Response]) -> Response:
    name = conditional.name_given(request, endpoint)
    if not name:
        return run()
    with lasting() as horizon:
        return conditional.tagged(request, run(), name, horizon)


def sign_in_token(request: Request) -> str:
    """By which a browser is known that is signed in; empty where none is."""
    return request.cookies.get(cookie_name(request.app.state.settings), "")


def _sign_in(request: Request, guest: Guest) -> SignIn | None:
    settings, given = request.app.state.settings, sign_in_token(request)
    return guest.sign_in(digest(given), settings.session_days, settings.session_max_days) if given else None


def _viewer(request: Request, sign_in: SignIn | None) -> Viewer:
    if sign_in is None:
        return Viewer(negotiate(request.headers.get("accept-language")))
    return Viewer(sign_in.hero.locale, sign_in.hero.time_zone)


def _context(
    request: Request, session: RecordedSession, kind: type, guest: Guest, sign_in: SignIn | None
) -> Ctx | OpenCtx:
    hero = sign_in.hero if sign_in else None
    session.info["actor_id"] = hero.id if hero else None
    session.info["sign_in_id"] = sign_in.id if sign_in else None
    if kind is OpenCtx:
        return OpenCtx(request, guest, hero, sign_in)
    if not inhabited(request, guest, hero):
        raise NobodyYet()
    if hero is None or sign_in is None:
        raise SignInRequired(_("Sign in first. What you typed is kept."))
    return Ctx(request, guest, hero, sign_in, Access(session, hero))


def inhabited(request: Request, guest: Guest, hero: Hero | None = None) -> bool:
    """Whether anybody is here. Remembered once it is so: the last admin cannot go."""
    state = request.app.state
    if not getattr(state, "inhabited", False):
        state.inhabited = hero is not None or guest.has_heroes()
    return bool(state.inhabited)


class _Answered(Exception):
    """While a request paused, the same form got this answer."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def _run(
    ctx: Ctx | OpenCtx, session: RecordedSession, endpoint: Callable[..., Any], values: Mapping[str, Any]
) -> Response:
    key = next((value.key for value in values.values() if isinstance(value, Form)), "")
    if isinstance(ctx, OpenCtx) or ctx.request.method in SAFE:
        response: Response = endpoint(ctx=ctx, **values)
    else:
        session.info[RESUME] = partial(_resume, ctx, session, ctx.hero.id, key)
        try:
            _claim(session, ctx.hero.id, key)
            response = endpoint(ctx=ctx, **values)
        except _Answered as earlier:
            return earlier.response
        if key:
            keep(session, ctx.hero.id, key, response)
    if ctx.request.method not in SAFE:
        commit(session)
    return response


def _claim(session: RecordedSession, hero_id: int, key: str) -> None:
    given = claim(session, hero_id, key) if key else None
    if given is not None:
        raise _Answered(given)


def _resume(ctx: Ctx, session: RecordedSession, hero_id: int, key: str) -> None:
    """Go on after a pause: meanwhile others may have sent the same form, or ended this sign-in."""
    _claim(session, hero_id, key)
    if _sign_in(ctx.request, ctx.guest) is None:
        raise SignInRequired(_("Sign in first. What you typed is kept."))
