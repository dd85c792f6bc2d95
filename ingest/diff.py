"""What a file would change: its rows against those accepted so far, key by key.

The row of the latest report date wins, whole, and of one date the latest upload's. Rows that vanished are listed and
stay; only 撤销 takes a row away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from ingest.accepted import Table
from ingest.catalogue import SHEETS
from ingest.longform import as_text
from ingest.spec import Sheet

NO_DATE = date.max
BEFORE = ":before"
COUNTS = pl.col("withdrawn").ne_missing("yes")


@dataclass(frozen=True)
class Diff:
    """Rows by what would become of them, each a plain dict; `emptied` are cells that were filled and now are blank.

    New rows can be very many, so they stay frames until somebody looks at them one by one.
    """

    new_rows: list[pl.DataFrame] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)
    emptied: list[dict[str, Any]] = field(default_factory=list)
    older: list[dict[str, Any]] = field(default_factory=list)

    @property
    def added(self) -> list[dict[str, Any]]:
        """The rows of which nothing was known before."""
        return [row for rows in self.new_rows for row in rows.to_dicts()]

    @property
    def added_count(self) -> int:
        """How many those are."""
        return sum(rows.height for rows in self.new_rows)

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """The three lists that the command line prints."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed}


def current_rows(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The row in force for every key, withdrawn ones too, with its `row_key`."""
    keyed = with_key(rows, SHEETS[kind]).sort("report_on", "upload_number", maintain_order=True)
    return keyed.unique("row_key", keep="last", maintain_order=True)


def compare(tables: Iterable[Table], current: dict[str, pl.DataFrame], report_on: date | None) -> Diff:
    """The rows of a file against the rows in force."""
    found = Diff()
    for kind, rows in by_kind(tables).items():
        compare_kind(found, SHEETS[kind], rows, current.get(kind), report_on or NO_DATE)
    return found


def by_kind(tables: Iterable[Table]) -> dict[str, pl.DataFrame]:
    """The rows of a file with their keys, the tables of one kind together."""
    kinds: dict[str, list[pl.DataFrame]] = {}
    for table in tables:
        kinds.setdefault(table.kind, []).append(table.rows)
    return {kind: with_key(pl.concat(frames, how="diagonal_relaxed"), SHEETS[kind]) for kind, frames in kinds.items()}


def with_key(rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The rows with their key as one text."""
    return rows.with_columns(pl.concat_str([as_text(name) for name in sheet.key], separator="|").alias("row_key"))


def compare_kind(found: Diff, sheet: Sheet, rows: pl.DataFrame, current: pl.DataFrame | None, report_on: date) -> None:
    """Sort the rows of one kind into the lists of `found`. Only rows that differ are looked at one by one."""
    in_force = current.filter(COUNTS) if current is not None else rows.clear()
    known = rows["row_key"].is_in(in_force["row_key"].to_list())
    if (fresh := rows.filter(COUNTS & ~known)).height:
        found.new_rows.append(told_rows(sheet, fresh))
    if in_force.is_empty():
        return
    if known.any():
        compare_known(found, sheet, rows.filter(known), in_force, report_on)
    found.removed.extend(
        told(sheet, old) | {"why": "vanished", "upload_id": old["upload_id"]}
        for old in vanished(sheet, rows, in_force, report_on).iter_rows(named=True)
    )


def compare_known(found: Diff, sheet: Sheet, rows: pl.DataFrame, in_force: pl.DataFrame, report_on: date) -> None:
    """The rows of keys that count already, each beside the row in force; those that say the same are passed over."""
    names = compared(sheet)
    before = in_force.select("row_key", "report_on", *names)
    pairs = rows.select("row_key", *names).join(before, on="row_key", suffix=BEFORE, maintain_order="left")
    same = pl.all_horizontal(blank_is_null(name).eq_missing(blank_is_null(f"{name}{BEFORE}")) for name in names)
    settled = pairs.select(same & (pl.col("report_on") <= report_on)).to_series() & rows.select(COUNTS).to_series()
    open_rows = rows.filter(~settled)
    old_rows = in_force.filter(pl.col("row_key").is_in(open_rows["row_key"].to_list()))
    olds = {old["row_key"]: old for old in old_rows.iter_rows(named=True)}
    for row in open_rows.iter_rows(named=True):
        compare_row(found, sheet, row, olds[row["row_key"]], report_on)


def vanished(sheet: Sheet, rows: pl.DataFrame, in_force: pl.DataFrame, report_on: date) -> pl.DataFrame:
    """The rows in force that the file speaks past.

    A row's absence is noticed among those of its unit and, where the key holds days, of those days: last week's count
    is not missing from this week's sheet.
    """
    subject = ["unit_id", *(name for name in sheet.key if sheet.column(name).type == "date")]
    return (
        in_force.filter(pl.col("report_on") <= report_on)
        .join(rows, on="row_key", how="anti", maintain_order="left")
        .join(rows.select(subject), on=subject, how="semi", nulls_equal=True, maintain_order="left")
    )


def compare_row(found: Diff, sheet: Sheet, row: dict[str, Any], old: dict[str, Any], report_on: date) -> None:
    """Sort one row of a known key into the list that it belongs to."""
    if old["report_on"] > report_on:
        found.older.append(told(sheet, row))
    elif not counts(row):
        found.removed.append(told(sheet, row) | {"why": "withdrawn", "upload_id": old["upload_id"]})
    elif cells := changed_cells(sheet, row, old):
        found.changed.append(told(sheet, row) | {"cells": cells})
        emptied = [cell for cell in cells if cell["after"] is None]
        found.emptied.extend(told(sheet, row) | cell for cell in emptied)


def counts(row: dict[str, Any]) -> bool:
    """Whether a row is a fact, not the withdrawal of one."""
    return row.get("withdrawn") != "yes"


def told(sheet: Sheet, row: dict[str, Any]) -> dict[str, Any]:
    """Where a row stands and what it speaks of."""
    return {
        "kind": sheet.kind,
        "sheet": row["sheet_name"],
        "row": row["row_number"],
        "unit_id": row["unit_id"],
        "key": {name: plain(row.get(name)) for name in sheet.key},
    }


def told_rows(sheet: Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    """The same of many rows at once."""
    key = [
        (pl.col(name).cast(pl.String) if rows.schema[name] == pl.Date else blank_is_null(name)).alias(name)
        for name in sheet.key
    ]
    return rows.select(
        pl.lit(sheet.kind).alias("kind"),
        pl.col("sheet_name").alias("sheet"),
        pl.col("row_number").alias("row"),
        "unit_id",
        pl.struct(key).alias("key"),
    )


def compared(sheet: Sheet) -> list[str]:
    """The fields that make one version of a row another than the last."""
    return [name for name in sheet.fields if name not in (*sheet.key, "withdrawn")]


def changed_cells(sheet: Sheet, row: dict[str, Any], old: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells whose value is another than before."""
    return [
        {
            "field": column.field,
            "label": column.label,
            "cell": f"{row.get(f'{column.field}_column') or ''}{row['row_number']}",
            "before": plain(old.get(column.field)),
            "after": plain(row.get(column.field)),
        }
        for column in map(sheet.column, compared(sheet))
        if blank_as_none(row.get(column.field)) != blank_as_none(old.get(column.field))
    ]


def blank_as_none(value: Any) -> Any:
    """A value, or None for every way of being blank."""
    return None if value == "" else value


def blank_is_null(name: str) -> pl.Expr:
    """A column with null for every way of being blank."""
    value = pl.col(name)
    return pl.when(value.cast(pl.String) != "").then(value)


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    return value.isoformat() if isinstance(value, date) else blank_as_none(value)
