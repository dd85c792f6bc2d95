"""One file in, rows and findings out: what is taken, what is refused, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

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


def test_headings_are_found_below_titles_and_beside_a_number_column(
    workbook: Callable[..., Path], context: Context
) -> None:
    path = workbook(
        附件=[
            ["东阳市会议情况统计表"],
            ["填报单位：东阳市教育局", None, None, "填报日期：2009年5月29日"],
            [],
            ["序号", "*单 位", "会议类型（必填）", "召开\n日期", "应到人数(人)", "实到 人数："],
            [1, "教育局", "民主讨论", "5月20日", 12, 11],
        ]
    )
    check = check_file(path, context)
    assert check.report_on == date(2009, 5, 29)
    assert check.findings == []
    assert check.tables[0].rows["held_on"].to_list() == [date(2009, 5, 20)]
    assert check.tables[0].rows["row_number"].to_list() == [5]


def test_a_heading_of_two_rows_is_read_through_its_spans(tmp_path: Path, context: Context) -> None:
    path = tmp_path / "评议.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("民主评议")
    sheet.merge_range("A1:K1", "民主评议情况表")
    for place, text in (
        ("A2:A3", "单位"),
        ("B2:B3", "评议日期"),
        ("C2:E2", "票数"),
        ("F2:G2", "参评人员"),
        ("H2:K2", "认识深不深"),
    ):
        sheet.merge_range(place, text)
    sheet.write_row("C3", ["发出", "收回", "有效", "党员干部", "群众代表", "好", "较好", "一般", "差"])
    sheet.write_row("A4", ["教育局", "2009-06-10", 50, 48, 47, 20, 27, 40, 5, 2, 0])
    book.close()
    (table,) = check_file(path, context, date(2009, 6, 30)).tables
    (row,) = table.rows.to_dicts()
    assert table.kind == "evaluations"
    assert (row["issued_count"], row["valid_count"], row["masses_count"]) == (50, 47, 27)
    assert [row[f"understanding_{name}_count"] for name in ("good", "fair", "average", "poor")] == [40, 5, 2, 0]
    assert row["understanding_poor_count_column"] == "K"


def test_a_heading_of_two_rows_works_without_merges(tmp_path: Path, context: Context) -> None:
    lines = ["单位,评议日期,票数,,,认识,,,", ",,发出,收回,有效,好,较好,一般,差", "教育局,2009-06-10,50,48,47,40,5,2,0"]
    (tmp_path / "评议.csv").write_bytes("\n".join(lines).encode("gbk"))
    (table,) = check_file(tmp_path / "评议.csv", context, date(2009, 6, 30)).tables
    assert (table.accepted, table.rows["understanding_fair_count"].to_list()) == (1, [5])


def test_a_second_table_below_the_first_is_read_as_its_own(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(
        汇总=[
            ["一、会议"],
            MEETINGS,
            ["教育局", "民主讨论", date(2009, 5, 20), 12, 11],
            ["合计", None, None, 12, 11],
            [],
            ["二、报告材料"],
            ["单位", "材料类型", "报送日期", "报送对象"],
            ["教育局", "会前报告", date(2009, 5, 18), "组织部、市纪委监察局"],
        ]
    )
    check = check_file(path, context, REPORT)
    assert [(table.kind, table.accepted, table.row_count) for table in check.tables] == [
        ("meetings", 1, 1),
        ("reports", 1, 1),
    ]
    assert check.tables[1].rows["recipients"].to_list() == ["市委组织部、市纪委"]
    assert check.findings == []


def test_totals_notes_and_blank_rows_are_no_facts(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(
        会议=[
            MEETINGS,
            ["教育局", "民主讨论", date(2009, 5, 20), 12, 11],
            [None, None, None, None],
            ["小 计", None, None, 12, 11],
            ["税务局", "民主讨论", date(2009, 5, 21), 9, 9],
            ["总计：", None, None, 21, 20],
            ["注：本表由单位办公室填报，于每周五前报送。"],
            ["填表人：办公室", None, None, "填报日期：", date(2009, 5, 29)],
        ]
    )
    check = check_file(path, context)
    assert (check.tables[0].accepted, check.tables[0].row_count, check.findings) == (2, 2, [])
    assert check.report_on == date(2009, 5, 29)


def test_rows_that_were_only_filled_in_beforehand_are_left_out(workbook: Callable[..., Path], context: Context) -> None:
    head = ["单位", "会议类型", "场次", "召开日期", "应到人数"]
    path = workbook(
        会议=[
            head,
            ["教育局", "民主讨论", 1, date(2009, 5, 20), 12],
            ["税务局", "民主讨论", 1],
            ["水务局", "民主讨论", 1],
        ]
    )
    check = check_file(path, context, REPORT)
    assert (check.tables[0].accepted, check.tables[0].row_count) == (1, 1)
    assert only(check, "row.untouched").severity == "notice"


def test_merged_units_are_filled_down_inside_their_range_only(tmp_path: Path, context: Context) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("会议")
    sheet.write_row(0, 0, MEETINGS)
    sheet.merge_range("A2:A3", "教育局")
    for row, kind in ((1, "民主讨论"), (2, "专题研究"), (3, "集中学习")):
        sheet.write_row(row, 1, [kind, "2009-05-20", 5, 5])
    book.close()
    check = check_file(path, context, REPORT)
    assert check.tables[0].rows["unit_id"].to_list() == ["EDU", "EDU"]
    assert (only(check, "value.missing").cell, only(check, "value.missing").field) == ("A4", "unit_id")


def test_wrong_values_are_found_at_their_cells_in_one_pass(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(
        会议=[
            MEETINGS,
            ["教育局", "民主讨论", "下周一", 12, 11],
            ["税务局", "民主生活", date(2009, 5, 20), "十几", -1],
            ["东阳市地税局", "民主讨论", date(2009, 5, 20), 12, 11],
            ["水务局", "民主讨论", date(2009, 5, 20), 12, 11],
        ]
    )
    check = check_file(path, context, REPORT)
    assert [(finding.cell, finding.code) for finding in check.findings] == [
        ("C2", "date.unreadable"),
        ("B3", "choice.unknown"),
        ("D3", "count.unreadable"),
        ("E3", "count.negative"),
        ("A4", "unit.unknown"),
    ]
    assert all(finding.severity == "error" and finding.sheet == "会议" for finding in check.findings)
    assert check.tables[0].rows["unit_id"].to_list() == ["WAT"]
    assert (check.tables[0].accepted, check.tables[0].row_count, check.blocking) == (1, 4, True)
    date_finding, choice, *_, unit = check.findings
    assert date_finding.found == "下周一" and "“下周一”不是能识别的日期" in date_finding.message
    assert "领导班子专题民主生活会" in choice.suggestion
    assert "东阳市税务局" in unit.suggestion.split("、")


def test_a_unit_understood_by_rule_is_taken_and_said(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(
        会议=[
            MEETINGS,
            ["市税务局", "民主讨论", date(2009, 5, 20), 12, 11],
            ["市税务局", "专题研究", date(2009, 5, 20), 2, 2],
        ]
    )
    check = check_file(path, context, REPORT)
    assert check.tables[0].rows["unit_id"].to_list() == ["TAX", "TAX"]
    finding = only(check, "unit.by_rule")
    assert (finding.severity, finding.cell, finding.suggestion) == ("notice", "A2", "东阳市税务局")
    assert "共 2 处" in finding.message


def test_a_learnt_alias_and_a_learnt_heading_are_used(workbook: Callable[..., Path], context: Context) -> None:
    learnt = replace(context, aliases={("unit", "教委"): "EDU"}, headings={("meetings", "开会日子"): "held_on"})
    path = workbook(会议=[["单位", "会议类型", "开会日子"], ["教委", "民主讨论", date(2009, 5, 20)]])
    check = check_file(path, learnt, REPORT)
    assert check.tables[0].rows.select("unit_id", "held_on").row(0) == ("EDU", date(2009, 5, 20))


def test_an_unknown_heading_is_a_warning_with_a_suggestion(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(会议=[[*MEETINGS, "会议记录情况"], ["教育局", "民主讨论", date(2009, 5, 20), 12, 11, "有"]])
    finding = only(check_file(path, context, REPORT), "heading.unknown")
    assert (finding.severity, finding.cell, finding.found) == ("warning", "F1", "会议记录情况")
    assert "会议记录" in finding.suggestion


def test_a_missing_required_heading_is_an_error_and_no_row_is_taken(
    workbook: Callable[..., Path], context: Context
) -> None:
    path = workbook(会议=[["单位", "召开日期", "应到人数", "实到人数"], ["教育局", date(2009, 5, 20), 12, 11]])
    check = check_file(path, context, REPORT)
    finding = only(check, "heading.missing")
    assert finding.severity == "error" and "会议类型" in finding.message
    assert (check.tables[0].accepted, check.tables[0].row_count) == (0, 1)


def test_a_type_column_does_not_turn_waivers_into_meetings(workbook: Callable[..., Path], context: Context) -> None:
    head = ["单位", "要求", "类型", "新时限", "理由", "批准方", "批准日期"]
    row = ["教育局", "R1", "延期", date(2009, 7, 1), "防汛", "活动办", date(2009, 5, 20)]
    check = check_file(workbook(表一=[head, row]), context, REPORT)
    assert [(table.kind, table.accepted) for table in check.tables] == [("waivers", 1)]
    check = check_file(workbook(表一=[head[:-1], row[:-1]]), context, REPORT)
    assert (check.tables[0].kind, only(check, "heading.missing").field) == ("waivers", "approved_on")


WAIVERS = ["单位", "要求", "类型", "申请日期", "新时限", "理由", "批准方", "批准日期", "撤销"]


def test_an_extension_without_a_new_deadline_waits_and_an_exemption_needs_none(
    workbook: Callable[..., Path], context: Context
) -> None:
    days = (date(2009, 5, 18), None, "防汛", "活动办", date(2009, 5, 20))
    rows = [
        ["教育局", "R1", "延期", *days, None],
        ["教育局", "R1", "豁免", *days, None],
        ["税务局", "R1", "延期", *days, "是"],
    ]
    check = check_file(workbook(延期豁免=[WAIVERS, *rows]), context, REPORT)
    finding = only(check, "value.called_for")
    assert (finding.severity, finding.field, finding.message) == (
        "error",
        "new_due_on",
        "类型是“延期”，就要填“新时限”。请补上。",
    )
    assert check.tables[0].accepted == 2


def test_days_of_a_waiver_in_the_wrong_order_are_pointed_out_and_taken(
    workbook: Callable[..., Path], context: Context
) -> None:
    row = ["教育局", "R1", "延期", date(2009, 5, 21), date(2009, 6, 19), "防汛", "活动办", date(2009, 5, 20), None]
    check = check_file(workbook(延期豁免=[WAIVERS, row]), context, REPORT)
    finding = only(check, "date.order")
    assert (finding.severity, finding.field, check.tables[0].accepted) == ("warning", "approved_on", 1)
    assert "“批准日期”2009-05-20 早于“申请日期”2009-05-21" in finding.message


def test_an_unknown_sheet_is_a_notice_beside_a_known_one_and_an_error_alone(
    workbook: Callable[..., Path], context: Context
) -> None:
    cover = [["东阳市教育局"], ["本周情况说明"]]
    both = check_file(
        workbook(封面=cover, 会议=[MEETINGS, ["教育局", "民主讨论", date(2009, 5, 20), 12, 11]]), context, REPORT
    )
    assert (only(both, "sheet.unknown").severity, both.blocking) == ("notice", False)
    alone = check_file(workbook(封面=cover), context, REPORT)
    assert only(alone, "sheet.unknown").severity == "error"


def test_what_happened_may_not_lie_after_the_report_and_what_is_planned_may(
    workbook: Callable[..., Path], context: Context
) -> None:
    head = ["单位", "会议类型", "拟定日期", "召开日期"]
    path = workbook(
        会议=[head, ["教育局", "民主讨论", date(2009, 6, 20), None], ["税务局", "民主讨论", None, date(2009, 6, 20)]]
    )
    check = check_file(path, context, REPORT)
    finding = only(check, "date.after_report")
    assert (finding.cell, finding.severity) == ("D3", "error")
    assert "拟定日期" in finding.message
    assert check.tables[0].rows["unit_id"].to_list() == ["EDU"]


def test_the_report_date_is_asked_for_outside_the_campaign_and_is_today_inside(
    workbook: Callable[..., Path], context: Context
) -> None:
    path = workbook(会议=[MEETINGS, ["教育局", "民主讨论", date(2009, 5, 20), 12, 11]])
    assert only(check_file(path, context), "report_date.missing").severity == "error"
    running = replace(context, today=date(2009, 6, 1))
    check = check_file(path, running)
    assert (check.report_on, check.findings) == (date(2009, 6, 1), [])


def test_a_clock_that_was_set_back_dates_no_report(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(会议=[MEETINGS, ["教育局", "民主讨论", date(2009, 5, 20), 12, 11]])
    behind = replace(context, today=date(2009, 6, 1), entered_on=date(2009, 6, 12))
    finding = only(check_file(path, behind), "report_date.missing")
    assert "本机日期是 2009-06-01，比台账上一次录入的日期 2009-06-12 还早" in finding.message
    assert check_file(path, replace(behind, entered_on=date(2009, 6, 1))).report_on == date(2009, 6, 1)
    assert check_file(path, behind, date(2009, 6, 12)).report_on == date(2009, 6, 12)


@pytest.mark.parametrize(
    "line",
    [
        ["填报日期：2009年5月29日"],
        ["填报日期:", date(2009, 5, 29)],
        ["填表时间", None, "2009.5.29"],
        ["截至日期：5月29日"],
        ["（数据截至2009年5月29日）"],
        ["填报单位：教育局    填报日期：2009-05-29    联系电话：123"],
        ["填报日期：二〇〇九年五月二十九日"],
    ],
)
def test_the_report_date_stands_above_the_table(
    workbook: Callable[..., Path], context: Context, line: list[object]
) -> None:
    path = workbook(会议=[line, MEETINGS, ["教育局", "民主讨论", date(2009, 5, 20), 12, 11]])
    check = check_file(path, context)
    assert (check.report_on, check.findings) == (date(2009, 5, 29), [])


def test_a_day_in_a_remark_is_no_report_date(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(
        会议=[[*MEETINGS, "备注"], ["教育局", "民主讨论", date(2009, 5, 20), 12, 11, "截至2009年5月25日已补课"]]
    )
    assert only(check_file(path, context), "report_date.missing")


def test_two_report_dates_are_a_question_and_a_given_one_settles_it(
    workbook: Callable[..., Path], context: Context
) -> None:
    row = ["教育局", "民主讨论", date(2009, 5, 20), 12, 11]
    path = workbook(
        甲=[["填报日期：2009年5月29日"], MEETINGS, row],
        乙=[["填报日期：2009年5月30日"], MEETINGS, ["税务局", *row[1:]]],
    )
    assert only(check_file(path, context), "report_date.conflict").severity == "question"
    check = check_file(path, context, REPORT)
    assert (check.report_on, only(check, "report_date.differs").severity) == (REPORT, "warning")


def test_an_exact_repeat_is_a_notice_and_a_contradiction_is_an_error_at_both_cells(
    workbook: Callable[..., Path], context: Context
) -> None:
    row = ["教育局", "民主讨论", date(2009, 5, 20), 12, 11]
    path = workbook(会议=[MEETINGS, row, row, ["税务局", *row[1:]], ["市税务局", *row[1:4], 10]])
    check = check_file(path, context, REPORT)
    assert (only(check, "row.repeated").cell, only(check, "row.repeated").severity) == ("A3", "notice")
    conflicts = [finding for finding in check.findings if finding.code == "key.conflict"]
    assert [(finding.cell, finding.found) for finding in conflicts] == [("E4", "11"), ("E5", "10")]
    assert "“实到人数”不一样：这一格是“11”，会议 第 5 行是“10”" in conflicts[0].message
    assert "这一格是“10”，会议 第 4 行是“11”" in conflicts[1].message
    assert check.tables[0].rows["unit_id"].to_list() == ["EDU"]


def test_a_contradiction_in_two_columns_is_told_in_each_and_a_blank_is_called_blank(
    workbook: Callable[..., Path], context: Context
) -> None:
    first, second = ["教育局", "民主讨论", date(2009, 5, 20), 12, 11], ["教育局", "民主讨论", "5月20日", 13, None]
    check = check_file(workbook(会议=[MEETINGS, first, second]), context, REPORT)
    conflicts = [finding for finding in check.findings if finding.code == "key.conflict"]
    assert [(finding.cell, finding.found) for finding in conflicts] == [
        ("D2", "12"),
        ("E2", "11"),
        ("D3", "13"),
        ("E3", ""),
    ]
    assert "会议 第 3 行是空白。" in conflicts[1].message


def test_contradictions_are_found_across_sheets(workbook: Callable[..., Path], context: Context) -> None:
    row = ["教育局", "民主讨论", date(2009, 5, 20), 12]
    path = workbook(一=[MEETINGS, [*row, 11]], 二=[MEETINGS, [*row, 10]])
    check = check_file(path, context, REPORT)
    assert [(finding.sheet, finding.code) for finding in check.findings] == [
        ("一", "key.conflict"),
        ("二", "key.conflict"),
    ]
    assert [table.accepted for table in check.tables] == [0, 0]


def test_error_cells_and_uncalculated_formulas_do_not_become_blanks(tmp_path: Path, context: Context) -> None:
    book = openpyxl.Workbook()
    book.active.append(MEETINGS)
    book.active.append(["教育局", "民主讨论", date(2009, 5, 20), "=A1", 11])
    book.active.append(["税务局", "民主讨论", date(2009, 5, 20), 12, None])
    book.active["E3"].data_type, book.active["E3"].value = "e", "#REF!"
    book.save(tmp_path / "a.xlsx")
    check = check_file(tmp_path / "a.xlsx", context, REPORT)
    assert [(finding.cell, finding.code) for finding in check.findings] == [
        ("D2", "cell.uncached"),
        ("E3", "cell.error"),
    ]
    assert check.tables[0].accepted == 0


def test_branches_are_named_by_code_or_name_within_their_unit(workbook: Callable[..., Path], context: Context) -> None:
    head = ["单位", "会议类型", "支部", "召开日期"]
    day = date(2009, 5, 20)
    path = workbook(
        会议=[
            head,
            ["教育局", "组织生活会", "机关第一支部", day],
            ["教育局", "组织生活会", "EDU-2", day],
            ["教育局", "组织生活会", "第三支部", day],
            ["税务局", "组织生活会", "机关第一支部", day],
        ]
    )
    check = check_file(path, context, REPORT)
    assert check.tables[0].rows["branch_id"].to_list() == ["EDU-1", "EDU-2"]
    assert [(f.cell, f.code) for f in check.findings] == [("C4", "branch.unknown"), ("C5", "branch.unknown")]
    assert "机关第" in check.findings[0].suggestion


def test_a_withdrawn_row_needs_only_its_key(workbook: Callable[..., Path], context: Context) -> None:
    head = ["单位", "要求", "类型", "理由", "批准方", "批准日期", "撤销"]
    path = workbook(豁免=[head, ["教育局", "R1", "豁免", None, None, date(2009, 5, 2), "是"]])
    check = check_file(path, context, REPORT)
    assert (check.tables[0].accepted, check.tables[0].rows["withdrawn"].to_list()) == (1, ["yes"])


def test_types_that_the_plan_adds_are_allowed(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(会议=[MEETINGS, ["教育局", "专题讲座", date(2009, 5, 20), 12, 11]])
    assert check_file(path, context, REPORT).blocking
    assert not check_file(path, replace(context, meeting_types=("专题讲座",)), REPORT).blocking


def test_requirements_are_named_by_id_or_title(workbook: Callable[..., Path], context: Context) -> None:
    plan = replace(context, requirements={"branch_meeting": "召开党支部组织生活会"})
    head = ["单位", "要求", "类型", "理由", "批准方", "批准日期"]
    tail = ["豁免", "防汛", "活动办", date(2009, 5, 2)]
    path = workbook(
        豁免=[
            head,
            ["教育局", "召开党支部组织生活会", *tail],
            ["税务局", "branch_meeting", *tail],
            ["水务局", "x", *tail],
        ]
    )
    check = check_file(path, plan, REPORT)
    assert check.tables[0].rows["requirement_id"].to_list() == ["branch_meeting"] * 2
    assert only(check, "requirement.unknown").cell == "B4"


def test_shares_follow_the_cells_format(tmp_path: Path, context: Context) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    percent = book.add_format({"num_format": "0%"})
    sheet = book.add_worksheet("行动进展")
    sheet.write_row(0, 0, ["里程碑", "责任单位", "统计日期", "完成比例"])
    for row, (day, value, style) in enumerate(
        [
            ("2009-05-01", 0.5, percent),
            ("2009-05-02", 1, percent),
            ("2009-05-03", 85, None),
            ("2009-05-04", "90%", None),
        ],
        1,
    ):
        sheet.write_row(row, 0, ["M1", "教育局", day])
        sheet.write(row, 3, value, style)
    book.close()
    check = check_file(path, context, REPORT)
    assert check.tables[0].rows["completion_ratio"].to_list() == [0.5, 1.0, 0.85, 0.9]
    assert check.findings == []


def test_circled_digits_never_become_numbers(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(会议=[MEETINGS, ["教育局", "民主讨论", date(2009, 5, 20), "①", 11]])
    assert only(check_file(path, context, REPORT), "count.unreadable").cell == "D2"


def test_text_is_stored_as_written(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(会议=[[*MEETINGS, "主题"], ["教育局", "民主讨论", date(2009, 5, 20), 12, 11, " ①学习Ｘ\u200b "]])
    assert check_file(path, context, REPORT).tables[0].rows["theme"].to_list() == ["①学习Ｘ"]


def test_an_unreadable_file_is_one_error(tmp_path: Path, context: Context) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    check = check_file(tmp_path / "a.xlsx", context, REPORT)
    assert [(finding.severity, finding.code) for finding in check.findings] == [("error", "file.unreadable")]
    assert check.blocking and len(check.sha256) == 64


def test_headings_may_be_the_english_field_names(tmp_path: Path, context: Context) -> None:
    (tmp_path / "meetings.csv").write_text(
        "unit_id,meeting_type,held_on,expected_count\nEDU,民主讨论,2009-05-20,12\n", encoding="utf-8"
    )
    check = check_file(tmp_path / "meetings.csv", context, REPORT)
    assert (check.tables[0].accepted, [finding.code for finding in check.findings]) == (1, ["format.unseen"])


def test_more_than_a_thousand_faults_in_a_column_are_counted(workbook: Callable[..., Path], context: Context) -> None:
    rows = [["教育局", "民主讨论", "改天", number, 11] for number in range(1_200)]
    check = check_file(workbook(会议=[MEETINGS, *rows]), context, REPORT)
    assert "还有 200 处" in only(check, "more").message
    assert check.tables[0].accepted == 0


def test_a_row_that_numbers_the_columns_and_an_example_row_are_no_facts(
    workbook: Callable[..., Path], context: Context
) -> None:
    path = workbook(
        会议=[
            ["序号", *MEETINGS],
            ["甲", "乙", 1, 2, 3, 4],
            ["示例", "某某局", "民主讨论", date(2009, 5, 1), 9, 9],
            [1, "教育局", "民主讨论", date(2009, 5, 20), 12, 11],
            ["市级部门合计", None, None, None, 12, 11],
        ]
    )
    check = check_file(path, context, REPORT)
    assert (check.tables[0].row_count, check.findings) == (1, [])


def test_without_any_roster_the_clerk_is_told_to_send_one(workbook: Callable[..., Path], context: Context) -> None:
    path = workbook(会议=[MEETINGS, ["教育局", "民主讨论", date(2009, 5, 20), 12, 11]])
    assert "请先报单位名册" in only(check_file(path, replace(context, units={}), REPORT), "unit.no_roster").message
