"""A whole result becomes a file that says what it is, that no program runs anything of, that tells when it was cut."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import duckdb
import openpyxl
import polars as pl
import pytest
from pyarrow import parquet

from dashboard import result_files, sandbox_limits
from dashboard.result_files import Wanted
from dashboard.sandbox import Query

SQL = """
    select
        '=1+1' as formula, '单位' as "=name", 7 as number, date '2009-06-24' as day,
        [1, 2] as list, 0.5::decimal(38, 1) as share, null as nothing, '-5' as minus
    from range(3)
"""


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Wanted:
    path = tmp_path_factory.mktemp("published") / "store-1.duckdb"
    duckdb.connect(str(path)).close()
    return Wanted(Query(SQL), path, {"query": SQL, "known at": "38"}, "more")


def test_csv_opens_in_a_spreadsheet_program_as_text_and_numbers_only(wanted: Wanted):
    lines = result_files.written(wanted, "csv").decode("utf-8-sig").split("\r\n")
    assert lines[0] == "formula,'=name,number,day,list,share,nothing,minus"
    assert lines[1] == '\'=1+1,单位,7,2009-06-24,"[1, 2]",0.5,,-5'
    assert len(lines) == 5


def test_a_workbook_has_the_rows_and_a_sheet_about_them(wanted: Wanted):
    book = openpyxl.load_workbook(io.BytesIO(result_files.written(wanted, "xlsx")))
    rows = list(book["Result"].iter_rows(values_only=True))
    assert rows[1][:3] == ("=1+1", "单位", 7)
    assert book["Result"]["A2"].data_type == "s"
    assert (rows[1][3].date(), rows[1][6], len(rows)) == (date(2009, 6, 24), None, 4)
    assert ("known at", "38") in set(book["About"].iter_rows(values_only=True))


def test_parquet_keeps_the_types_and_carries_what_it_is(wanted: Wanted):
    file = result_files.written(wanted, "parquet")
    facts = parquet.read_metadata(io.BytesIO(file)).metadata
    assert (facts[b"taizhang.known at"], facts[b"taizhang.is_cut"]) == (b"38", b"false")
    frame = pl.read_parquet(io.BytesIO(file))
    assert (frame.height, frame["day"].dtype, frame["list"].to_list()[0]) == (3, pl.Date, [1, 2])


def test_json_is_one_object_with_what_it_is_its_columns_and_rows(wanted: Wanted):
    told = json.loads(result_files.written(wanted, "json"))
    assert (told["about"]["known at"], told["is_cut"], len(told["rows"])) == ("38", False, 3)
    assert told["columns"][3] == {"name": "day", "type": "DATE"}
    assert told["rows"][0]["formula"] == "=1+1"
    assert told["rows"][0]["day"] == "2009-06-24"


@pytest.mark.parametrize("form", list(result_files.FORMS))
def test_an_empty_result_is_a_file_too(wanted: Wanted, form: str):
    assert result_files.written(replace(wanted, query=Query("select 1 as a, 'x' as b where false")), form)


def test_a_file_that_was_cut_says_so_in_itself(wanted: Wanted, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TAIZHANG_SQL_FILE_ROWS", "2")
    assert result_files.written(wanted, "csv").decode().rstrip().endswith("more")
    assert json.loads(result_files.written(wanted, "json"))["is_cut"] is True
    about = openpyxl.load_workbook(io.BytesIO(result_files.written(wanted, "xlsx")))["About"]
    assert "more" in {row[1] for row in about.iter_rows(values_only=True)}


def test_a_file_is_named_for_its_query_and_the_version_of_the_store():
    query = Query("select * from marts.units where unit_id = $u", {"u": "A01"})
    name = result_files.name_of(query, "", 38, "2009-06-26")
    assert name.startswith("units-") and name.endswith(" n38 2009-06-26")
    assert name != result_files.name_of(replace(query, params={"u": "A02"}), "", 38, "2009-06-26")
    assert result_files.name_of(query, "谁迟了", 38, "2009-06-26") == "谁迟了 n38 2009-06-26"


def test_the_bounds_of_a_file_are_settings():
    shares = sandbox_limits.of_all({"TAIZHANG_SQL_FILE_ROWS": "5", "TAIZHANG_SQL_FILE_SECONDS": "9"})
    limits = sandbox_limits.of_a_file(sandbox_limits.of_a_query({}), shares)
    assert (limits.rows, limits.seconds) == (5, 9)
