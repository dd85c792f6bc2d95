"""Accepted rows in long form: one row per row, and one row per filled cell.

The wide tables serve people who read a sheet; these two serve the judging, which asks of any sheet the same questions:
who, what type, which item, which number, which day, and in which cell. Both follow from the spec alone.
"""

from __future__ import annotations

import polars as pl

from ingest.spec import LIST_MARK, Column, Sheet, Sum

ROWS = {
    "evidence_id": "varchar",
    "sheet": "varchar",
    "row_key": "varchar",
    "row_content": "ubigint",
    "unit_id": "varchar",
    "branch_id": "varchar",
    "evidence_type": "varchar",
    "sequence_number": "integer",
    "is_withdrawn": "integer",
    "upload_number": "integer",
    "upload_id": "varchar",
    "file_name": "varchar",
    "sheet_name": "varchar",
    "row_number": "integer",
    "report_on": "date",
}
CELLS = {
    "evidence_id": "varchar",
    "sheet": "varchar",
    "row_key": "varchar",
    "unit_id": "varchar",
    "field": "varchar",
    "item_text": "varchar",
    "item_number": "double",
    "item_on": "date",
    "cell": "varchar",
}


def evidence_rows(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """One row per accepted row, with the columns of `ROWS`.

    `row_key` joins the values of the sheet's key; two versions of one row share it. `row_content` changes when any
    value of the row does, so that a row sent again unchanged is no new version.
    """
    return with_identity(frame, sheet).select(
        "evidence_id",
        pl.lit(sheet.kind).alias("sheet"),
        "row_key",
        pl.concat_str(content_of(frame, sheet), separator="\x1f").hash().alias("row_content"),
        "unit_id",
        text_or_empty(frame, "branch_id"),
        text_or_empty(frame, sheet.type_field, "evidence_type"),
        number_or_one(frame, sheet.number_field),
        (pl.col("withdrawn") == "yes").fill_null(False).cast(pl.Int32).alias("is_withdrawn"),
        *(pl.col(name) for name in list(ROWS)[-6:]),
    )


def evidence_cells(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """One row per filled cell, or per item where the cell is a list, with the columns of `CELLS`; sums included."""
    wide = with_identity(frame, sheet)
    parts = [
        cells_of(wide, column, place_of(wide, f"{column.field}_column"))
        for column in sheet.columns
        if column.field != "withdrawn"
    ]
    parts += [cells_of(wide, total_column(total), places_of(wide, total)) for total in sheet.sums]
    return pl.concat(parts).with_columns(pl.lit(sheet.kind).alias("sheet")).select(list(CELLS))


def content_of(frame: pl.DataFrame, sheet: Sheet) -> list[pl.Expr]:
    """What makes a row what it is, as text; sums included, for what they add up may be withheld."""
    sums = [total.field for total in sheet.sums if total.field in frame.columns]
    return [as_text(name) for name in (*sheet.fields, *sums)]


def with_identity(frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """The frame with `evidence_id` (which row of which upload) and `row_key` (which fact it speaks of)."""
    return frame.with_columns(
        pl.concat_str(["upload_id", "sheet_name", "row_number"], separator="/").alias("evidence_id"),
        pl.concat_str([as_text(name) for name in sheet.key], separator="|").alias("row_key"),
    )


def place_of(wide: pl.DataFrame, letter: str) -> pl.Expr:
    """The cell of each row in the column whose letter stands under this name."""
    known = letter in wide.columns
    return pl.col(letter) + pl.col("row_number").cast(pl.String) if known else pl.lit(None, pl.String)


def places_of(wide: pl.DataFrame, total: Sum) -> pl.Expr:
    """The cells of each row that a sum adds up, from the first to the last, such as G6:N6."""
    cells = [place_of(wide, f"{term}_column") for term in total.terms]
    first, last = pl.coalesce(cells), pl.coalesce(cells[::-1])
    return pl.when(first == last).then(first).otherwise(first + ":" + last)


def cells_of(wide: pl.DataFrame, column: Column, place: pl.Expr) -> pl.DataFrame:
    """The filled cells of one column, or the sums of several."""
    value = pl.col(column.field)
    filled = wide.filter(value.is_not_null() & (as_text(column.field) != ""))
    cells = filled.select(
        "evidence_id",
        "row_key",
        "unit_id",
        pl.lit(column.field).alias("field"),
        (value.str.split(LIST_MARK) if column.type == "list" else value.cast(pl.String)).alias("item_text"),
        (value.cast(pl.Float64) if column.sql_type in ("integer", "double") else pl.lit(None, pl.Float64)).alias(
            "item_number"
        ),
        (value if column.sql_type == "date" else pl.lit(None, pl.Date)).alias("item_on"),
        place.alias("cell"),
    )
    return cells.explode("item_text") if column.type == "list" else cells


def total_column(total: Sum) -> Column:
    """A sum of the sheet as if it were a column; it stands in no cell of its own."""
    return Column(total.field, "count", (total.label,), total.label_en)


def as_text(name: str) -> pl.Expr:
    """A column as text, blank where it is empty."""
    return pl.col(name).cast(pl.String).fill_null("")


def text_or_empty(frame: pl.DataFrame, name: str | None, alias: str | None = None) -> pl.Expr:
    """A column as text, or blank where the sheet has none."""
    known = name is not None and name in frame.columns
    return (as_text(name) if known and name else pl.lit("")).alias(alias or name or "")


def number_or_one(frame: pl.DataFrame, name: str | None) -> pl.Expr:
    """The number of several of a type; one where the sheet has none."""
    value = pl.col(name).fill_null(1) if name and name in frame.columns else pl.lit(1)
    return value.cast(pl.Int32).alias("sequence_number")
