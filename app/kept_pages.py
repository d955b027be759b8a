"""Pages that were made a moment ago, as they were sent, for the browser that they were made for.

They are kept under the name that their ETag has, and of these `conditional` says that equal names are equal pages.
Whoever asks once more without having it, such as in a second window, gets it after one statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOM = 8 * 1024 * 1024
"""Bytes of pages that a process keeps: about a thousand, as small as they are sent."""

COMPRESSED = b"content-encoding"


@dataclass(frozen=True)
class KeptPage:
    """What was sent, and until when (seconds since 1970) what it says of the time holds."""

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    until: int

    def __len__(self) -> int:
        return len(self.body)

    def answer(self) -> Response:
        """It once more; each answer has headers of its own, to which others add."""
        response = Response(self.body)
        response.raw_headers = list(self.headers)
        return response


class KeptPages:
    """The pages that were asked for last, by their names, as many as have room."""

    def __init__(self, room: int = ROOM) -> None:
        self._pages: LRUCache[str, KeptPage] = LRUCache(room, getsizeof=len)
        self._lock = Lock()

    def find(self, name: str, at: float) -> KeptPage | None:
        """The page of this name, if what it says still holds at this moment."""
        with self._lock:
            page = self._pages.get(name)
        return page if page is not None and page.until > at else None

    def keep(self, name: str, page: KeptPage) -> None:
        """Have it at hand, unless it is too big for all the room there is."""
        with self._lock:
            if len(page) <= self._pages.maxsize:
                self._pages[name] = page


class Keeping:
    """Keeps the answers that leave through it compressed, and whose request has `keeps` in its state: the name, and
    until when what is said holds."""

    def __init__(self, app: ASGIApp, pages: Callable[[], KeptPages]) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: list[tuple[bytes, bytes]] = []

        async def send_and_keep(message: Message) -> None:
            keeps = scope["state"].get("keeps")
            if keeps and message["type"] == "http.response.start":
                headers.extend(message["headers"])
            elif keeps and COMPRESSED in dict(headers) and not message.get("more_body"):
                name, until = keeps
                self._pages().keep(name, KeptPage(message["body"], tuple(headers), until))
            await send(message)

        await self._app(scope, receive, send_and_keep if scope["type"] == "http" else send)
