"""Sidekick with nothing at hand: what every page would cost if it were the first one."""

import sys

from starlette.types import ASGIApp, Receive, Scope, Send

from app.kept_pages import KeptPages
from app.main import create_app
from app.rendering import kept
from app.web.filtering.menus import menus
from bench.plain import serve


class Forgetful:
    """Forgets before each request all that was put together for earlier ones."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kept.cache_clear()
        menus.cache_clear()
        await self._app(scope, receive, send)


def make() -> ASGIApp:
    """The product as it is set, without a memory."""
    app = create_app()
    app.state.kept_pages = KeptPages(0)
    return Forgetful(app)


if __name__ == "__main__":
    serve("bench.forgetful:make", int(sys.argv[1]))
