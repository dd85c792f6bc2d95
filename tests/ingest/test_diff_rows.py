"""A file's rows against those in force: each goes to the list that its key and its values ask for."""

from __future__ import annotations

from datetime import date

import polars as pl

from ingest.catalogue import SHEETS
from ingest.diff import Diff, compare_kind

SHEET = SHEETS["evaluations"]
DAY = date(2009, 7, 1)


def ballots(*rows: tuple[str, int | None, str | None], report_on: date = DAY) -> pl.DataFrame:
    """Evaluations by form, with their valid ballots, as they stand in a state."""
    blank = {name: pl.lit(None, pl.String) for name in SHEET.fields}
    frame = pl.DataFrame(
        rows, schema={"evaluation_form": pl.String, "valid_count": pl.Int32, "withdrawn": pl.String}, orient="row"
    )
    return frame.with_columns(
        **{name: value for name, value in blank.items() if name not in frame.columns},
        sheet_name=pl.lit("评议"),
        row_number=pl.int_range(2, pl.len() + 2, dtype=pl.Int32),
        upload_id=pl.lit("U0002"),
        report_on=pl.lit(report_on),
    ).with_columns(unit_id=pl.lit("EDU"), evaluated_on=pl.lit(date(2009, 6, 20)))


def difference(rows: pl.DataFrame, current: pl.DataFrame | None) -> Diff:
    """What these rows change."""
    found = Diff()
    compare_kind(found, SHEET, rows, current, DAY)
    return found


def test_each_row_goes_to_the_list_that_its_key_and_its_values_ask_for():
    before = ballots(("评议会", 30, None), ("书面", 20, None), ("问卷", 8, None), ("网上", 9, None), ("旧", 1, "yes"))
    after = ballots(("评议会", 30, None), ("书面", 21, None), ("问卷", None, None), ("新", 5, None), ("旧", 2, None))
    found = difference(after, before)
    assert [row["key"]["evaluation_form"] for row in found.added] == ["新", "旧"]
    assert [(row["row"], row["cells"][0]["before"], row["cells"][0]["after"]) for row in found.changed] == [
        (3, 20, 21),
        (4, 8, None),
    ]
    assert [row["row"] for row in found.emptied] == [4]
    assert [(row["key"]["evaluation_form"], row["why"]) for row in found.removed] == [("网上", "vanished")]


def test_withdrawing_takes_away_only_what_counts():
    before = ballots(("评议会", 30, None))
    found = difference(ballots(("评议会", None, "yes"), ("书面", None, "yes")), before)
    assert [(row["key"]["evaluation_form"], row["why"]) for row in found.removed] == [("评议会", "withdrawn")]
    assert found.added == []


def test_a_row_that_says_the_same_as_a_later_report_is_told_as_older():
    later = ballots(("评议会", 30, None), report_on=date(2009, 7, 8))
    assert [row["row"] for row in difference(ballots(("评议会", 30, None)), later).older] == [2]
