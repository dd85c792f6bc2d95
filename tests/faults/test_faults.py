"""Killed in the middle, two at once, no room, no leave to write: the store is whole, and the next call goes on."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard import office
from ingest import accepted, build, intake, ledger, snapshots, soundness
from ingest.verify import fingerprints
from taizhang import cli
from tests.faults import kills
from tests.ingest.stores import ask, meeting

ROOT = Path(__file__).parents[2]
SMALL_DISK = "size=48m"


@pytest.fixture
def store(rostered_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered_store, tmp_path / "store"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_kills_at_moments_drawn_from_a_seed_lose_nothing_and_show_nothing_half_accepted(tmp_path: Path):
    """A few of those that `make faults` makes by the hundred."""
    found = kills.trials(["ingest"], 3, 7, tmp_path, lambda trial: None)
    assert [(trial, trial.faults) for trial in found if trial.faults] == []
    assert sum(trial.is_kill for trial in found) == 3


def test_the_terminal_killed_in_the_middle_of_an_ingest_goes_on_when_it_is_called_again(store: Path, tmp_path: Path):
    files = [meeting(tmp_path, f"{number}.xlsx", held_on=date(2009, 6, number)) for number in range(1, 13)]
    command = [sys.executable, str(ROOT / "taizhang.py"), "ingest", "--store", str(store), *map(str, files)]
    ingest = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    # The moment does not matter; wherever it falls, what follows must hold.
    time.sleep(2.5)
    os.killpg(ingest.pid, signal.SIGKILL)
    ingest.wait()
    assert ask(store, "select count(*) from raw.units") == [(2,)]
    results = intake.accept(store, files)
    assert all(result.is_well for result in results)
    assert ask(store, "select count(*) from raw.meetings") == [(12,)]
    assert intake.examine(store) == []


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


def die_with_the_lock(store: Path) -> None:
    """A writer that is killed while it holds the lock and has begun to write an entry."""
    with ledger.writing(store), ledger.opened(store) as connection:
        connection.execute("pragma cache_size = 1")
        rows = [(number, "alias", "2009-06-01 00:00:00", "", "x" * 9000, "{}") for number in range(3, 40)]
        connection.executemany("insert into events values (?, ?, ?, ?, ?, ?)", rows)
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_lock_and_an_entry_left_by_a_writer_that_died_stop_nobody(store: Path, tmp_path: Path):
    writer = multiprocessing.get_context("spawn").Process(target=die_with_the_lock, args=(store,))
    writer.start()
    writer.join(60)
    assert (store / "ledger.sqlite-journal").stat().st_size > 0
    start = time.monotonic()
    assert [event.number for event in ledger.events(store)] == [1, 2]
    (result,) = intake.accept(store, [meeting(tmp_path)], by="office")
    assert (result.outcome, result.upload_id) == (intake.ACCEPTED, "U0003")
    assert time.monotonic() - start < ledger.WAIT_TO_WRITE / 2
    assert intake.examine(store) == []


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A disk of its own, which only an administrator can make."""
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no leave to mount a disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", SMALL_DISK) as folder:
        yield folder


def fill(disk: Path, leave: int) -> Path:
    """Take all room of a disk but so many bytes."""
    usage = shutil.disk_usage(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, usage.free - leave)))
    return ballast


@pytest.mark.parametrize("leave", [0, 400_000])
def test_a_disk_that_fills_up_anywhere_on_the_way_loses_nothing_and_the_same_command_goes_on_once_there_is_room(
    rostered_store: Path, small_disk: Path, tmp_path: Path, leave: int
):
    store = Path(shutil.copytree(rostered_store, small_disk / "store", ignore=shutil.ignore_patterns("store-1.*")))
    path = meeting(tmp_path)
    ballast = fill(small_disk, leave)
    refused = run("ingest", path, "--store", store)
    assert (refused.exit_code, "Traceback" in refused.output) == (1, False)
    assert "make room" in refused.stderr or "is full" in refused.stderr, refused.stderr
    assert ask(store, "select count(*), (select count(*) from raw.meetings) from raw.units")[0] == (2, 0)
    assert len(ledger.events(store)) in (2, 3)
    ballast.unlink()
    again = run("ingest", path, "--store", store)
    assert again.exit_code == 0, again.output
    assert ask(store, "select count(*) from raw.meetings") == [(1,)]
    assert [upload.upload_id for upload in intake.uploads(store)] == ["U0002", "U0003"]
    assert intake.examine(store) == []


def test_a_disk_that_may_only_be_read_shows_the_store_and_refuses_to_write_in_one_line(
    rostered_store: Path, small_disk: Path, tmp_path: Path
):
    store = Path(shutil.copytree(rostered_store, small_disk / "store", ignore=shutil.ignore_patterns("store-1.*")))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    path = meeting(tmp_path)
    assert run("status", "--store", store).exit_code == 0
    assert run("check", path, "--store", store).exit_code == 0
    for refused in (run("ingest", path, "--store", store), run("doctor", "--mend", "--store", store)):
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
        assert "choose a folder that can be written" in refused.stderr
    assert run("backup", "--store", store, "-o", tmp_path / "backup.zip").exit_code == 0


def test_what_a_page_says_of_a_refusal_names_no_folder(store: Path):
    for error in (ledger.Refused(f"{store}/ledger.sqlite: no such thing"), build.NotBuilt(store, OSError(28, "full"))):
        assert str(store.parent) not in office.in_words(error)


@pytest.mark.parametrize("chance", range(3))
def test_a_build_with_a_few_flipped_bytes_is_never_taken_for_a_whole_one_and_never_brings_the_program_down(
    store: Path, chance: int
):
    draw = random.Random(chance)
    path = snapshots.current(store)
    whole = path.read_bytes()
    path.chmod(0o644)
    for _ in range(6):
        content = bytearray(whole)
        for place in draw.sample(range(len(whole)), 12):
            content[place] ^= 1 << draw.randrange(8)
        path.write_bytes(content)
        # What is not seen is in room that the file does not use.
        if not soundness.why_unsound(store):
            assert ask(store, "select count(*) from raw.units") == [(2,)]
    path.write_bytes(whole)
    assert not soundness.why_unsound(store)


def test_an_accepted_row_file_with_one_flipped_bit_is_never_read(store: Path):
    path = next((store / accepted.FOLDER / "U0002").glob("units-*.parquet"))
    whole = path.read_bytes()
    draw = random.Random(2009)
    for place in draw.sample(range(len(whole)), 20):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(ledger.Refused, match="gone or damaged"):
            accepted.read(store, intake.uploads(store))


def test_a_store_restored_to_an_empty_folder_shows_the_same_in_every_view(demo_store: Path, tmp_path: Path):
    file, restored = tmp_path / "backup.zip", tmp_path / "restored"
    made = run("backup", "--store", demo_store, "-o", file)
    assert (made.exit_code, made.stderr) == (0, "")
    back = run("restore", file, "--store", restored)
    assert back.exit_code == 0, back.output
    before, after = fingerprints(build.published(demo_store)), fingerprints(snapshots.current(restored))
    assert {"marts.compliance", "raw.meetings", "reference.reading_decisions"} <= before.keys()
    assert after == before
    assert ledger.events(restored) == ledger.events(demo_store)
    assert intake.examine(restored) == []
