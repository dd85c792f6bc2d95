"""A plan on disk becomes tables: read like any upload, judged as a whole, then compiled for the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from ingest.check import check_grids
from ingest.compile import compile_frames
from ingest.context import Context
from ingest.draft import Draft, draft_of
from ingest.findings import Finding, Table
from ingest.grammar import Malformed
from ingest.own import is_own
from ingest.plan_catalogue import PLAN_SHEETS
from ingest.read import Grid, Unreadable, Workbook, read_workbook
from ingest.reading_grammar import FIXED, STAGE_DAYS, parse_for_key
from ingest.validate import validate


@dataclass(frozen=True)
class Plan:
    """A plan: `frames` are its sheets as written, by kind; `tables` what the schema `plan` of the store holds."""

    path: Path
    frames: dict[str, pl.DataFrame]
    tables: dict[str, pl.DataFrame]


def load_plan(path: Path | str) -> tuple[Plan, list[Finding]]:
    """The plan in a folder of CSV files or in one workbook, and all that is wrong with it.

    A plan with blocking findings has no tables.
    """
    path = Path(path)
    try:
        workbook = plan_workbook(path)
    except Unreadable as refusal:
        finding = Finding("error", path.name, "", "", path.name, str(refusal), "", "file.unreadable")
        return Plan(path, {}, {}), [finding]
    tables, findings = check_grids(workbook, PLAN_SHEETS, Context())
    findings = findings + validate(draft_of(tables))
    frames = frames_of(tables)
    blocked = any(finding.is_blocking for finding in findings)
    return Plan(path, frames, {} if blocked else compile_frames(frames, {})), findings


def plan_workbook(path: Path) -> Workbook:
    """The workbook, or the folder's CSV files of the plan's kinds as one workbook; sheets bear the files' names."""
    if not path.is_dir():
        workbook = read_workbook(path)
        return replace(workbook, grids=[grid for grid in workbook.grids if not is_own(grid)])
    files = [path / f"{kind}.csv" for kind in PLAN_SHEETS if (path / f"{kind}.csv").exists()]
    if not files:
        raise Unreadable("文件夹里没有计划的 CSV 文件（plan.csv、clauses.csv、requirements.csv、checks.csv 等）。")
    return Workbook(path.name, "csv", [grid for file in files for grid in grids_of(file)])


def grids_of(file: Path) -> list[Grid]:
    """The grids of one CSV file, under the file's name."""
    try:
        return [replace(grid, sheet_name=file.name) for grid in read_workbook(file).grids]
    except Unreadable as refusal:
        raise Unreadable(f"{file.name}：{refusal}") from None


def frames_of(tables: list[Table]) -> dict[str, pl.DataFrame]:
    """The accepted rows by kind."""
    kinds = dict.fromkeys(table.kind for table in tables)
    return {kind: pl.concat([table.rows for table in tables if table.kind == kind]) for kind in kinds}


def compile_plan(plan: Plan, decided_readings: Mapping[str, str] | None = None) -> dict[str, pl.DataFrame]:
    """The tables of the schema `plan` under the readings decided since; raises `Malformed` on an unusable one."""
    decided = dict(decided_readings or {})
    for key, value in decided.items():
        refuse_reading(plan, key, value)
    return compile_frames(plan.frames, decided) if decided else plan.tables


def refuse_reading(plan: Plan, key: str, value: str) -> None:
    """Raise `Malformed` unless the plan has the reading and could be read with this value."""
    readings = plan.tables["readings"]
    held = readings.filter(pl.col("reading_key") == key)
    if held.is_empty():
        known = "、".join(readings["reading_key"])
        raise Malformed("plan.reading_unknown", f"计划里没有口径“{key}”。", f"可用：{known}")
    kind = held["reading_kind"][0]
    reading = parse_for_key(key, value)
    if reading.kind != kind or reading.direction != held["direction"][0]:
        raise Malformed(
            "plan.reading_value", f"口径 {key} 不能取“{value}”。", f"写法应与现值同类：{held['reading_value'][0]}"
        )


def refuse_decision(plan: Plan, decided: Mapping[str, str], key: str, value: str) -> None:
    """Raise `Malformed` unless a reading may be decided so beside those decided already.

    Harder than what a plan is compiled with, so that no decision of the past can ever keep a store from being built.
    """
    refuse_reading(plan, key, value)
    refuse_word(plan, key, value)
    faults = [finding for finding in validate(read_as(plan, {**decided, key: value})) if finding.is_blocking]
    if faults:
        raise Malformed(faults[0].code, f"口径 {key} 不能取“{value}”：{faults[0].message}", faults[0].suggestion)


def refuse_word(plan: Plan, key: str, value: str) -> None:
    """Raise `Malformed` where a word is none of those that the plan offers; rules that know the reading have theirs."""
    held = plan.tables["readings"].filter(pl.col("reading_key") == key).row(0, named=True)
    offered = [held["plan_value"], *choices(held["alternatives"])]
    if held["reading_kind"] != "word" or key in FIXED or value in offered:
        return
    rest = "、".join(offered[1:])
    hint = f"可选：{rest}" if rest else "这一条没有别的读法，不必另定"
    raise Malformed("plan.reading_value", f"口径 {key} 不能取“{value}”。", hint)


def choices(alternatives: str | None) -> list[str]:
    """The values that a reading could have instead, as the plan lists them."""
    return [part.strip() for part in (alternatives or "").split("|") if part.strip()]


def read_as(plan: Plan, decided: Mapping[str, str]) -> Draft:
    """The plan's sheets as if these values had been written in them, the stage's days in both their places."""
    sheets = {kind: frame.to_dicts() for kind, frame in plan.frames.items()}
    for row in sheets.get("readings", []):
        row["value"] = decided.get(row["key"], row["value"])
    for key, field in STAGE_DAYS.items():
        if key in decided:
            sheets["plan"][0][field] = parse_for_key(key, decided[key]).day
    return Draft(sheets, frozenset())


def reading_value(tables: Mapping[str, pl.DataFrame], key: str) -> str:
    """How a reading stands in the compiled tables of a plan."""
    return str(tables["readings"].filter(pl.col("reading_key") == key)["reading_value"][0])
