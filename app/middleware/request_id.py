"""A name for each request, so that an error page and the log can be matched."""

import logging
import secrets
from contextvars import ContextVar

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_current: ContextVar[str] = ContextVar("request_id", default="-")


class RequestId:
    """Names the request in `request.state.request_id`, in the answer's `X-Request-ID` and in what is logged meanwhile.

    A name that the client sends is not believed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = name

        async def send_with_name(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = name
            await send(message)

        token = _current.set(name)
        try:
            await self._app(scope, receive, send_with_name)
        finally:
            _current.reset(token)


class RequestIdFilter(logging.Filter):
    """Gives each record of a log handler a `request_id`; “-” outside of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get()
        return True
