"""Which build pages show: the one published last. Where many read, it is first asked what they asked of the one before.

A build that is new has no answer ready. Of a hundred readers each would wait for all of them; so they go on with the
build before for the few seconds that it takes. Everybody is shown the same build, nobody an older one after a newer.
Whoever has a scope reads a build of his own units, which is made when he comes and waits for nothing.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from contextvars import Context
from dataclasses import dataclass, field
from pathlib import Path

from dashboard import data, drawing, events, store

MOST_SECONDS = 10.0
MOST_QUESTIONS = data.KEPT_ANSWERS // 2
TICK = 0.05


@dataclass
class Coming:
    """A build that is being asked ahead; since when readers are kept from a newer one than they see."""

    published: store.Snapshot
    before: store.Snapshot
    since: float
    is_ready: threading.Event = field(default_factory=threading.Event)

    @property
    def may_be_shown(self) -> bool:
        """Whether everything was asked, or has taken too long."""
        return self.is_ready.is_set() or time.monotonic() - self.since > MOST_SECONDS

    def ask(self) -> None:
        """Ask it what was asked of the build before, what was asked last first; what fails is for readers to see."""
        began, questions = time.monotonic(), data.asked_of(self.before)[:MOST_QUESTIONS]
        try:
            for question in questions:
                if self.may_be_shown:
                    break
                data.ask_again(question, self.published)
        except store.UNANSWERED as error:
            events.tell("asked_ahead", level=logging.WARNING, **events.about(error))
        else:
            seconds = round(time.monotonic() - began, 2)
            events.tell("asked_ahead", build=self.published.path.name, questions=len(questions), seconds=seconds)
        finally:
            self.is_ready.set()


_shown: dict[Path, store.Snapshot] = {}
_coming: dict[Path, Coming] = {}
_lock = threading.Lock()


def build() -> store.Snapshot:
    """The build that pages show now."""
    folder = store.store_folder()
    newest = store.snapshot(folder)
    with _lock:
        before = _shown.get(folder, newest)
        # A file that was made anew under its old name is another one; nothing is left of what it was.
        if newest.path == before.path or not drawing.is_crowded():
            return _show(folder, newest)
        coming = _coming.get(folder)
        if coming is None or (coming.published != newest and not coming.may_be_shown):
            coming = _begin(folder, Coming(newest, before, coming.since if coming else time.monotonic()))
        return _show(folder, coming.published) if coming.may_be_shown else before


def catch_up() -> None:
    """Wait until pages show what is published."""
    with contextlib.suppress(*store.UNANSWERED):
        while build() != store.snapshot():
            time.sleep(TICK)


def _show(folder: Path, published: store.Snapshot) -> store.Snapshot:
    _end(folder)
    _shown[folder] = published
    return published


def _begin(folder: Path, coming: Coming) -> Coming:
    _end(folder)
    _coming[folder] = coming
    # In a context of its own, what it reads is nobody else's.
    threading.Thread(target=Context().run, args=(coming.ask,), name="asking ahead", daemon=True).start()
    return coming


def _end(folder: Path) -> None:
    if coming := _coming.pop(folder, None):
        coming.is_ready.set()
