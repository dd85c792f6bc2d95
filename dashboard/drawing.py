"""Pages are drawn a few at a time; drawn all at once they only take the interpreter from each other.

For every piece of a page the framework takes locks that all pages share. A thread that is left waiting for one has it
at the interpreter's next switch at the earliest, so a hundred pages at once take far longer than one after another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore

AT_ONCE = 1 + (os.cpu_count() or 1)
MOST_SECONDS = 5.0
_free = BoundedSemaphore(AT_ONCE)
_mine: ContextVar[bool] = ContextVar("mine", default=False)


@contextmanager
def turn() -> Iterator[None]:
    """Draw when it is one's turn; who waited long draws all the same, so that what hangs does not hold up everybody."""
    if _mine.get():
        yield
        return
    _mine.set(_free.acquire(timeout=MOST_SECONDS))
    try:
        yield
    finally:
        _give_back()


@contextmanager
def others_first() -> Iterator[None]:
    """Let others draw while this page waits for something."""
    had = _mine.get()
    _give_back()
    try:
        yield
    finally:
        if had:
            _mine.set(_free.acquire(timeout=MOST_SECONDS))


def is_free() -> bool:
    """Whether a page that asks for a turn now has it at once."""
    free = _free.acquire(blocking=False)
    if free:
        _free.release()
    return free


def _give_back() -> None:
    if _mine.get():
        _mine.set(False)
        _free.release()
