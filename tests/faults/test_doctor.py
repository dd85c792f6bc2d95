"""What ails a store is told, and what the ledger and the originals still hold is mended from them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from ingest import accepted, build, intake, ledger, snapshots, soundness
from ingest.verify import fingerprints, verify
from taizhang import cli
from tests.ingest.stores import MEETINGS, meeting, write


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def whole(plain_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a file taken whole, and one of which only the clean row was taken, on a day given by hand."""
    folder = tmp_path_factory.mktemp("whole")
    store = Path(shutil.copytree(plain_store, folder / "store"))
    rows = [["教育局", "集中学习", None, "2009-06-01", 9, 8], ["无此单位", "集中学习", None, "2009-06-02", 9, 8]]
    partly = write(folder / "部分.xlsx", None, 会议=[MEETINGS, *rows])
    intake.accept(store, [meeting(folder)], by="office")
    intake.accept(store, [partly], skip_bad_rows=True, report_on=datetime(2009, 6, 20).date(), by="office")
    assert {upload.upload_id for upload in intake.uploads(store)} == {"U0002", "U0003", "U0004"}
    return store


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "store"))


def snapshot(store: Path) -> Path:
    path = snapshots.current(store)
    path.chmod(0o644)
    return path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def overwrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 7, len(content), len(content) // 7):
        content[place] ^= 0xFF
    path.write_bytes(content)


def rows_of(store: Path, upload_id: str = "U0003") -> Path:
    return store / accepted.FOLDER / upload_id / "meetings-1.parquet"


def learn(store: Path) -> None:
    ledger.append(store, "alias", {"scope": "unit", "key": "教育口", "value": "EDU"})


def unnamed(store: Path) -> None:
    shutil.copytree(store / "accepted/U0003", store / "accepted/U0099")


HARM: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a build cut short": ("build", lambda store: cut(snapshot(store))),
    "a build with flipped bytes": ("build", lambda store: flip(snapshot(store))),
    "a build that is gone": ("build", lambda store: snapshot(store).unlink()),
    "a pointer that names nothing": ("build", lambda store: overwrite(store / "CURRENT", b"snapshots/store-99.duckdb")),
    "an empty pointer": ("build", lambda store: overwrite(store / "CURRENT", b"")),
    "a pointer torn by a power cut": ("build", lambda store: overwrite(store / "CURRENT", b"\0\xff\xfe" * 9)),
    "no pointer": ("build", lambda store: (store / "CURRENT").unlink()),
    "a ledger ahead of the build": (
        "build",
        learn,
    ),
    "rows cut short": ("rows", lambda store: cut(rows_of(store))),
    "rows with flipped bytes": ("rows", lambda store: flip(rows_of(store))),
    "rows that are gone": ("rows", lambda store: rows_of(store).unlink()),
    "the rows of a file that was taken in part": ("rows", lambda store: cut(rows_of(store, "U0004"))),
    "findings that are gone": ("rows", lambda store: (store / "accepted/U0004/findings.parquet").unlink()),
    "a build under way when it was killed": (
        "leftover",
        lambda store: overwrite(store / "snapshots/draft-7.duckdb", b"x"),
    ),
    "rows that no entry names": (
        "leftover",
        unnamed,
    ),
    "an original that was half written": ("leftover", lambda store: overwrite(store / "uploads/.abc.tmp", b"x")),
}


@pytest.mark.parametrize("harm", HARM)
def test_what_can_be_made_again_is_told_then_mended_and_then_nothing_ails_the_store(
    whole: Path, store: Path, harm: str
):
    kind, damage = HARM[harm]
    damage(store)
    told = intake.examine(store)
    assert [ailment.kind for ailment in told if ailment.kind != "build" or kind == "build"] == [kind]
    assert all(ailment.state == intake.OPEN for ailment in told)
    assert all(ailment.state == intake.MENDED for ailment in intake.examine(store, mend=True))
    assert intake.examine(store) == []
    if harm != "a ledger ahead of the build":
        assert len(ledger.events(store)) == len(ledger.events(whole))
        assert soundness.why_unsound(store) == ""
        assert {path.name: path.read_bytes() for path in rows_of(store).parent.iterdir()} == {
            path.name: path.read_bytes() for path in rows_of(whole).parent.iterdir()
        }


def test_the_terminal_says_what_it_found_and_did_and_ends_with_1_only_where_something_is_left_to_do(store: Path):
    rows_of(store).unlink()
    told = run("doctor", "--store", store)
    assert (told.exit_code, "--mend reads them again" in told.stdout) == (1, True)
    mended = run("doctor", "--store", store, "--mend")
    assert (mended.exit_code, "read again from the original: the same rows" in mended.stdout) == (0, True)
    well = run("doctor", "--store", store)
    assert (well.exit_code, well.stdout) == (0, "nothing ails the store\n")
    assert json.loads(run("doctor", "--store", store, "--json").stdout) == []


def test_an_original_that_is_damaged_is_told_and_put_back_only_from_the_same_file(store: Path, tmp_path: Path):
    other = meeting(tmp_path, "别的.xlsx", attended=3)
    upload = intake.uploads(store)[1]
    again = Path(shutil.copy(store / "uploads" / upload.sha256, tmp_path / "会议.xlsx"))
    (store / "uploads" / upload.sha256).write_bytes(b"damaged")
    (ailment,) = intake.examine(store, mend=True, again=[other])
    assert (ailment.kind, ailment.state, ailment.place) == ("original", intake.OPEN, "U0003 会议.xlsx")
    assert "--original" in ailment.done
    result = run("doctor", "--store", store, "--mend", "--original", again)
    assert (result.exit_code, "put back from 会议.xlsx" in result.stdout) == (0, True)
    assert intake.examine(store) == []


def test_rows_whose_original_is_damaged_too_are_told_and_nothing_is_made_up(store: Path):
    upload = intake.uploads(store)[1]
    (store / "uploads" / upload.sha256).write_bytes(b"damaged")
    rows_of(store).unlink()
    found = intake.examine(store, mend=True)
    assert [(ailment.kind, ailment.state) for ailment in found][:2] == [
        ("original", intake.OPEN),
        ("rows", intake.OPEN),
    ]
    assert "taizhang restore" in found[1].done
    assert not rows_of(store).exists()


def test_rows_that_todays_parser_reads_otherwise_are_put_back_and_the_ledger_says_so(
    store: Path, monkeypatch: pytest.MonkeyPatch
):
    rows_of(store).unlink()
    monkeypatch.setattr(accepted, "PARSER_VERSION", "2")
    (ailment, built) = intake.examine(store, mend=True, by="小李")
    assert (ailment.state, built.kind) == (intake.MENDED, "build")
    assert "reads meetings-1.parquet otherwise" in ailment.done
    last = ledger.events(store)[-1]
    assert (last.kind, last.by_whom, last.payload["upload_id"]) == ("mending", "小李", "U0003")
    assert intake.examine(store) == []
    # A state of the past rests on the same files.
    assert pl.read_parquet(rows_of(store))["parser_version"].to_list() == ["2"]
    assert build.build(store, 4).is_file()


@pytest.mark.parametrize("name", ["ledger.sqlite", "office.sqlite"])
def test_a_book_that_is_damaged_is_told_with_the_way_to_a_backup(store: Path, name: str):
    (store / name).write_bytes(b"SQLite format 3\0" + b"damaged" * 999)
    (ailment,) = intake.examine(store, mend=True)
    assert (ailment.kind, ailment.place, ailment.state) == ("book", name, intake.OPEN)
    assert "taizhang restore" in ailment.done


def test_a_book_that_another_program_holds_is_told_and_nothing_else_is_done(store: Path):
    with closing(sqlite3.connect(store / "ledger.sqlite")) as holder:
        holder.execute("begin exclusive")
        (ailment,) = intake.examine(store, mend=True)
    assert ("locked" in ailment.found, "end that" in ailment.done) == (True, True)
    assert intake.examine(store) == []


def test_entries_dated_before_the_one_they_follow_are_noted_and_stop_nothing(store: Path):
    early = ledger.Event(5, "alias", datetime(2001, 1, 1), "office", "", {"scope": "unit", "key": "教", "value": "EDU"})
    ledger.extend(store, [early])
    build.build(store)
    (ailment,) = intake.examine(store)
    assert (ailment.kind, ailment.state, ailment.place) == ("clock", intake.NOTED, "entry 5")
    assert run("doctor", "--store", store).exit_code == 0


def test_the_plan_is_told_where_it_is_changed_and_put_back_it_is_well(store: Path):
    file = next(store.glob("plan/*/clauses.csv"))
    content = file.read_bytes()
    file.write_bytes(content + b"\n")
    assert [ailment.kind for ailment in intake.examine(store, mend=True)] == ["plan"]
    file.write_bytes(content)
    assert intake.examine(store) == []


def test_a_mended_store_is_true_to_its_ledger_to_the_last_row(whole: Path, store: Path):
    for path in (rows_of(store), store / "CURRENT", rows_of(store, "U0004")):
        path.unlink()
    intake.examine(store, mend=True)
    assert verify(store) == []
    assert fingerprints(snapshots.current(store)) == fingerprints(snapshots.current(whole))
