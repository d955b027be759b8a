"""Nobody can make us believe that we live at another address."""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from app.i18n import _
from app.middleware.refusal import Refusal, plain_refusal

_HOST = re.compile(r"(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9._-]{1,253}?)\.?)(?::\d{1,5})?")


class HostCheck:
    """Answers 400 unless `Host` is one of our names: localhost, an IP address, that of `public_url`, or one of `names`.

    A page of a foreign name that was pointed at us (DNS rebinding) always carries that name; an address never does.
    """

    def __init__(
        self, app: ASGIApp, public_url: str = "", names: Iterable[str] = (), on_refusal: Refusal = plain_refusal
    ) -> None:
        self._app = app
        self._names = {name.lower() for name in (urlsplit(public_url).hostname, *names) if name}
        self._on_refusal = on_refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._is_ours(host := _host(scope)):
            await self._app(scope, receive, send)
            return
        sentence = _(
            "Sidekick does not answer to the name “%(name)s” here. "
            "Whoever runs it can add the name with SIDEKICK_ALLOWED_HOSTS."
        ) % {"name": host}
        if not host:
            sentence = _("The address that this request asks for cannot be read.")
        await self._on_refusal(scope, 400, sentence)(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        return host in self._names or host == "localhost" or host.endswith(".localhost") or _is_address(host)


def _host(scope: Scope) -> str:
    """The name or address in the only `Host` header, without its port; empty if it cannot be read."""
    found = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
    match = _HOST.fullmatch(found[0]) if len(found) == 1 else None
    return (match[1] or match[2]) if match else ""


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
