"""Small plans drawn as text, judged and compiled by the product's own code. What a test does not draw has a default."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

from ingest.address import letters
from ingest.check_grammar import FAMILY
from ingest.compile import POLARS_TYPES, compile_frames
from ingest.draft import draft_of
from ingest.findings import Table
from ingest.plan_catalogue import PLAN_SHEETS
from ingest.spec import Sheet
from ingest.validate import validate
from tests.sql.drawing import Row, day, parse

Tables = dict[str, pl.DataFrame]

PLAN = {"plan_id": "small", "title": "小计划", "starts_on": "05-21", "ends_on": "07-10", "time_zone": "Asia/Shanghai"}
CLAUSE = {"clause_id": "1", "title": "条款", "summary": "一条", "class": "H"}
ACTION = {"action_id": "A1", "title": "行动", "clause_id": "1", "summary": "一项行动"}
REQUIREMENT = {
    "clause_id": "1",
    "bearer": "unit",
    "duty": "owed",
    "evidence": "meetings:民主讨论@held_on",
    "rollup": "sum",
    "due_rule": "on 2009-06-15",
}
MILESTONE = {"action_id": "A1", "clause_id": "1", "due_rule": "none"}


def plan(
    requirements: str = "",
    checks: str = "",
    readings: str = "",
    milestones: str = "",
    actions: str = "",
    decided: Mapping[str, str] | None = None,
    **overall: str,
) -> Tables:
    """The compiled tables of a drawn plan; `overall` overrides the plan's own row, `decided` its readings."""
    held = tuple(sorted((decided or {}).items()))
    return compiled(requirements, checks, readings, milestones, actions, held, tuple(sorted(overall.items())))


@cache
def compiled(
    requirements: str,
    checks: str,
    readings: str,
    milestones: str,
    actions: str,
    decided: tuple[tuple[str, str], ...],
    overall: tuple[tuple[str, str], ...],
) -> Tables:
    """A drawn plan's tables; the same drawing is compiled once."""
    wanted = [requirement(row) for row in drawn(requirements)]
    sheets = {
        "plan": [PLAN | dict(overall)],
        "clauses": [CLAUSE],
        "requirements": wanted,
        "checks": with_held([check(row) for row in drawn(checks)], wanted),
        "readings": drawn(readings),
        "actions": [ACTION | row for row in drawn(actions)] or [ACTION],
        "milestones": [MILESTONE | {"title": row["milestone_id"]} | filled(row) for row in drawn(milestones)],
    }
    frames = {kind: frame(PLAN_SHEETS[kind], rows) for kind, rows in sheets.items()}
    refuse_faults(frames)
    return compile_frames(frames, dict(decided))


def drawn(text: str) -> list[Row]:
    """The rows of a table that a test may have left out."""
    return parse(text) if text.strip() else []


def filled(row: Row) -> Row:
    """A row without its blank cells."""
    return {name: value for name, value in row.items() if value is not None}


def requirement(row: Row) -> Row:
    """A requirement, named by its id unless it has a title."""
    return REQUIREMENT | {"title": row["requirement_id"], "title_en": row["requirement_id"]} | filled(row)


def check(row: Row) -> Row:
    """A check, named by its requirement and kind unless it has an id."""
    judge = "reviewer" if FAMILY[row["kind"]] == "mark" else "machine"
    named = {"check_id": f"{row['requirement_id']}.{row['kind']}", "clause_id": "1"}
    return named | {"severity": "required", "judged_by": judge} | filled(row)


def with_held(checks: list[Row], requirements: list[Row]) -> list[Row]:
    """The checks, and for each requirement that must pass none of them that the thing was done at all."""
    required = {row["requirement_id"] for row in checks if row["severity"] == "required"}
    bare = [row["requirement_id"] for row in requirements if row["requirement_id"] not in required]
    return [*checks, *(check({"requirement_id": name, "kind": "held", "item": None}) for name in bare)]


def frame(sheet: Sheet, rows: list[Row]) -> pl.DataFrame:
    """Rows as the reader would hand them on."""
    known = [{**dict.fromkeys(sheet.fields), **row} for row in rows]
    types = {column.field: POLARS_TYPES[column.sql_type] for column in sheet.columns}
    values = [[typed(row[name], kind) for name, kind in types.items()] for row in known]
    return pl.DataFrame(values, schema=types, orient="row").with_columns(
        *(pl.lit(letters(place)).alias(f"{name}_column") for place, name in enumerate(types)),
        pl.lit(f"{sheet.kind}.csv").alias("sheet_name"),
        pl.int_range(2, pl.len() + 2, dtype=pl.Int32).alias("row_number"),
    )


def typed(value: Any, kind: Any) -> Any:
    """A cell's text as the type of its column."""
    if value is None or kind == pl.String:
        return value
    return day(value) if kind == pl.Date else float(value) if kind == pl.Float64 else int(value)


def refuse_faults(frames: Tables) -> None:
    """A test's plan must be one that the product would take."""
    tables = [Table(kind, f"{kind}.csv", rows, rows.height, rows.height) for kind, rows in frames.items()]
    blocking = [finding for finding in validate(draft_of(tables)) if finding.is_blocking]
    assert not blocking, "\n".join(f"{f.sheet} {f.cell} {f.found}: {f.message}" for f in blocking)
