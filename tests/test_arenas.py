"""However many threads a server has, they share a few of the allocator's arenas."""

import platform
import re
import subprocess
import sys

import pytest

from dashboard import arenas

MANY = """
import ctypes, sys, threading
from dashboard import arenas
if sys.argv[1] == "few":
    arenas.keep_few()
library, everybody = ctypes.CDLL(None), threading.Barrier(12)

def take():
    everybody.wait()
    library.malloc(100_000)
    everybody.wait()

threads = [threading.Thread(target=take) for _ in range(12)]
for one in threads:
    one.start()
for one in threads:
    one.join()
library.malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator")
def test_many_threads_share_a_few_arenas() -> None:
    assert arenas_of("few") <= arenas.FEW < arenas_of("as they come")


def arenas_of(how: str) -> int:
    """How many arenas a process of many threads has in the end."""
    told = subprocess.run([sys.executable, "-c", MANY, how], capture_output=True, text=True, check=True).stderr
    return len(re.findall(r"^Arena \d+:", told, re.MULTILINE))
