"""No other site may send a form in somebody's name."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.i18n import _
from app.middleware.refusal import Refusal, plain_refusal

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})


class CrossOrigin:
    """Answers 403 to a write that a browser sent from somewhere else.

    Browsers say so in `Sec-Fetch-Site`, which no script can set (W3C Fetch Metadata). They leave it out over plain
    HTTP; there the `Origin` has to be ours: that of the request, or of `public_url`. With neither header it is no
    browser, and is let through if it brings no cookie.
    """

    def __init__(self, app: ASGIApp, public_url: str = "", on_refusal: Refusal = plain_refusal) -> None:
        self._app = app
        self._public_url = public_url.lower().rstrip("/")
        self._on_refusal = on_refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE or self._is_ours(scope, Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        sentence = _("This form was sent from another site, so nothing was changed. Open the page here and try again.")
        await self._on_refusal(scope, 403, sentence)(scope, receive, send)

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site in OURS
        if origin is not None:
            own = f"{scope['scheme']}://{headers.get('host', '')}".lower()
            return origin != "" and origin.lower() in {own, self._public_url}
        return "cookie" not in headers
