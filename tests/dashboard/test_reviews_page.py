"""The page on reviews: what waits for whom, and a sheet in which only the conclusion is left to fill in."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl

from dashboard import store
from ingest import intake
from tests.dashboard.conftest import Open, written

WANTED = {"reviewer": None, "material_type": None, "search": ""}


def waiting(demo_store: Path, least_required: int = 1, **chosen: str) -> pl.DataFrame:
    return store.query("reviews__list", store=demo_store, least_required=least_required, **(WANTED | chosen))


def test_the_page_counts_what_waits_what_was_returned_and_what_is_stale(open_page: Open, demo_store: Path) -> None:
    states = waiting(demo_store)["review_state"].to_list()
    counts = {state: states.count(state) for state in ("awaited", "returned", "stale")}
    sentence = open_page("reviews").header[0].value
    assert sentence == "待审 {awaited} 件，退回未重报 {returned} 件，意见过时 {stale} 件。".format(**counts)
    assert counts["awaited"] and counts["returned"]


def test_the_longest_wait_comes_first_and_every_line_says_with_whom(demo_store: Path) -> None:
    found = waiting(demo_store)
    assert found["since_on"].is_sorted() and found["since_on"].null_count() == 0
    assert not found.filter(pl.col("reviewer") == "").height


def test_advised_checks_are_shown_on_request_as_not_yet_judged_and_holding_nothing(
    open_page: Open, demo_store: Path
) -> None:
    app = open_page("reviews", weight="all")
    assert str(waiting(demo_store, 0).filter(pl.col("review_state") == "awaited").height) in app.header[0].value
    assert "这些尚未判定，不影响事项的状态" in written(app)


def test_a_reviewer_sees_what_waits_for_him(open_page: Open, demo_store: Path) -> None:
    mine = waiting(demo_store, reviewer="市长")
    assert mine.height and open_page("reviews", reviewer="市长").header[0].value.startswith(f"待审 {mine.height} 件")


def test_before_anything_was_handed_in_nothing_waits(open_page: Open) -> None:
    app = open_page("reviews", as_of="2009-05-23")
    assert [info.value for info in app.info] == [
        "没有等待审阅的材料。",
        "没有过时的审阅意见。",
        "没有退回后还没有重报的材料。",
    ]


def test_the_sheet_comes_back_with_conclusions_and_nothing_else_to_answer(demo_store: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(demo_store, tmp_path / "store"))
    rows = waiting(own).filter(pl.col("review_state") != "returned")
    path = tmp_path / "审阅把关.xlsx"
    path.write_bytes(intake.review_sheet(own, rows.to_dicts()))
    book = openpyxl.load_workbook(path)
    sheet = book["审阅把关"]
    heads = [cell.value for cell in sheet[2]]
    conclusion = heads.index("结论") + 1
    assert {sheet.cell(row, conclusion).value for row in range(3, 3 + rows.height)} == {"待审"}
    for row in range(3, 3 + rows.height - 1):
        sheet.cell(row, conclusion).value = "通过"
    book.save(path)
    [result] = intake.check(own, [path], date(2009, 6, 29))
    assert not [finding for finding in result.check.findings if finding.is_blocking]
    assert not [row for row in result.diff.changed if any(cell["after"] in (None, "") for cell in row["cells"])]
    [taken] = intake.accept(own, [path], report_on=date(2009, 6, 29), by="office")
    assert taken.outcome == intake.ACCEPTED
    assert waiting(own).filter(pl.col("review_state") != "returned").height == 1


def test_the_terminals_template_of_reviews_is_filled_in_the_same_way(demo_store: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(intake.template(demo_store, ["reviews"])))
    units = [book["审阅把关"].cell(row, 1).value for row in range(3, 200)]
    assert len(list(filter(None, units))) == waiting(demo_store).filter(pl.col("review_state") != "returned").height
    blank = openpyxl.load_workbook(io.BytesIO(intake.template(demo_store)))
    assert blank["审阅把关"].cell(3, 1).value is None
