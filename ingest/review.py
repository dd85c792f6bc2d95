"""What the office looks back on: an upload's rows and findings, and what its withdrawal would undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ingest import accepted, diff, ledger
from ingest.catalogue import SHEETS
from ingest.diff import Diff
from ingest.ledger import Refused, Upload
from ingest.parts import Units, rows_of
from ingest.rawtables import add_sums
from ingest.spec import Column, Sheet
from ingest.withhold import unsaid, withhold, without_presences


@dataclass(frozen=True)
class SheetRows:
    """The accepted rows of one kind of sheet, under the form's own headings."""

    kind: str
    rows: pl.DataFrame


def upload_of(store: Path, upload_id: str) -> Upload:
    """The upload of that name; a refusal lists the last ones there are."""
    found = ledger.uploads(ledger.events(store))
    if upload_id not in found:
        last = ", ".join(list(found)[-5:]) or "none yet"
        raise Refused(f"found no upload {upload_id!r}; the last ones: {last}; 'taizhang uploads' lists all")
    return found[upload_id]


def rows_taken(store: Path, upload_id: str, units: Units | None = None) -> list[SheetRows]:
    """What was accepted of an upload, withdrawn or not, without what must not be shown; of all units or of some."""
    rows = accepted.read(store, [upload_of(store, upload_id)])
    others = [
        one for one in ledger.uploads(ledger.events(store)).values() if one.is_active and one.upload_id != upload_id
    ]
    shown = {kind: shown_of(store, upload_id, others, found, SHEETS[kind]) for kind, found in rows.items()}
    if units is not None:
        shown = {kind: own for kind, found in shown.items() if (own := rows_of(found, units)).height}
    return [SheetRows(kind, under_headings(found, SHEETS[kind])) for kind, found in shown.items()]


def shown_of(store: Path, upload_id: str, others: list[Upload], rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """An upload's rows without what must not be shown, which may depend on what others tell."""
    if sheet.withheld is None:
        return rows
    all_rows = pl.concat([rows, *accepted.read(store, others, [sheet.kind]).values()], how="diagonal_relaxed")
    known = withhold(add_sums(all_rows, sheet), sheet)
    return without_presences(known, sheet).filter(pl.col("upload_id") == upload_id)


def under_headings(shown: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The filled columns of a sheet's rows, named as on the form, after the row's number in the file."""
    filled = [column for column in sheet.columns if shown[column.field].null_count() < shown.height]
    place = [pl.col("sheet_name"), pl.col("row_number")]
    return shown.select(*place, *(as_on_the_form(column).alias(column.label) for column in filled))


def as_on_the_form(column: Column) -> pl.Expr:
    """A column as its sender would write it: the unit's name, 是 and 否."""
    if column.type == "flag":
        return pl.col(column.field).replace({"yes": "是", "no": "否"})
    if column.field == "unit_id" and column.type == "unit":
        return pl.coalesce("unit_written", column.field)
    return pl.col(column.field)


def findings_of(store: Path, upload_id: str) -> pl.DataFrame:
    """What was said of an upload when it was accepted."""
    return unsaid(accepted.read_findings(store, [upload_of(store, upload_id)]), SHEETS)


def undoing(store: Path, upload_id: str) -> Diff:
    """What withdrawing an upload would undo: the rows that would go, and those an earlier one would count for again."""
    upload, found = upload_of(store, upload_id), Diff()
    active = [other for other in ledger.uploads(ledger.events(store)).values() if other.is_active]
    kinds = {table["kind"] for table in upload.event.payload["tables"]}
    for kind, rows in accepted.read(store, active, sorted(kinds)).items():
        for row, earlier in undone(rows, kind, upload_id):
            place = diff.told(SHEETS[kind], row)
            if earlier is None:
                found.removed.append(place | {"why": "undone", "upload_id": upload_id})
            elif cells := diff.changed_cells(SHEETS[kind], earlier, row):
                found.changed.append(place | {"cells": cells})
    return found


def undone(rows: pl.DataFrame, kind: str, upload_id: str) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Each row of an upload that is in force, and the row that would be in its place."""
    of_it = pl.col("upload_id") == upload_id
    now = diff.current_rows(rows, kind).filter(of_it)
    without = diff.current_rows(rows.filter(~of_it), kind)
    earlier = dict(zip(diff.keys_of(without, SHEETS[kind]), without.iter_rows(named=True), strict=True))
    for key, row in zip(diff.keys_of(now, SHEETS[kind]), now.iter_rows(named=True), strict=True):
        before = earlier.get(key)
        if diff.counts(row):
            yield row, before if before and diff.counts(before) else None
