"""What a store is built of, and the part of it that is some units' own: a store of that part knows nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

Units = frozenset[str]
Rows = Mapping[str, pl.DataFrame]
# What was learnt may be names of others; what was decided holds for all.
FOR_ALL = ("plan", "source", "reading")
# How these stand follows from what everybody reports, so a part could only say it wrongly.
OF_EVERYBODY = ("actions", "milestones")


@dataclass(frozen=True)
class Told:
    """All that a store is built of: the plan, the accepted rows, read once, and what the ledger says."""

    plan: dict[str, pl.DataFrame]
    passages: pl.DataFrame
    rows: Iterable[tuple[str, pl.DataFrame]]
    findings: pl.DataFrame
    uploads: pl.DataFrame
    entries: pl.DataFrame
    build: pl.DataFrame


def mark(units: Units) -> str:
    """A short name for a set of units."""
    return hashlib.sha256("\n".join(sorted(units)).encode()).hexdigest()[:16]


def rows_of(rows: pl.DataFrame, units: Units) -> pl.DataFrame:
    """The rows of these units; a frame that speaks of no unit has none."""
    return rows.filter(pl.col("unit_id").is_in(sorted(units))) if "unit_id" in rows.columns else rows.clear()


def of_units(told: Told, units: Units, withdrawn: Rows) -> Told:
    """The part that is these units' own, and the uploads that brought it; `withdrawn` are rows that do not count."""
    rows = [(kind, rows_of(frame, units)) for kind, frame in told.rows]
    gone = [rows_of(frame, units) for frame in withdrawn.values()]
    findings = rows_of(told.findings, units)
    counted = counts((*(frame for _, frame in rows), *gone), "row_count")
    noted = counts((findings,), "finding_count")
    known = told.uploads.drop("row_count", "finding_count").with_columns(pl.col("upload_id").cast(pl.String))
    uploads = known.join(counted, on="upload_id", how="inner")
    uploads = uploads.join(noted, on="upload_id", how="left").with_columns(pl.col("finding_count").fill_null(0))
    kept = pl.col("entry_kind").is_in(FOR_ALL) | pl.col("upload_id").is_in(uploads["upload_id"].to_list())
    plan = {name: frame.clear() if name in OF_EVERYBODY else frame for name, frame in told.plan.items()}
    entries = told.entries.filter(kept.fill_null(False))
    return replace(
        told, plan=plan, rows=rows, findings=findings, uploads=uploads.sort("upload_number"), entries=entries
    )


def counts(frames: tuple[pl.DataFrame, ...], name: str) -> pl.DataFrame:
    """How many rows came with each upload."""
    ids = [frame.select("upload_id") for frame in frames if "upload_id" in frame.columns]
    every = pl.concat(ids) if ids else pl.DataFrame(schema={"upload_id": pl.String})
    return every.group_by("upload_id").agg(pl.len().cast(pl.Int32).alias(name))
