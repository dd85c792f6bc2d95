"""The allocator's arenas: every run of a page is a thread of its own, and each arena keeps what its threads leave.

Left to itself, glibc makes eight arenas a processor. What is free in one is of no use to a thread of another, so that
a server of many readers holds more and more, while what is in use stays the same.
"""

import ctypes

# As malloc.h has it; an allocator without it, such as musl's, has no arenas either.
M_ARENA_MAX = -8
FEW = 2


def keep_few() -> None:
    """From now on all threads share a few."""
    if choose := getattr(ctypes.CDLL(None), "mallopt", None):
        choose(M_ARENA_MAX, FEW)
