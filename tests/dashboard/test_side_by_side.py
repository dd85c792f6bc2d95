"""Readers at the same page at the same moment, each in a thread, do not stop the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 3.0
# In a process of its own: what would go wrong here stops every thread of it, and so the tests too.
MANY = f"""
import sys, threading, time
import polars as pl
from dashboard import data, figures, store
from pathlib import Path

until = time.monotonic() + {SECONDS}
reading = data.Reading(store.snapshot(Path(sys.argv[1])))

def look(use):
    data.read(reading)
    while time.monotonic() < until:
        use(data.frame("sql__columns"))

def narrow(frame):
    frame.columns, frame.with_columns(more=pl.lit(1)), frame.filter(pl.col("table_name") > "m")

uses = (figures.seal, pl.DataFrame.write_json, pl.DataFrame.write_json, narrow, narrow, narrow)
readers = [threading.Thread(target=look, args=(use,)) for use in uses]
for reader in readers:
    reader.start()
for reader in readers:
    reader.join()
"""


def test_answers_that_are_shared_may_be_written_and_narrowed_in_many_threads(rostered_store: Path):
    command = [sys.executable, "-c", MANY, str(rostered_store)]
    assert subprocess.run(command, cwd=ROOT, timeout=SECONDS + 60, check=False).returncode == 0
