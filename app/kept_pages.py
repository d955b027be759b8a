"""Pages that were made a moment ago, as they were sent, for the browser that they were made for.

They are kept under the name that their ETag has, and of these `conditional` says that equal names are equal pages.
Whoever asks once more without having it, such as in a second window, gets it after one statement.
"""

from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from starlette.responses import Response

ROOM = 8 * 1024 * 1024
"""Bytes of pages that a process keeps: about 150 long lists."""


@dataclass(frozen=True)
class KeptPage:
    """What was answered, and until when (seconds since 1970) what it says of the time holds."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    until: int

    def __len__(self) -> int:
        return len(self.body)

    def answer(self) -> Response:
        """It once more; each answer has headers of its own, to which others add."""
        return Response(self.body, 200, dict(self.headers))


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
