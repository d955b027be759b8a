"""No request may be larger than what we want to hold in memory."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import wording
from app.i18n import _
from app.middleware.refusal import Refusal, plain_refusal

TWO_MEGABYTES = 2_097_152


class BodyLimit:
    """Answers 413 to a body of more than `limit` bytes; `wider` has patterns of paths that may have more.

    When its length is announced, the answer is sent before anything is read, and the server drops the rest. When it is
    not, reading past the limit raises a 413 in whoever reads, which the application's own error page answers.
    """

    def __init__(
        self,
        app: ASGIApp,
        limit: int = TWO_MEGABYTES,
        wider: Mapping[str, int] = MappingProxyType({}),
        on_refusal: Refusal = plain_refusal,
    ) -> None:
        self._app = app
        self._limit = limit
        self._wider = [(re.compile(path), more) for path, more in wider.items()]
        self._on_refusal = on_refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wider = max((more for path, more in self._wider if path.fullmatch(scope["path"])), default=0)
        limit = max(self._limit, wider)

        def sentence() -> str:
            way_out = _("Choose something smaller.") if wider else _("Split it and send the parts.")
            return " ".join((_("That is more than %(size)s.") % {"size": wording.size(limit)}, way_out))

        if _announced(scope) > limit:
            await self._on_refusal(scope, 413, sentence())(scope, receive, send)
        else:
            await self._app(scope, _counted(receive, limit, sentence), send)


def _counted(receive: Receive, limit: int, sentence: Callable[[], str]) -> Receive:
    left = limit

    async def receive_up_to_the_limit() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, sentence())
        return message

    return receive_up_to_the_limit


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:19]) if length.isascii() and length.isdigit() else 0
