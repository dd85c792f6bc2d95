"""From the clause to the cell and back: what a trace says stands in the sender's own file, at the cell it names."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cli_back, cli_read, lights, store, uses
from ingest import accepted, intake
from tests.dashboard.conftest import APP, Open
from tests.dashboard.lists import links, tables

KINDS = ("units", "branches", "meetings", "reports", "reviews", "evaluations", "problems", "waivers")
WORDS = {"yes": {"是", "有", "yes"}, "no": {"否", "无", "no"}}


@pytest.fixture(scope="module")
def asked(demo_store: Path) -> cli_read.Asked:
    return cli_read.Asked(demo_store)


@pytest.fixture(scope="module")
def obligations(demo_store: Path) -> list[dict[str, Any]]:
    return store.query("cli__status", store=demo_store, unit_id=None).to_dicts()


@pytest.fixture(scope="module")
def kind_of(demo_store: Path) -> dict[tuple[str, str], str]:
    uploads = intake.uploads(demo_store)
    return {(one.upload_id, t["sheet_name"]): t["kind"] for one in uploads for t in one.event.payload["tables"]}


@cache
def original(demo_store: Path, upload_id: str) -> dict[str, Any]:
    """The file as received, opened by another program's reader: every cell by sheet and address."""
    upload = next(one for one in intake.uploads(demo_store) if one.upload_id == upload_id)
    path, name = demo_store / accepted.ORIGINALS / upload.sha256, upload.event.payload["file"]
    if name.endswith(".csv"):
        with path.open(encoding="gb18030" if not is_utf8(path) else "utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
        cells = {f"{chr(65 + c)}{r}": value for r, row in enumerate(rows, 1) for c, value in enumerate(row)}
        return {Path(name).stem: cells}
    with path.open("rb") as stream:
        book = openpyxl.load_workbook(stream, data_only=True)
    return {sheet.title: {cell.coordinate: cell.value for row in sheet for cell in row} for sheet in book}


def is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def holds(found: Any, said: str) -> bool:
    """Whether a cell, as its sender wrote it, says what the trace says."""
    if isinstance(found, datetime | date):
        return f"{found:%Y-%m-%d}" == said
    if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        day = date.fromisoformat(said)
        numbers = [int(part) for part in re.findall(r"\d+", str(found))]
        return numbers in ([day.year, day.month, day.day], [day.month, day.day], [int(f"{day:%Y%m%d}")])
    if said in WORDS:
        return str(found) in WORDS[said]
    if said == "有" and isinstance(found, int | float):
        # How many came is withheld where few voted.
        return found > 0
    if isinstance(found, int | float):
        return float(found) == float(said)
    # An organ may be written by another of its names, of which one holds the other.
    parts = re.split(r"[、,，;；\s]+", str(found).strip("、 "))
    items = said.split("、")
    is_list = len(parts) == len(items) and all(any(a in b or b in a for b in parts) for a in items)
    return is_list or re.sub(r"\D", "", str(found)) == said or said in str(found)


def cell_says(demo_store: Path, one: dict[str, Any]) -> bool:
    cells = original(demo_store, one["upload_id"])[one["sheet"]]
    first, _, last = one["cell"].partition(":")
    if last:
        row = re.sub(r"\D", "", first)
        span = range(openpyxl.utils.column_index_from_string(re.sub(r"\d", "", first)), 1 + _index(last))
        values = [cells[f"{openpyxl.utils.get_column_letter(column)}{row}"] for column in span]
        return sum(float(value) for value in values if value is not None) == float(one["value"])
    return holds(cells[first], one["value"])


def _index(cell: str) -> int:
    return int(openpyxl.utils.column_index_from_string(re.sub(r"\d", "", cell)))


def evidence_of(asked: cli_read.Asked, row: dict[str, Any]) -> list[dict[str, Any]]:
    found = cli_read.trace(asked, row["unit_id"], row["requirement_id"], row["bearer_id"])
    assert found["status"] == row["status"]
    return [one for check in found["checks"] for one in check["evidence"]]


@pytest.mark.parametrize("status", lights.STATUSES)
def test_the_trace_of_every_status_ends_in_cells_that_hold_what_it_says(
    status: str, asked: cli_read.Asked, obligations: list[dict[str, Any]], demo_store: Path
):
    rows = [row for row in obligations if row["status"] == status]
    evidence = next(found for row in rows if (found := evidence_of(asked, row)))
    assert [one for one in evidence if not cell_says(demo_store, one)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_trace_of_every_kind_of_evidence_ends_in_cells_that_hold_what_it_says(
    kind: str, asked: cli_read.Asked, demo_store: Path, kind_of: dict[tuple[str, str], str]
):
    view = "marts.waivers" if kind == "waivers" else "marts.check_evidence"
    found = proof(demo_store, f"select * from {view}")
    told = {place for place, one in kind_of.items() if one == kind}
    rows = [row for row in found if (row["upload_id"], row["sheet_name"]) in told]
    assert rows
    first = min(rows, key=lambda row: (row["upload_id"], row["row_number"], row["unit_id"]))
    mine = [row for row in rows if row["obligation_id"] == first["obligation_id"]]
    requirement_id, unit_id, bearer_id = first["obligation_id"].split("|")
    traced = cli_read.trace(asked, unit_id, requirement_id, bearer_id)
    evidence = [one for check in traced["checks"] for one in check["evidence"] if kind_of[place_of(one)] == kind]
    assert {one["cell"] for one in evidence} == {row["cell"] for row in mine}
    assert [one for one in evidence if not cell_says(demo_store, one)] == []


def place_of(one: dict[str, Any]) -> tuple[str, str]:
    return one["upload_id"], one["sheet"]


def proof(demo_store: Path, sql: str) -> list[dict[str, Any]]:
    path = store.snapshot(demo_store).path
    with duckdb.connect(str(path), read_only=True, config=dict(store.READ_ONLY)) as connection:
        return connection.sql(sql).pl().to_dicts()


def test_every_cell_that_proves_anything_on_the_demo_holds_what_is_said_of_it(demo_store: Path):
    rows = proof(
        demo_store,
        "select distinct upload_id, sheet_name as sheet, cell, value_text as value from marts.check_evidence "
        "union select distinct upload_id, sheet_name, cell, value_text from marts.waivers",
    )
    assert len(rows) > 5_000
    assert [one for one in rows if not cell_says(demo_store, one)] == []


def written(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def table_texts(app: AppTest) -> str:
    return "\n".join(table.value.to_string() for table in (*tables(app), *app.table))


LATE = {"unit": "A01", "requirement": "post_report"}
MEETING = {"unit": "A01", "requirement": "leaders_meeting"}


def test_the_page_goes_from_the_clause_through_the_deadline_and_the_checks_to_the_row_of_the_original(open_page: Open):
    app = open_page("trace", **MEETING)
    text, shown = written(app), table_texts(app)
    assert "**1.6 班子会的时限**" in text
    assert "计划写明的日子是 6月15日(周一)" in text
    assert "某日前" in shown and "readings?reading=before_date" in links(app)
    assert "before_date" not in shown
    assert "“实到人数”不低于本单位的班子成员数（请假的除外）的 100%" in shown
    assert "✔ 合格" in shown
    assert "U0018 会议 F4 = " in shown
    assert any(way.startswith("uploads?upload=U0018") for way in links(app))
    around = app.table[-1].value
    assert list(around.iloc[0])[:3] == ["3", "**单位**", "**会议类型**"]
    (proved,) = [row for row in around.to_dict("records") if row[" "] == "▶\u00a04"]
    assert proved["F"] == ":orange-background[▶\u00a0**2009‑06‑10**]"
    assert proved["B"] == "领导班子专题民主生活会"


def test_a_deadline_that_hangs_on_another_event_says_on_which_day_and_by_how_many_days(open_page: Open):
    text = written(open_page("trace", **LATE))
    assert "依“领导班子专题民主生活会”的实际日期（6月10日(周三)）往后推：以 7 天内为准，即 6月17日(周三)" in text
    assert "最宽 15 天，因此时限为 6月25日(周四)" in text


def test_an_extension_is_told_with_who_granted_it_and_the_cells_of_it(
    open_page: Open, obligations: list[dict[str, Any]], demo_store: Path
):
    granted = proof(demo_store, "select obligation_id from marts.waivers where waiver_type = '延期' order by 1 limit 1")
    requirement, unit, _ = granted[0]["obligation_id"].split("|")
    app = open_page("trace", unit=unit, requirement=requirement)
    assert re.search(r"延期：.+ 批准，新时限 \d+月\d+日", written(app))
    assert any("新时限" in " ".join(map(str, table.value.iloc[0])) for table in app.table)


def test_of_several_branches_the_worst_is_shown_unless_one_is_named(open_page: Open):
    page = {"unit": "A01", "requirement": "branch_meeting"}
    assert "逾期未办" in written(open_page("trace", **page))
    named = open_page("trace", **page, bearer="A01-1")
    assert "按时完成" in written(named)
    assert not named.warning


def test_an_address_that_names_no_obligation_says_so(open_page: Open):
    assert "没有编号为“nothing”的" in open_page("trace", unit="A01", requirement="nothing").warning[0].value
    assert "没有编号为“nobody”的" in open_page("trace", **MEETING, bearer="nobody").warning[0].value


def test_every_light_of_a_unit_leads_to_its_trace_in_the_readers_language_and_day(open_page: Open):
    app = open_page("unit", unit="A01", as_of="2009-06-24")
    ways = tables(app)[0].ways["status"]
    assert len(ways) == len(tables(app)[0])
    assert all(re.fullmatch(r"trace\?unit=A01&requirement=\w+&as_of=2009-06-24", way) for way in ways)


def test_a_row_of_an_upload_says_what_it_serves_and_by_which_cells(open_page: Open):
    app = open_page("uploads", upload="U0018", sheet="会议", row="4")
    assert "示例市市府办公室的这一行现在有效，用于：" in written(app)
    shown = table_texts(app)
    assert "trace?unit=A01&requirement=leaders_meeting&bearer=A01" in links(app)
    assert "据此判定" in shown and "供其核查" in shown
    assert "早于“领导班子专题民主生活会”" in shown


def test_a_heading_row_and_a_row_that_is_only_tracked_serve_nothing_and_say_why(open_page: Open):
    assert "这一行没有采纳" in written(open_page("uploads", upload="U0018", sheet="会议", row="3"))
    assert "只跟踪、不判定（个人自学）" in written(open_page("uploads", upload="U0003", sheet="会议", row="6"))


def test_an_accepted_row_serves_something_or_says_why_it_serves_nothing(demo_store: Path):
    upload = store.query("uploads__one", store=demo_store, upload_id="U0003").row(0, named=True)
    rows = proof(demo_store, "select sheet_name, row_number from marts.accepted_rows where upload_id = 'U0003'")
    found = [
        uses.of_row(lambda name, **params: store.query(name, store=demo_store, **params), upload, *row.values())
        for row in rows[:12]
    ]
    assert {one.why for one in found} <= cli_back.WHY.keys()
    assert all(bool(one.obligations.height or one.milestones.height) == (one.why == "serves") for one in found)


def test_the_terminal_goes_back_from_a_cell_and_the_two_ways_agree(asked: cli_read.Asked):
    back = cli_back.trace_back(asked, "u0018", "会议", "f4")
    (answered,) = [one for one in back["obligations"] if one["row_role"] == "answers"]
    assert (answered["unit_id"], answered["requirement_id"]) == ("A01", "leaders_meeting")
    for check in back["checks"]:
        forward = cli_read.trace(asked, "A01", check["requirement_id"], check["bearer_id"])
        (same,) = [one for one in forward["checks"] if one["check_id"] == check["check_id"]]
        assert ("U0018", "F4") in {(one["upload_id"], one["cell"]) for one in same["evidence"]}
        assert same["result"] == check["result"]


def test_a_gone_or_changed_original_is_told_in_clear_words_and_the_rest_of_the_page_stands(
    demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # What is published is shared; only the originals are copied.
    folder = tmp_path / "store"
    shutil.copytree(demo_store, folder, ignore=shutil.ignore_patterns("known-*", "blank-*"))
    monkeypatch.setenv("TAIZHANG_STORE", str(folder))
    by_name = {upload.upload_id: folder / accepted.ORIGINALS / upload.sha256 for upload in intake.uploads(folder)}
    by_name["U0002"].unlink()
    by_name["U0018"].chmod(0o644)
    by_name["U0018"].write_bytes(b"\x00" * 100)
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page("dashboard/pages/trace.py")
    app.query_params.update(MEETING)
    app.run()
    assert not app.exception
    told = [error.value for error in app.error]
    assert any("收到的原文件已不在台账库里" in text for text in told)
    assert any("原文件与收到时不一致" in text for text in told)
    assert "班子会的时限" in written(app)
    assert not [button for button in app.get("download_button") if not str(button.key).startswith("take_")]
