"""What follows on a password, whichever way it was given: in, or on to the second door."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from app.models import Hero
from app.rendering import OpenPage, elsewhere, open_page
from app.request import OpenCtx, cookie_name
from app.settings import Settings
from app.web.entrance import let_in
from app.web.kept import Kept, label_of
from app.web.typed import Typed

SECOND_DOOR = "/login/code"


@dataclass(frozen=True)
class Visit:
    """Where somebody is going, whether the browser `stays` signed in, and what was typed before a sign-in ended."""

    there: str
    stays: bool
    kept: Kept | None = None


@dataclass(frozen=True)
class AgainPage(OpenPage, template="login/again.html"):
    """What was typed before the sign-in ended, ready to be saved."""

    hero_name: str
    kept: Kept
    fields: list[Typed]
    back: str


def admit(ctx: OpenCtx, hero: Hero, visit: Visit) -> Response:
    """Sign the browser in, unless the hero wants to be asked for a code as well."""
    if not ctx.guest.asks_for_code(hero):
        return enter(ctx, hero, visit)
    name = half_cookie(ctx.settings)
    token = ctx.guest.step_in(
        hero,
        stays=visit.stays,
        there=visit.there,
        kept=visit.kept.model_dump_json() if visit.kept else "",
        instead_of=ctx.request.cookies.get(name, ""),
    )
    response = elsewhere(ctx.request, SECOND_DOOR)
    response.set_cookie(name, token, secure=ctx.settings.secure, httponly=True, samesite="lax")
    return response


def enter(ctx: OpenCtx, hero: Hero, visit: Visit) -> Response:
    """Sign the browser in and lead it on; what was typed before is shown first."""
    if visit.kept is None:
        return let_in(ctx, hero, elsewhere(ctx.request, visit.there), keep=visit.stays)
    fields = [Typed(name, value, label_of(name, value)) for name, value in visit.kept.fields]
    page = AgainPage(hero.first_name, visit.kept, fields, visit.there)
    return let_in(ctx, hero, open_page(page), keep=visit.stays)


def half_cookie(settings: Settings) -> str:
    """The name of the cookie of a browser between the two doors."""
    return f"{cookie_name(settings)}-half"


def half_token(request: Request, settings: Settings) -> str:
    """The token of a browser between the two doors; empty without one."""
    return request.cookies.get(half_cookie(settings), "")
