"""Forms know GET and POST only; this lets them say DELETE, PUT and PATCH."""

from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from app.i18n import _
from app.middleware.refusal import Refusal, plain_refusal

VERBS = frozenset({"DELETE", "PATCH", "PUT"})


class MethodOverride:
    """Turns `POST …?_method=DELETE` into `DELETE …`; a verb that forms have no use for is answered with 400."""

    def __init__(self, app: ASGIApp, on_refusal: Refusal = plain_refusal) -> None:
        self._app = app
        self._on_refusal = on_refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = _wanted(scope)
        if not wanted:
            await self._app(scope, receive, send)
        elif len(wanted) == 1 and wanted[0] in VERBS:
            await self._app({**scope, "method": wanted[0]}, receive, send)
        else:
            sentence = _("This form asks for something that Sidekick does not know. Nothing was changed.")
            await self._on_refusal(scope, 400, sentence)(scope, receive, send)


def _wanted(scope: Scope) -> list[str]:
    if scope["type"] != "http" or scope["method"] != "POST" or b"_method=" not in scope["query_string"]:
        return []
    return parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).get("_method", [])
