"""Every refusal as a page, as a fragment that leaves the clicked row alone, and with its real status."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Scope

from app.access import Access
from app.conditional import VARY
from app.errors import AppError, Archived, LostRace, NobodyYet, NotFound, OnlyOwner, SignInRequired
from app.i18n import N_, _
from app.paths import address_in, shows
from app.rendering import OpenPage, elsewhere, open_page, pop_up, wants_parts
from app.toasts import Toast
from app.web.deletions.views import WayOut
from app.web.login import routes as login
from app.web.typed import Rescue, Typed, rescue, typed_fields

TITLES = {
    400: N_("Some of that did not arrive whole"),
    401: N_("Sign in first"),
    403: N_("That takes another role"),
    404: N_("This page has flown off"),
    405: N_("This cannot be done here"),
    409: N_("That does not fit as things stand"),
    413: N_("That is too much at once"),
    422: N_("Some of that did not make sense"),
    429: N_("Slow down a little"),
    500: N_("Something broke on our side"),
    503: N_("Back in a moment"),
}
LOST_RACE = N_("Two of you changed the same thing")
EXPLANATIONS = {
    400: N_("The request was cut off or garbled on its way. Go back and send it again. Nothing was saved."),
    404: N_(
        "The address is wrong, or what was here has been deleted. If it went in the last 30 days, it is in the trash."
    ),
    405: N_("The address is right, but this is not what it is for. Go back and try from the page. Nothing was saved."),
    422: N_("Go back and look at it again. Nothing was saved."),
    500: N_("It is not your fault. Nothing was saved by this click; what you typed is still there when you go back."),
}


@dataclass(frozen=True)
class ErrorPage(OpenPage, template="errors/show.html"):
    """A refusal as a page of its own; `ways` lead to what can be done instead."""

    status: int
    title: str
    message: str
    signed_in: bool
    request_id: str
    typed: Sequence[Typed]
    rescue: Rescue | None
    ways: Sequence[WayOut] = ()


def install(app: FastAPI) -> None:
    """Answer every refusal and every mistake with our own pages."""
    app.state.refuse = refuse
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(AppError, _refusal)
    app.add_exception_handler(Exception, _crash)


def refuse(request: Request, error: AppError, access: Access | None) -> Response:
    """The answer to a refusal; `access` is that of the hero, if one is signed in."""
    if isinstance(error, NobodyYet):
        return elsewhere(request, "/welcome")
    if isinstance(error, SignInRequired):
        return _ask_to_sign_in(request)
    response = answer(request, error.status, error.message, _title(error), access, _ways(error))
    retry_after = getattr(error, "retry_after", None)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _title(error: AppError) -> str:
    """What stands above a refusal that is not like the others of its status."""
    if isinstance(error, Archived):
        return _("This team is archived")
    return _(LOST_RACE) if isinstance(error, LostRace) else ""


def _ways(error: AppError) -> list[WayOut]:
    """What to do instead, and where."""
    if isinstance(error, OnlyOwner):
        return [WayOut(_("Choose another owner"), f"/teams/{error.team_id}/roster")]
    return [WayOut(_("To the team"), f"/teams/{error.team_id}")] if isinstance(error, Archived) else []


def refuse_early(scope: Scope, status: int, sentence: str) -> ASGIApp:
    """The answer of a middleware that lets a request go no further."""
    return answer(Request(scope), status, sentence)


def answer(
    request: Request,
    status: int,
    message: str = "",
    title: str = "",
    access: Access | None = None,
    ways: Sequence[WayOut] = (),
) -> Response:
    """A status with its sentence, under its own title or another: a page, or for htmx a toast and the page stays.
    `access` is that of the hero, if one is signed in."""
    message = message or _(EXPLANATIONS.get(status, EXPLANATIONS[422]))
    if wants_parts(request):
        part = pop_up(Toast(message, kind="bad"))
        return HTMLResponse(Markup(part.__html__()), status, {"Vary": VARY})
    title = title or _(TITLES.get(status, TITLES[422]))
    request_id = request.scope.get("state", {}).get("request_id", "")
    way_back = rescue(request, access) if access and status == NotFound.status else None
    page = ErrorPage(status, title, message, access is not None, request_id, typed_fields(request), way_back, ways)
    return open_page(page, status)


def _ask_to_sign_in(request: Request) -> Response:
    if request.method not in {"GET", "HEAD"} and not wants_parts(request):
        return login.ask(request)
    place = address_in(request.headers.get("hx-current-url", "")) if wants_parts(request) else request.url
    path = f"{place.path}?{place.query}" if place.query else place.path
    if request.method == "PUT" and shows(request, f"{request.url.path}/edit"):
        path = f"{request.url.path}/edit"  # the form was opened within that page: there it is, and its draft with it
    address = f"/login?next={quote(path)}"
    if wants_parts(request):
        return Response(None, 401, {"HX-Redirect": address, "Vary": VARY})
    return RedirectResponse(address, 303)


async def _http(request: Request, error: Exception) -> Response:
    refusal = cast(HTTPException, error)
    # Only the sentence about the size is ours; those of the framework are status phrases.
    response = answer(request, refusal.status_code, refusal.detail if refusal.status_code == 413 else "")
    response.headers.update(refusal.headers or {})
    return response


async def _validation(request: Request, error: Exception) -> Response:
    in_path = any(one["loc"][0] == "path" for one in cast(RequestValidationError, error).errors())
    return answer(request, NotFound.status if in_path else 422)


async def _refusal(request: Request, error: Exception) -> Response:
    return refuse(request, cast(AppError, error), None)


async def _crash(request: Request, _error: Exception) -> Response:
    return answer(request, 500)
