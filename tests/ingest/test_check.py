"""One file in, rows and findings out: what is taken, what is refused, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ingest.check import Context, FileCheck, Finding, check_file

REPORT = date(2009, 5, 31)
MEETINGS = ["单位", "会议类型", "召开日期", "应到人数", "实到人数"]


def only(check: FileCheck, code: str) -> Finding:
    """The one finding with a code."""
    found = [finding for finding in check.findings if finding.code == code]
    assert len(found) == 1, check.findings
    return found[0]


def test_a_plain_meetings_sheet_becomes_typed_rows(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(会议=[MEETINGS, ["教育局", "专题民主生活会", date(2009, 5, 20), 12, "11人"]])
    check = check_file(path, context, REPORT)
    (row,) = check.tables[0].rows.to_dicts()
    assert (row["unit_id"], row["unit_written"], row["meeting_type"]) == ("EDU", "教育局", "领导班子专题民主生活会")
    assert (row["held_on"], row["expected_count"], row["attended_count"]) == (date(2009, 5, 20), 12, 11)
    assert (row["session_number"], row["branch_id"], row["planned_on"]) == (1, "", None)
    assert (row["held_on_column"], row["planned_on_column"], row["row_number"]) == ("C", None, 2)
    assert not check.blocking


def test_units_in_the_same_file_are_known_to_its_other_sheets(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(
        会议=[MEETINGS, ["东阳市档案局", "民主讨论", date(2009, 5, 20), 12, 11]],
        名册=[["单位编码", "单位名称", "类别"], ["ARC", "东阳市档案局", "市直部门"]],
    )
    check = check_file(path, context, REPORT)
    assert {table.kind: table.accepted for table in check.tables} == {"units": 1, "meetings": 1}
    assert check.findings == []
