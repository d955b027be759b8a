"""What is done after the answer, one thing after the other, while nobody waits for it: letters that nobody sees go."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore

WAITING_MAX = 100

log = logging.getLogger(__name__)


class Post:
    """One thread with its queue; what waits there is gone when the process ends."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "post")
        self._room = BoundedSemaphore(WAITING_MAX)

    def later(self, work: Callable[[], object]) -> None:
        """Do this when it is its turn. Where too much waits already it is dropped, and that is logged."""
        if not self._room.acquire(blocking=False):
            log.error("Too much waits to be sent; something was dropped.")
            return
        self._thread.submit(work).add_done_callback(self._done)

    def close(self) -> None:
        """Wait for what is under way, and drop the rest."""
        self._thread.shutdown(cancel_futures=True)

    def _done(self, work: "Future[object]") -> None:
        self._room.release()
        error = None if work.cancelled() else work.exception()
        if error is not None:
            log.error("Something could not be sent.", exc_info=error)
