"""The store in other hands: opened read-only by other programs while the office works, and written out as Parquet."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from dashboard import parquet, relations, store
from ingest import intake, rawtables
from ingest.version import build_fingerprint
from taizhang import cli
from tests.ingest.stores import meeting

DOCS = Path(__file__).parents[2] / "docs"
READER = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as published:
    print("open", flush=True)
    answers = set()
    while True:
        answers.add(str(published.execute("select * from marts.compliance order by all").fetchall()))
        if not sys.stdin.readline().startswith("go"):
            break
        print(len(answers), flush=True)
"""


def hashed(path: Path) -> str:
    """A file's hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_another_process_reads_the_same_bytes_before_during_and_after_an_upload(
    rostered_store: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    held = store.snapshot(folder).path
    before = hashed(held)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(held)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin and reader.stdout
        assert reader.stdout.readline() == "open\n"
        [taken] = intake.accept(folder, [meeting(tmp_path)], by="office")
        assert taken.outcome == intake.ACCEPTED
        for line in ("go\n", "go\n"):
            reader.stdin.write(line)
            reader.stdin.flush()
            assert reader.stdout.readline() == "1\n"
        reader.stdin.close()
        assert reader.wait() == 0
    assert hashed(held) == before
    assert sorted(path.name for path in held.parent.glob(f"{held.name}*")) == [held.name]
    assert store.snapshot(folder).path != held


def test_a_client_that_asks_to_write_is_not_let_in_by_the_file_itself(demo_store: Path) -> None:
    assert store.snapshot(demo_store).path.stat().st_mode & 0o777 == 0o444


def test_the_notebook_runs_on_the_demo(demo_store: Path) -> None:
    line = [sys.executable, str(DOCS / "notebook.py"), str(demo_store)]
    answer = subprocess.run(line, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert "2009-06-26" in answer.stdout
    assert "lead_days" in answer.stdout


def test_the_python_of_the_documents_runs_on_the_demo(demo_store: Path) -> None:
    [example] = re.findall(r"```python\n(.+?)```", (DOCS / "use-your-own-tools.md").read_text(encoding="utf-8"), re.S)
    code = example.replace('Path("store")', f"Path({str(demo_store)!r})") + 'print(set(late["as_of"]))'
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "{datetime.date(2009, 6, 19)}"


def export(demo_store: Path, folder: Path, *line: str) -> Result:
    """What the terminal says of an export."""
    return CliRunner().invoke(cli, ["export", "--store", str(demo_store), "--parquet", str(folder), *line])


@pytest.fixture(scope="module")
def exported(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo a week before its usual day, in files of forty units."""
    folder = tmp_path_factory.mktemp("parquet") / "out"
    assert export(demo_store, folder, "--as-of", "2009-06-19", "--by-unit", "40").exit_code == 0
    return folder


def manifest(folder: Path) -> dict[str, Any]:
    """What an export says of itself."""
    return dict(json.loads((folder / parquet.MANIFEST).read_text(encoding="utf-8")))


def test_the_marts_the_accepted_rows_and_the_plan_are_written_and_nothing_else(
    exported: Path, demo_store: Path
) -> None:
    told = manifest(exported)
    assert {one["view"] for one in told["files"]} == set(parquet.views(store.snapshot(demo_store)))
    assert {one["view"].split(".")[0] for one in told["files"]} == {"marts", "staging", "raw", "plan"}
    written = {path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()}
    assert written == {one["file"] for one in told["files"]} | {parquet.MANIFEST}


def test_what_judges_elsewhere_is_given_rows_and_plan_alone_and_the_code_that_they_belong_to(
    demo_store: Path, tmp_path: Path
) -> None:
    assert export(demo_store, tmp_path / "out", "--only", "raw", "--only", "plan").exit_code == 0
    told = manifest(tmp_path / "out")
    assert {one["view"] for one in told["files"]} == set(rawtables.TABLES)
    assert (told["built_by"], told["units_per_file"]) == (build_fingerprint(), parquet.UNITS_PER_FILE)


def test_the_manifest_is_true_of_every_file(exported: Path) -> None:
    for one in manifest(exported)["files"]:
        frame = pl.read_parquet(exported / one["file"])
        assert (frame.height, list(frame.columns)) == (one["rows"], list(one["columns"]))
        assert hashed(exported / one["file"]) == one["sha256"]


def test_what_is_written_is_what_the_store_says_on_that_day(exported: Path, demo_store: Path) -> None:
    told = manifest(exported)
    assert (told["as_of"], told["store"]) == ("2009-06-19", store.snapshot(demo_store).path.name)
    with store.cursor(store.snapshot(demo_store)) as published:
        published.execute("set variable as_of = date '2009-06-19'")
        for view in ("marts.compliance", "marts.overview", "staging.meetings", "marts.findings"):
            place = exported.joinpath(*view.split("."))
            files = sorted(place.glob("*")) if place.is_dir() else [place.with_suffix(".parquet")]
            written = pl.concat(map(pl.read_parquet, files))
            assert Counter(written.rows()) == Counter(published.execute(f"from {view}").fetchall()), view


def test_a_large_view_is_divided_by_units_and_every_range_says_which(exported: Path) -> None:
    parts = [one for one in manifest(exported)["files"] if one["view"] == "marts.compliance"]
    assert len(parts) == 3
    for one in parts:
        units = pl.read_parquet(exported / one["file"])["unit_id"]
        assert [units.min(), units.max()] == one["units"]
        assert units.n_unique() <= 40


def test_rows_of_no_unit_stand_in_the_first_range(demo_store: Path) -> None:
    published = store.snapshot(demo_store)
    units = relations.units(published, "marts.findings", None)
    with relations.rows(published, "marts.findings", None, units) as rows:
        assert rows.read_all().num_rows == store_count(published, "marts.findings")


def store_count(published: store.Snapshot, view: str) -> int:
    """How many rows a view has."""
    with relations.opened(published, view, None) as found:
        return len(found.fetchall())


def test_the_same_export_gives_the_same_bytes(exported: Path, demo_store: Path, tmp_path: Path) -> None:
    assert export(demo_store, tmp_path / "again", "--as-of", "2009-06-19", "--by-unit", "40").exit_code == 0
    assert manifest(tmp_path / "again") == manifest(exported)


def test_a_folder_that_holds_something_is_left_alone(demo_store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for line in ([], ["--force"]):
        answer = export(demo_store, tmp_path, *line)
        assert answer.exit_code == 1
        assert "something is there that no export wrote" in answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_earlier_export_is_replaced_only_when_that_is_asked_for(
    demo_store: Path, exported: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(exported, tmp_path / "out"))
    assert "--force replaces it" in export(demo_store, folder).stderr
    assert manifest(folder) == manifest(exported)
    assert export(demo_store, folder, "--force").exit_code == 0
    assert manifest(folder)["as_of"] == "2009-06-26"
    assert not (folder / "marts" / "compliance").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_export_that_is_broken_off_leaves_nothing_half_written(
    demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "hash_of", full)
    answer = export(demo_store, tmp_path / "out")
    assert answer.exit_code == 1
    assert "no space left on device" in answer.stderr
    assert list(tmp_path.iterdir()) == []
