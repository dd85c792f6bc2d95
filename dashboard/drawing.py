"""Pages are drawn a few at a time; drawn all at once they only take the interpreter from each other.

For every piece of a page the framework takes locks that all pages share. A thread that is left waiting for one has it
at the interpreter's next switch at the earliest, so a hundred pages at once take far longer than one after another.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore
from typing import Protocol

AT_ONCE = 1 + (os.cpu_count() or 1)
MOST_SECONDS = 5.0
LATELY = 10.0
_free = BoundedSemaphore(AT_ONCE)
_mine: ContextVar[bool] = ContextVar("mine", default=False)
_waited_at = -math.inf


class Work(Protocol):
    """Something that is under way elsewhere."""

    def ends_within(self, seconds: float) -> bool:
        """Wait a little; whether it is over."""


@contextmanager
def turn() -> Iterator[None]:
    """Draw when it is one's turn; who waited long draws all the same, so that what hangs does not hold up everybody."""
    if _mine.get():
        yield
        return
    _mine.set(_turn_comes())
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
            _mine.set(_turn_comes())


def is_over(work: Work, seconds: float) -> bool:
    """Wait a little for something while others draw; whether it is over. Who need not wait keeps the turn."""
    if work.ends_within(0):
        return True
    with others_first():
        return work.ends_within(seconds)


def is_free() -> bool:
    """Whether a page that asks for a turn now has it at once."""
    free = _free.acquire(blocking=False)
    if free:
        _free.release()
    return free


def is_crowded() -> bool:
    """Whether so many look at pages that some had to wait for their turn lately."""
    return time.monotonic() - _waited_at < LATELY


def _turn_comes() -> bool:
    global _waited_at
    if _free.acquire(blocking=False):
        return True
    _waited_at = time.monotonic()
    return _free.acquire(timeout=MOST_SECONDS)


def _give_back() -> None:
    if _mine.get():
        _mine.set(False)
        _free.release()
