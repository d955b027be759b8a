"""The memory of a process that serves: one heap for all threads, and little to go over for the collector of cycles."""

import ctypes
import gc

M_ARENA_MAX = -8
"""The number of heaps, in `malloc.h` of glibc."""
MADE = 10_000
"""Objects after which young ones are looked at for cycles: those of a few pages, not of a part of one."""


def share_one_heap() -> None:
    """Have all threads of this process share one heap, where the C library can.

    Each has one of its own otherwise, and what one has freed no other uses. Only one thread of Python runs at a time,
    so a single heap keeps nobody waiting, and is a quarter smaller.
    """
    limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if limit is not None:
        limit(M_ARENA_MAX, 1)


def keep_what_is_there() -> None:
    """Have the collector of cycles leave alone what there is now, which stays as long as the process does, and look for
    new cycles less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE, *gc.get_threshold()[1:])
