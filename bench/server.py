"""A server of the dashboard for as long as something is measured on it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bench.meter import held_mib, read_or_nothing, used_seconds
from dashboard.web import mode

ROOT = Path(__file__).parents[1]
MOST_SECONDS = 120


@dataclass(frozen=True)
class Server:
    """Where it answers, and its process."""

    address: str
    pid: int

    @property
    def processes(self) -> list[str]:
        """Its process and all that it started, and they in turn."""
        found = [str(self.pid)]
        for process in found:
            tasks = Path(f"/proc/{process}/task").glob("*/children")
            found += [child for path in tasks for child in read_or_nothing(path).split()]
        return found

    def memory(self) -> tuple[float, float]:
        """What the process itself holds, and what it and all others hold together, in MiB."""
        held = [held_mib(process) for process in self.processes]
        return held[0], sum(held)

    def cpu_seconds(self) -> float:
        """What the process itself has used."""
        return used_seconds(str(self.pid))

    def all_cpu_seconds(self) -> float:
        """What it and all that it started have used, those that ended too."""
        return sum(used_seconds(process, and_its_children=True) for process in self.processes)


@contextmanager
def served(script: str, store: Path, *options: str, log: Path | None = None, how: str = mode.DEMO) -> Iterator[Server]:
    """A script's server with the settings of the project, on a free port; it ends with the measurement."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options]
    surroundings = {**os.environ, "TAIZHANG_STORE": str(store), "PYTHONPATH": str(ROOT), mode.VARIABLE: how}
    with (log or Path(os.devnull)).open("wb") as told:
        process = subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL, stderr=told, start_new_session=True
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address)
        yield Server(address, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=MOST_SECONDS)


def end_as_told() -> None:
    """Whoever ends this process ends the server too: a signal leaves by the way that an error does."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))


def wait_until_healthy(address: str) -> None:
    """Until the server answers, be it that nobody has signed in."""
    last = time.monotonic() + MOST_SECONDS
    while time.monotonic() < last:
        try:
            urlopen(f"{address}/_stcore/health", timeout=2).close()
            return
        except HTTPError:
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise SystemExit(f"{address}: the server did not start")
