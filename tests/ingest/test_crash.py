"""Killed in the middle, or two at once: the store is whole, and the next call goes on."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from ingest import intake
from ingest.verify import verify
from tests.ingest.stores import ask, meeting

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


@pytest.mark.parametrize("seconds", [1.0, 2.5])
def test_a_kill_in_the_middle_of_an_ingest_leaves_a_store_that_can_be_read_and_goes_on(
    store: Path, tmp_path: Path, seconds: float
):
    files = [meeting(tmp_path, f"{number}.xlsx", held_on=date(2009, 6, number)) for number in range(1, 13)]
    command = [sys.executable, str(ROOT / "taizhang.py"), "ingest", "--store", str(store), *map(str, files)]
    ingest = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    # The moment does not matter; wherever it falls, what follows must hold.
    time.sleep(seconds)
    os.killpg(ingest.pid, signal.SIGKILL)
    ingest.wait()
    assert ask(store, "select count(*) from raw.units") == [(2,)]
    results = intake.accept(store, files)
    assert all(result.is_well for result in results)
    assert ask(store, "select count(*) from raw.meetings") == [(12,)]
    assert verify(store) == []


def accept_one(store: Path, path: Path) -> None:
    """What one of two writers does."""
    intake.accept(store, [path], by=path.stem)


def test_two_writers_at_once_both_succeed(store: Path, tmp_path: Path):
    paths = [meeting(tmp_path, "甲.xlsx"), meeting(tmp_path, "乙.xlsx", unit="税务局")]
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=accept_one, args=(store, path)) for path in paths]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert sorted(unit for (unit,) in ask(store, "select unit_id from raw.meetings")) == ["EDU", "TAX"]
