"""Heavy work in a process that gives way: whoever looks at a page waits neither for its turn nor for the interpreter.

The server calls `begin`; from then on `done` runs in a child of low priority. Elsewhere, as in the terminal, the work
is done where it is asked for. A child that is over with one piece waits for the next, and goes when nobody has asked
for long, or when the server is gone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dashboard import events
from dashboard.sandbox_worker import step_aside

ROOT = str(Path(__file__).resolve().parents[1])
START = f"import sys; sys.path.insert(0, {ROOT!r}); from dashboard.aside import main; main()"
KEPT_IDLE = 2
IDLE_SECONDS = 600.0
STEP, ANSWER, ERROR = "step", "answer", "error"

Tell = Callable[[str], None]
Pieces = tuple[Any, ...]


class Ended(Exception):
    """The process that did the work is gone, with the work half done; nothing that was accepted is."""


def _quiet(_: str) -> None:
    """Where nobody listens."""


_tell: ContextVar[Tell] = ContextVar("tell", default=_quiet)


@dataclass(frozen=True)
class Told:
    """Paths, each said aloud when its turn comes, wherever that is."""

    paths: Sequence[Path]

    def __iter__(self) -> Iterator[Path]:
        for path in self.paths:
            _tell.get()(path.name)
            yield path


@dataclass
class Hand:
    """One child that does what it is told."""

    process: subprocess.Popen[bytes]

    def do(self, work: tuple[Any, ...], tell: Tell) -> Any:
        """The answer of a piece of work; its error is raised here."""
        assert self.process.stdin and self.process.stdout
        try:
            send(self.process.stdin, work)
            while (said := pickle.load(self.process.stdout))[0] == STEP:
                tell(said[1])
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise Ended(f"the process at work ended with {self.process.wait()}") from error
        if said[0] == ERROR:
            raise rebuilt(*said[1])
        return said[1]

    def is_fit(self) -> bool:
        """Whether it can take another piece."""
        return self.process.poll() is None

    def let_go(self) -> None:
        """Have it end once it has nothing more to do."""
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(BrokenPipeError):
                if pipe:
                    pipe.close()
        self.process.wait()


_is_apart = False
_idle: list[Hand] = []
_lock = threading.Lock()
_clock: threading.Timer | None = None


def begin() -> None:
    """From here on heavy work of this process is done by children."""
    global _is_apart
    _is_apart = True


def done(function: Callable[..., Any], /, *given: Any, tell: Tell = _quiet, **named: Any) -> Any:
    """What a function of ours answers to what is given; `tell` hears each step that it says aloud."""
    if not _is_apart:
        before = _tell.set(tell)
        try:
            return function(*given, **named)
        finally:
            _tell.reset(before)
    hand = _taken()
    try:
        return hand.do((function, given, named), tell)
    finally:
        _put_back(hand)


def ready() -> None:
    """See that a child waits, since somebody is about to need one."""
    with _lock:
        if _is_apart and not _idle:
            _idle.append(_started())
            _wind_up()


def _taken() -> Hand:
    with _lock:
        while _idle:
            if (hand := _idle.pop()).is_fit():
                return hand
            hand.let_go()
    return _started()


def _put_back(hand: Hand) -> None:
    with _lock:
        if hand.is_fit() and len(_idle) < KEPT_IDLE:
            _idle.append(hand)
            _wind_up()
            return
    hand.let_go()


def _wind_up() -> None:
    global _clock
    if _clock:
        _clock.cancel()
    _clock = threading.Timer(IDLE_SECONDS, let_all_go)
    _clock.daemon = True
    _clock.start()


def let_all_go() -> None:
    """End the children that wait."""
    with _lock:
        left = _idle[:]
        _idle.clear()
    for hand in left:
        hand.let_go()


def _started() -> Hand:
    # In a session of its own: who stops the server at the keyboard does not break off what is half done.
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    return Hand(process)


def send(pipe: IO[bytes], what: Any) -> None:
    """One message, whole or, where it cannot be written down, not at all."""
    pipe.write(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))
    pipe.flush()


def taken_apart(error: BaseException) -> Pieces:
    """An error as it can be sent: its kind and values, what caused it, and for the log, where it came from."""
    error.__dict__.setdefault(events.WHERE, events.places(error))
    cause = error.__cause__
    # Some kinds hold more than they say, such as the file that an error of the system's is about.
    made: Any = error.__reduce__()
    return made[0], made[1], error.args, error.__dict__, taken_apart(cause) if cause else None


def rebuilt(
    kind: type[BaseException], values: tuple[Any, ...], said: tuple[Any, ...], more: dict[str, Any], cause: Any
) -> BaseException:
    """The error again; it is not made anew, since some are made of other things than they say."""
    error = kind.__new__(kind, *values)
    error.args = said
    error.__dict__.update(more)
    error.__cause__ = rebuilt(*cause) if cause else None
    return error


def main() -> None:
    """The child: one piece of work after the other, until there is nobody who asks."""
    step_aside()
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever else would be printed goes to the log.
    os.dup2(2, 1)
    _tell.set(lambda what: send(answers, (STEP, what)))
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            work = pickle.load(sys.stdin.buffer)
            send(answers, outcome(*work))


def outcome(function: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]) -> tuple[str, Any]:
    """What came of a piece of work."""
    try:
        return ANSWER, function(*given, **named)
    except Exception as error:  # noqa: BLE001  (it is raised again where the work was asked for)
        return ERROR, taken_apart(error)
