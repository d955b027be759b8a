"""The memory of the C library. Each thread has a heap of its own there, and what one has freed no other uses.

Only one thread of Python runs at a time, so a single heap keeps nobody waiting, and is a quarter smaller.
"""

import ctypes

M_ARENA_MAX = -8
"""The number of heaps, in `malloc.h` of glibc."""


def share_one_heap() -> None:
    """Have all threads of this process share one heap, where the C library can."""
    limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if limit is not None:
        limit(M_ARENA_MAX, 1)
