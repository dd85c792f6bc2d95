"""Reading processes, kept warm and replaced when one dies, grows fat or overruns its time."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.limits import Limits, Unreadable
from ingest.worker import send

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ROOT = str(Path(__file__).resolve().parent.parent)
START = f"import sys; sys.path.insert(0, {ROOT!r}); from ingest.worker import main; main()"
KEEP_IDLE = 2
READ_AHEAD = 1 << 20
PART_BYTES = 1 << 23
DIED = "文件让读取程序中断了：可能已损坏、过大，或远处有误填的单元格。请新建工作簿，只复制要报的内容后再报。"
BUSY = "文件太费时，没有读完。请拆分，或新建工作簿，只复制要报的内容后再报。"
SLOW = "文件在 {:.0f} 秒内没有读完。请拆分，或删去多余的行列后再报。"

idle: list[Worker] = []
lock = threading.Lock()


class Worker:
    """One child process and its pipes."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath},
        )

    def ask(self, path: str, limits: Limits, what: str) -> tuple[str, Any, bool]:
        """The child's reply; `Unreadable` when it dies or is too slow."""
        assert self.process.stdin and self.process.stdout
        try:
            send(self.process.stdin, (path, limits, PART_BYTES, what))
            reply = Reply(self.process.stdout.fileno(), limits.wall_seconds)
            return pickle.load(io.BufferedReader(reply, READ_AHEAD))
        except (BrokenPipeError, EOFError, pickle.UnpicklingError):
            raise self.last_words() from None

    def last_words(self) -> Unreadable:
        """Why the child is gone: the kernel ends it at its limit of work, anything else is the file's doing."""
        self.process.kill()
        is_slow = self.process.wait() == -signal.SIGXCPU
        return Unreadable(BUSY if is_slow else DIED)

    def stop(self) -> None:
        """End the child and reap it."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self.process.wait()


class Reply(io.RawIOBase):
    """What a child writes, read while it is written; `Unreadable` once it is not whole in time."""

    def __init__(self, stream: int, seconds: float) -> None:
        self.stream, self.seconds = stream, seconds
        self.deadline = time.monotonic() + seconds
        self.poll = select.poll()
        self.poll.register(stream, select.POLLIN)

    def readable(self) -> bool:
        """It is only read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """As much as has come, once something has."""
        if not self.poll.poll(max(0.0, self.deadline - time.monotonic()) * 1000):
            raise Unreadable(SLOW.format(self.seconds))
        return os.readv(self.stream, [buffer])


def borrow() -> Worker:
    """A warm worker, or a new one."""
    with lock:
        while idle:
            worker = idle.pop()
            if worker.process.poll() is None:
                return worker
            worker.stop()
    return Worker()


def give_back(worker: Worker, is_fit: bool) -> None:
    """Keep a healthy worker for the next file."""
    with lock:
        if is_fit and len(idle) < KEEP_IDLE:
            idle.append(worker)
            return
    worker.stop()


def read_in_worker(path: str, limits: Limits, what: str = "workbook") -> Any:
    """One worker's answer for one file, a workbook or a document; a worker that does not give any is ended."""
    worker = borrow()
    try:
        outcome, answer, is_fit = worker.ask(path, limits, what)
    except BaseException:
        worker.stop()
        raise
    give_back(worker, is_fit)
    if outcome == "missing":
        raise FileNotFoundError(answer)
    if outcome == "unreadable":
        raise Unreadable(answer)
    return answer


@atexit.register
def stop_all() -> None:
    """No child outlives its parent."""
    with lock:
        while idle:
            idle.pop().stop()
