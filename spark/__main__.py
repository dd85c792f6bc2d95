"""Judge a store on Spark, hold every obligation against DuckDB's, and publish it from what Spark wrote."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from dashboard import store as published
from ingest import intake, snapshots
from spark import compare, judge

ROOT = Path(__file__).parents[1]
TAIZHANG = (sys.executable, str(ROOT / "taizhang.py"))
FIGURES = [
    path.stem for path in sorted(published.QUERIES.glob("overview__*.sql")) if "$" not in path.read_text("utf-8")
]
NOT_THE_LEDGER = shutil.ignore_patterns(snapshots.FOLDER, snapshots.CURRENT)


def main() -> None:
    """With a store the whole way, and 1 where anything differs; with an export and a folder the judging alone."""
    parser = argparse.ArgumentParser(prog="python -m spark", description=__doc__)
    parser.add_argument("--store", type=Path, help="a store; without one, the demo's, made here")
    parser.add_argument("--export", type=Path, help="judge this export alone, on any Spark")
    parser.add_argument("--judged", type=Path, help="where the judged tables go")
    parser.add_argument("--master", default="local[2]", help="which Spark")
    parser.add_argument("--memory", default="4g", help="the driver's memory")
    parser.add_argument("--partitions", type=int, default=8, help="in how many parts rows are joined")
    parser.add_argument("--days", type=int, default=5, help="on how many days every obligation is compared")
    asked = parser.parse_args()
    if asked.export:
        judge_there(asked, asked.export, asked.judged, [])
        return
    with tempfile.TemporaryDirectory(prefix="taizhang-spark-") as folder:
        sys.exit(whole_way(asked, Path(folder)))


def whole_way(asked: argparse.Namespace, folder: Path) -> int:
    """Export, judge, compare, bring in, and show the same overview; 1 where anything differs."""
    store, out, judged = asked.store or demo(folder), folder / "out", asked.judged or folder / "judged"
    intake.refresh(store)
    snapshot = snapshots.current(store)
    timed("export", "export", "--store", store, "--parquet", out, "--only", "raw", "--only", "plan")
    days = some_days(snapshot, asked.days)
    judge_there(asked, out, judged, days)
    differing = 0
    for one in compare.compare(snapshot, judged, days):
        print(
            f"{one.row_count:12,} rows, {one.only_here:,} DuckDB's alone, {one.only_there:,} Spark's alone: {one.name}"
        )
        differing += one.differing
    print(f"rows that differ: {differing:,}")
    other = Path(shutil.copytree(store, folder / "store", ignore=NOT_THE_LEDGER))
    (other / snapshots.FOLDER).mkdir()
    timed("import", "import", "--store", other, "--parquet", judged)
    return 1 if differing or not same_overview(store, other) else 0


def demo(folder: Path) -> Path:
    """The demo's store."""
    subprocess.run([*TAIZHANG, "demo", "--no-serve", "--store", folder / "demo"], cwd=ROOT, check=True)
    return folder / "demo"


def timed(what: str, *arguments: object) -> None:
    """Run a command of the terminal and say how long it took."""
    started = time.perf_counter()
    subprocess.run([*TAIZHANG, *map(str, arguments)], cwd=ROOT, check=True)
    say(what, time.perf_counter() - started)


def some_days(snapshot: Path, count: int) -> list[date]:
    """Days of the campaign, evenly apart, the first and the last among them."""
    with duckdb.connect(str(snapshot), read_only=True) as store:
        days = [day for (day,) in store.execute("select day_on from intermediate.days order by day_on").fetchall()]
    return sorted({days[round(place * (len(days) - 1) / max(count - 1, 1))] for place in range(count)})


def judge_there(asked: argparse.Namespace, export: Path, judged: Path, days: list[date]) -> None:
    """Judge on Spark; say how long it took to start, each table, and all of it."""
    started = time.perf_counter()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with judge.session(asked.master, asked.memory, asked.partitions) as spark:
        say("Spark has started", time.perf_counter() - started)
        for name, seconds in judge.judge(spark, export, judged, days):
            say(name, seconds)
    say("all of it on Spark", time.perf_counter() - started)


def say(what: str, seconds: float) -> None:
    """One line about what is done."""
    print(f"{seconds:8.1f} s  {what}", flush=True)


def same_overview(one: Path, other: Path) -> bool:
    """Whether the overview shows the same figures of two stores."""
    different = [
        name for name in FIGURES if not published.query(name, store=one).equals(published.query(name, store=other))
    ]
    print(f"overview: {len(FIGURES)} queries answered by both stores, {len(different)} differ {' '.join(different)}")
    return not different


if __name__ == "__main__":
    main()
