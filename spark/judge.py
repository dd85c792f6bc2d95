"""An exported store is judged on Spark: every table of units' rows, written as Parquet with a manifest."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from ingest import elsewhere, rawtables, views
from ingest.version import build_fingerprint
from ingest.views import View
from spark.translate import AS_OF, COMPLIANCE, flat, translated

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",  # the local time of a plan is reckoned from it
    "spark.sql.cteRecursionRowLimit": "-1",  # a deadline that hangs on another makes a row for every obligation
    "spark.driver.defaultJavaOptions": "-XX:ReservedCodeCacheSize=512m",  # the views compile to much code
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
Told = tuple[str, float]


class WrongExport(Exception):
    """A folder that no export of this code wrote, or that lacks rows or plan."""


@contextmanager
def session(master: str, memory: str, partitions: int) -> Iterator[SparkSession]:
    """A Spark with the settings that the views ask for."""
    builder = SparkSession.builder.appName("taizhang").master(master).config("spark.driver.memory", memory)
    for name, value in {**SETTINGS, "spark.sql.shuffle.partitions": str(partitions)}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def judge(spark: SparkSession, export: Path, judged: Path, days: list[date]) -> Iterator[Told]:
    """Judge an export, and every obligation on some days; how long each table and day took, as it is done."""
    told = of_this_code(export)
    found = views.views()
    brought = {view.name for view in elsewhere.tables(found)}
    read_export(spark, export, told)
    for view in views.needed(found, [*brought, COMPLIANCE]):
        started = time.perf_counter()
        declare(spark, view)
        if view.sorted_by:
            keep(spark, view, judged)
            yield view.name, time.perf_counter() - started
    for day in days:
        started = time.perf_counter()
        on_day(spark, judged, day)
        yield f"{COMPLIANCE} on {day}", time.perf_counter() - started
    write_manifest(judged, told, sorted(brought), f"Spark {spark.version}")


def on_day(spark: SparkSession, judged: Path, day: date) -> None:
    """Write how every obligation stands on a day."""
    spark.sql(f"set var {AS_OF} = date '{day}'")
    spark.table(flat(COMPLIANCE)).write.mode("overwrite").parquet(str(judged / COMPLIANCE / str(day)))


def of_this_code(export: Path) -> dict[str, Any]:
    """What an export says of itself; only what this code built is judged by it."""
    told = elsewhere.manifest(export)
    if told["built_by"] != build_fingerprint():
        raise WrongExport(
            f"{export}: other code built this store; 'taizhang verify' builds it again, then export again"
        )
    if missing := rawtables.TABLES.keys() - {one["view"] for one in told["files"]}:
        raise WrongExport(f"{export}: found no {min(missing)}; export with raw and plan")
    return told


def read_export(spark: SparkSession, export: Path, told: dict[str, Any]) -> None:
    """Let Spark know the accepted rows, the plan, and a day that is set later."""
    spark.sql(f"declare or replace variable {AS_OF} date")
    for name in rawtables.TABLES:
        files = [str(export / one["file"]) for one in told["files"] if one["view"] == name]
        spark.read.parquet(*files).createOrReplaceTempView(flat(name))


def declare(spark: SparkSession, view: View) -> None:
    """Make a view; as a view and not as a plan, so that the day is read anew each time."""
    spark.sql(f"create or replace temporary view {flat(view.name)} as {translated(view)}")


def keep(spark: SparkSession, view: View, judged: Path) -> None:
    """Write the rows of a table, those of units in files by range of units, and let what comes read them from there."""
    place = str(judged.joinpath(*view.name.split(".")))
    in_order(spark.table(flat(view.name)), view).write.mode("overwrite").parquet(place)
    spark.read.parquet(place).createOrReplaceTempView(flat(view.name))


def in_order(rows: DataFrame, view: View) -> DataFrame:
    """The rows of a table in its order."""
    columns = [name.strip() for name in view.sorted_by.split(",")]
    spread = rows.repartitionByRange("unit_id") if view.is_ranged else rows.coalesce(1)
    return spread.sortWithinPartitions(*[sql.col(name).asc_nulls_last() for name in columns])


def write_manifest(judged: Path, told: dict[str, Any], tables: list[str], judged_by: str) -> None:
    """Say what the folder holds, as an export does; written last, so that what was cut short has none."""
    files = [one for name in tables for one in files_of(judged, name)]
    same = {name: told[name] for name in ("format", "plan", "ledger_number", "built_by")}
    text = json.dumps({**same, "judged_by": judged_by, "files": files}, ensure_ascii=False, indent=1)
    (judged / elsewhere.MANIFEST).write_text(text + "\n", encoding="utf-8")


def files_of(judged: Path, name: str) -> Iterator[dict[str, Any]]:
    """The files of a table, in order of their ranges."""
    for path in sorted(judged.joinpath(*name.split(".")).glob("part-*.parquet")):
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        yield {"file": path.relative_to(judged).as_posix(), "view": name, "sha256": sha256}
