"""A progress bar on the error output, redrawn in place; one line at the end where nobody watches."""

import sys
import time
from typing import Self

WIDTH = 30


class Bar:
    """So many steps of something, and how long they took."""

    def __init__(self, words: str, steps: int) -> None:
        self._words, self._steps, self._done = words, max(steps, 1), 0
        self._began = self._drawn = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._draw("\n")

    def advance(self, steps: int = 1, words: str = "") -> None:
        """So many more are done; `words` say what comes next."""
        self._done += steps
        self._words = words or self._words
        if sys.stderr.isatty() and time.monotonic() > self._drawn + 0.1:
            self._draw("")

    def _draw(self, end: str) -> None:
        self._drawn = time.monotonic()
        filled = "█" * (WIDTH * self._done // self._steps)
        start = "\r\033[K" if sys.stderr.isatty() else ""
        sys.stderr.write(f"{start}{filled:░<{WIDTH}} {self._drawn - self._began:5.1f} s  {self._words}{end}")
        sys.stderr.flush()
