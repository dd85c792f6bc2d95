"""Answers that many ask for at a time: each is worked out once, those who ask meanwhile wait for it, the oldest go."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass
class Shelf(Generic[Asked, Answer]):
    """So many answers, by what was asked."""

    most: int
    kept: OrderedDict[Asked, Future[Answer]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Asked, make: Callable[[], Answer]) -> Answer:
        """The answer of a key, worked out if nobody has; one that failed is tried again by whoever asks next."""
        with self.lock:
            promise = self.kept.get(key)
            is_mine = promise is None
            if promise is None:
                promise = self.kept[key] = Future()
            self.kept.move_to_end(key)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        if is_mine:
            self._make(key, promise, make)
        return promise.result()

    def asked(self) -> list[Asked]:
        """What answers are kept of, the one asked for last at the end."""
        with self.lock:
            return list(self.kept)

    def clear(self) -> None:
        """Forget every answer."""
        with self.lock:
            self.kept.clear()

    def _make(self, key: Asked, promise: Future[Answer], make: Callable[[], Answer]) -> None:
        try:
            promise.set_result(make())
        except BaseException as error:
            with self.lock:
                self.kept.pop(key, None)
            promise.set_exception(error)
            raise
