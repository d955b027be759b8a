"""What all ways in have in common: where they lead, who knocks, and the cookie."""

import re

from starlette.requests import Request
from starlette.responses import Response

from app.models import Hero
from app.models.sign_in_try import Outcome
from app.request import Ctx, OpenCtx, cookie_name, sign_in_token
from app.settings import Settings

HOME = "/"
FOUR_HUNDRED_DAYS = 400 * 86_400
"""As long as browsers keep a cookie; the sign-in itself ends earlier, on our side."""


def own_path(address: str) -> str:
    """The address if it is a path of ours; else home. Browsers take a backslash for a slash and skip tabs."""
    return address if re.fullmatch(r"/(?!/)[^\\\x00-\x20\x7f]*", address) else HOME


def sender(request: Request) -> str:
    """The address that a request comes from; the server has already looked behind the proxies that it trusts."""
    return request.client.host if request.client else ""


def browser_token(request: Request) -> str:
    """The token by which this browser is recognised after it was signed in once; empty without one."""
    return request.cookies.get(_browser_cookie(request.app.state.settings), "")


def let_in(ctx: OpenCtx, hero: Hero, response: Response, *, keep: bool) -> Response:
    """Sign the browser in with this answer, until it is closed or (`keep`) for good."""
    agent = ctx.request.headers.get("user-agent", "")
    former = sign_in_token(ctx.request)
    token = ctx.guest.start(hero, agent, instead_of=former, stays=keep)
    note_try(ctx, Outcome.ADMITTED, hero)
    return _with_cookies(ctx, hero, response, token, stays=keep)


def note_try(ctx: OpenCtx, outcome: Outcome, hero: Hero | None = None, email: str = "") -> None:
    """Note in the sign-in log what became of a try of this hero, or of whoever has the e-mail."""
    agent = ctx.request.headers.get("user-agent", "")
    ctx.guest.note_try(outcome, sender(ctx.request), agent, hero=hero, email=email)


def renewed(ctx: Ctx, response: Response) -> Response:
    """Go on with another cookie from this answer on, and end every other sign-in of the hero."""
    ctx.access.end_all(but=ctx.sign_in)
    return _with_cookies(ctx, ctx.hero, response, ctx.guest.renew(ctx.sign_in), stays=ctx.sign_in.stays)


def see_off(ctx: Ctx, response: Response) -> Response:
    """Sign the browser out with this answer: it forgets the cookie, the pages and what was typed."""
    settings: Settings = ctx.settings
    response.delete_cookie(cookie_name(settings), secure=settings.secure, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _with_cookies(ctx: Ctx | OpenCtx, hero: Hero, response: Response, token: str, *, stays: bool) -> Response:
    """The answer with the cookie of a sign-in, and the one by which the browser is recognised when that has ended."""
    secure = ctx.settings.secure
    browser, age = ctx.guest.recognise(hero, browser_token(ctx.request)), FOUR_HUNDRED_DAYS if stays else None
    response.set_cookie(cookie_name(ctx.settings), token, max_age=age, secure=secure, httponly=True, samesite="lax")
    response.set_cookie(
        _browser_cookie(ctx.settings), browser, max_age=FOUR_HUNDRED_DAYS, secure=secure, httponly=True, samesite="lax"
    )
    return response


def _browser_cookie(settings: Settings) -> str:
    return f"{cookie_name(settings)}-browser"
