"""The language for everybody who has not told us theirs."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.i18n import Viewer, negotiate, viewing


class Language:
    """Writes the answer in the best language that the browser asks for, until somebody better known is viewing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with viewing(Viewer(locale=negotiate(Headers(scope=scope).get("accept-language")))):
            await self._app(scope, receive, send)
