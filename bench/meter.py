"""What a stage costs: the wall's time, the processors', and memory, in this process and in those that read for it."""

from __future__ import annotations

import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Figures = dict[str, Any]
PACE_STEPS = 3_000_000


def meter() -> Callable[[], Figures]:
    """Start the clocks; what is returned stops them: the wall's, and that of the processors, readers included."""
    wall, processors = time.perf_counter(), processor_seconds()

    def spent() -> Figures:
        return {"seconds": time.perf_counter() - wall, "cpu_seconds": processor_seconds() - processors}

    return spent


def pace() -> float:
    """How long three million steps take that are none of ours, in seconds: how fast the machine is just now."""
    started = time.perf_counter()
    sum(one * one % 7 for one in range(PACE_STEPS))
    return time.perf_counter() - started


def watch_memory(every: float = 0.05) -> Callable[[], float]:
    """Watch what this process and its children hold at once, every so many seconds; what is returned stops that.

    It tells the most, in MiB.
    """
    done, most = threading.Event(), [0.0]

    def watch() -> None:
        while True:
            most[0] = max(most[0], sum(map(held_mib, ("self", *children()))))
            if done.wait(every):
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()

    def highest() -> float:
        done.set()
        watcher.join()
        return most[0]

    return highest


def children() -> list[str]:
    """The processes that this one has started, from whichever of its threads."""
    return [child for path in Path("/proc/self/task").glob("*/children") for child in read_or_nothing(path).split()]


def held_mib(process: str) -> float:
    """What one process holds in memory; nothing once it has ended."""
    pages = read_or_nothing(Path(f"/proc/{process}/statm")).split()
    return int(pages[1]) * resource.getpagesize() / 2**20 if pages else 0.0


def used_seconds(process: str, *, and_its_children: bool = False) -> float:
    """What one process has used, if wanted with those of its children that ended; nothing once it has ended itself."""
    fields = read_or_nothing(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if and_its_children else 13])) / os.sysconf("SC_CLK_TCK")


def busy_seconds() -> float:
    """What all processors together have worked since the machine started, for whomever."""
    user, nice, system = map(int, read_or_nothing(Path("/proc/stat")).split()[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


def read_or_nothing(path: Path) -> str:
    """A file of the kernel's; empty once its process or thread is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""


def processor_seconds() -> float:
    """What this process and its children have used, those that run and those that ended."""
    ended = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in ended) + sum(map(used_seconds, children()))


def stop_readers() -> None:
    """End the processes that read workbooks, where there are any, so that they are accounted for."""
    if "ingest.pool" in sys.modules:
        sys.modules["ingest.pool"].stop_all()


def peaks() -> Figures:
    """The most memory that this process, and the largest of its reading processes, ever held."""
    stop_readers()
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"peak_mib": own / 1024, "reader_mib": children / 1024}
