"""What offices do to sheets: each defect built in code, and the finding a unit's clerk reads, at its cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ingest.check import Context, FileCheck, Finding, check_file
from ingest.sheets.meetings import TYPES

REPORT = date(2009, 5, 31)
DAY = date(2009, 5, 20)
HEAD = ["单位", "会议类型", "召开日期", "应到人数", "实到人数"]
EDU = ["教育局", "民主讨论", DAY, 12, 11]
TAX = ["税务局", "民主讨论", DAY, 9, 9]
READ = ("unit_id", "meeting_type", "held_on", "expected_count", "attended_count")
EDU_READ = ("EDU", "民主讨论", DAY, 12, 11)
TAX_READ = ("TAX", "民主讨论", DAY, 9, 9)

Write = Callable[..., Path]


def rows_of(check: FileCheck) -> list[tuple[object, ...]]:
    """The accepted rows of meetings, all tables together."""
    return [row for table in check.tables for row in table.rows.select(READ).rows()]


def places(check: FileCheck) -> list[tuple[str, str, str]]:
    """Every finding's severity, sheet and cell."""
    return [(finding.severity, finding.sheet, finding.cell) for finding in check.findings]


def only(check: FileCheck) -> Finding:
    """The one finding of a file."""
    (finding,) = check.findings
    return finding


def drawn(path: Path, draw: Callable[[Worksheet], None], head: list[str] = HEAD) -> Path:
    """A sheet of meetings with its heading, and what `draw` adds."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("会议")
        sheet.write_row(0, 0, head)
        draw(sheet)
    return path


# Above the heading, around the tables.


def test_titles_notes_and_a_report_date_stand_above_the_heading(workbook: Write, context: Context):
    above = [["附件1"], ["东阳市会议情况统计表"], ["填报单位：教育局", None, None, "填报日期：2009年5月29日"], []]
    check = check_file(workbook(会议=[*above, HEAD, EDU]), context)
    assert (rows_of(check), check.findings, check.report_on) == ([EDU_READ], [], date(2009, 5, 29))
    assert check.tables[0].rows["row_number"].to_list() == [6]


def test_cover_and_instruction_sheets_first_are_each_a_notice(workbook: Write, context: Context):
    instructions = [["列名", "说明"], ["单位", "填写全称"], ["会议类型", "按下拉选择"], ["召开日期", "2009-06-15"]]
    path = workbook(封面=[["东阳市教育局"], ["2009年5月"]], 填表说明=instructions, 会议=[HEAD, EDU])
    check = check_file(path, context, REPORT)
    assert rows_of(check) == [EDU_READ]
    assert places(check) == [("notice", "封面", ""), ("notice", "填表说明", "")]
    assert all("没有读取" in finding.message for finding in check.findings)


@pytest.mark.parametrize(
    "head",
    [
        ["填报单位", "会议类别", "会议日期", "应参加人数", "实际参加人数"],
        ["*单 位", "会议\n类型", "【召开日期】", "应到人数（人）", "☆实到人数☆："],
        ["１．单位", "2、会议类型", "（三）召开日期", "(4)应到人数", "五、实到人数"],
        ["单位*", "会议类型（必填）", "召开  日期", "应到\r\n人数", "实到人数(名)"],
        ["單位", "會議類型", "召開日期", "應到人數", "實到人數"],
        ["\u200b单位", "会议类型\x07", "召开\u3000日期", "ｅｘｐｅｃｔｅｄ＿ｃｏｕｎｔ", "attended_count"],
    ],
)
def test_a_heading_has_many_spellings(workbook: Write, context: Context, head: list[str]):
    check = check_file(workbook(会议=[head, EDU]), context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ], [])


def test_a_heading_of_two_rows_is_read_through_its_merges(tmp_path: Path, context: Context):
    def draw(sheet: Worksheet) -> None:
        for place, text in (("A1:A2", "单位"), ("B1:B2", "会议类型"), ("C1:C2", "召开日期")):
            sheet.merge_range(place, text)
        sheet.merge_range("D1:E1", "参加人数")
        sheet.merge_range("F1:G1", "党员领导干部")
        sheet.write_row("D2", ["应到", "实到", "应到", "实到"])
        sheet.write_row("A3", ["教育局", "民主讨论", "2009-05-20", 12, 11, 4, 3])

    check = check_file(drawn(tmp_path / "表.xlsx", draw, []), context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ], [])
    leaders = check.tables[0].rows.select("party_leader_expected_count", "party_leader_attended_count")
    assert leaders.rows() == [(4, 3)]


def test_an_unknown_heading_offers_at_most_three_and_is_not_read(workbook: Write, context: Context):
    path = workbook(会议=[["单位", "会议类型", "召开日期", "应到人数", "实到会人数"], EDU])
    check = check_file(path, context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found) == ("warning", "E1", "实到会人数")
    assert finding.suggestion.split("、")[0] == "实到人数" and len(finding.suggestion.split("、")) <= 3
    assert rows_of(check) == [(*EDU_READ[:4], None)]


def test_a_second_table_below_the_first_ends_it(workbook: Write, context: Context):
    path = workbook(汇总=[["一、上半月"], HEAD, EDU, ["合计", None, None, 12, 11], [], ["二、下半月"], HEAD, TAX])
    check = check_file(path, context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ, TAX_READ], [])


def test_a_second_table_to_the_right_is_an_error_and_the_first_is_read(workbook: Write, context: Context):
    check = check_file(workbook(会议=[[*HEAD, None, *HEAD], [*EDU, None, *TAX]]), context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.sheet, finding.cell) == ("error", "会议", "G1")
    assert "左右并排有两个表，只读了左边的" in finding.message
    assert rows_of(check) == [EDU_READ]


def test_a_sheet_named_for_a_form_and_not_known_by_its_headings_is_a_warning(workbook: Write, context: Context):
    path = workbook(会议=[HEAD, EDU], 报告材料=[["部门", "文件", "日子"], ["教育局", "会前书面报告", DAY]])
    check = check_file(path, context, REPORT)
    assert (rows_of(check), places(check)) == ([EDU_READ], [("warning", "报告材料", "")])
    assert "没有认得的表头，没有读取" in only(check).message


# Columns and cells whose place is not clear.


def test_numbers_of_two_groups_under_one_word_are_asked_about(tmp_path: Path, context: Context):
    def draw(sheet: Worksheet) -> None:
        for place, text in (("A1:A2", "单位"), ("B1:B2", "会议类型"), ("C1:C2", "召开日期")):
            sheet.merge_range(place, text)
        sheet.merge_range("D1:E1", "干部")
        sheet.merge_range("F1:G1", "群众")
        sheet.write_row("D2", ["应到", "实到", "应到", "实到"])
        sheet.write_row("A3", ["教育局", "民主讨论", "2009-05-20", 12, 11, 4, 3])

    check = check_file(drawn(tmp_path / "表.xlsx", draw, []), context, REPORT)
    assert rows_of(check) == []
    asked = [(finding.cell, finding.found) for finding in check.findings if finding.severity == "question"]
    assert asked == [("F3", "4"), ("G3", "3")]


def test_two_columns_of_one_heading_that_agree_are_only_pointed_out(workbook: Write, context: Context):
    path = workbook(会议=[[*HEAD, "实到人数"], [*EDU, "11人"], [*TAX, None]])
    check = check_file(path, context, REPORT)
    assert (rows_of(check), places(check)) == ([EDU_READ, TAX_READ], [("warning", "会议", "F1")])


@pytest.mark.parametrize(("first", "second"), [(11, 10), (None, 11), (11, "约11")])
def test_two_columns_of_one_heading_that_differ_are_asked_about(
    workbook: Write, context: Context, first: object, second: object
):
    path = workbook(会议=[[*HEAD, "实到人数"], [*EDU[:4], first, second], TAX])
    check = check_file(path, context, REPORT)
    asked = check.findings[-1]
    assert (asked.severity, asked.cell, asked.found) == ("question", "F2", str(second))
    assert "与同一行 E2 的“实到人数”不一致" in asked.message
    assert rows_of(check) == [TAX_READ]


def test_a_name_beside_the_type_of_a_meeting_is_no_second_type(workbook: Write, context: Context):
    path = workbook(会议=[["会议名称", *HEAD], ["教育局五月讨论会", *EDU]])
    check = check_file(path, context, REPORT)
    assert (rows_of(check), places(check)) == ([EDU_READ], [("warning", "会议", "A1")])


def test_what_stands_in_a_column_without_heading_is_pointed_out(workbook: Write, context: Context):
    check = check_file(workbook(会议=[HEAD, [*EDU, None, "另有2人旁听"], TAX]), context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found) == ("warning", "G2", "另有2人旁听")
    assert "G 列没有标题" in finding.message
    assert rows_of(check) == [EDU_READ, TAX_READ]


def test_a_comma_inside_a_number_of_a_csv_moves_the_row_and_is_asked_about(tmp_path: Path, context: Context):
    lines = [",".join(HEAD), "教育局,民主讨论,2009-05-20,1,234,11", "税务局,民主讨论,2009-05-20,9,9"]
    (tmp_path / "表.csv").write_text("\n".join(lines), encoding="utf-8")
    check = check_file(tmp_path / "表.csv", context, REPORT)
    unseen, finding = check.findings
    assert (unseen.code, finding.severity, finding.cell) == ("format.unseen", "question", "F2")
    assert "比表头多出一格" in finding.message and "1,234" in finding.message
    assert rows_of(check) == [TAX_READ]


def test_a_unit_merged_down_holds_for_its_rows_only(tmp_path: Path, context: Context):
    def draw(sheet: Worksheet) -> None:
        sheet.merge_range("A2:A3", "教育局")
        for row, kind in ((1, "民主讨论"), (2, "专题研究"), (3, "集中学习")):
            sheet.write_row(row, 1, [kind, "2009-05-20", 5, 5])

    check = check_file(drawn(tmp_path / "表.xlsx", draw), context, REPORT)
    assert [row[:2] for row in rows_of(check)] == [("EDU", "民主讨论"), ("EDU", "专题研究")]
    assert (only(check).severity, only(check).cell) == ("error", "A4")
    assert "“单位”没有填" in only(check).message


def test_a_number_merged_down_is_of_each_row_or_of_all_and_so_asked_about(tmp_path: Path, context: Context):
    def draw(sheet: Worksheet) -> None:
        for row, unit in ((1, "教育局"), (2, "税务局"), (3, "水务局")):
            sheet.write_row(row, 0, [unit, "民主讨论", "2009-05-20", 9, 9])
        sheet.merge_range("D2:D3", 24)

    check = check_file(drawn(tmp_path / "表.xlsx", draw), context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found) == ("question", "D2", "24")
    assert "分不清是每行都是 24，还是合起来 24" in finding.message
    assert [row[0] for row in rows_of(check)] == ["WAT"]


def test_a_day_merged_down_is_the_day_of_each_row(tmp_path: Path, context: Context):
    def draw(sheet: Worksheet) -> None:
        for row, unit in ((1, "教育局"), (2, "税务局")):
            sheet.write_row(row, 0, [unit, "民主讨论", None, 9, 9])
        sheet.merge_range("C2:C3", "5月20日")

    check = check_file(drawn(tmp_path / "表.xlsx", draw), context, REPORT)
    assert ([row[2] for row in rows_of(check)], check.findings) == ([DAY, DAY], [])


def test_a_cell_merged_across_columns_is_asked_about(tmp_path: Path, context: Context):
    def draw(sheet: Worksheet) -> None:
        sheet.write_row(1, 0, ["教育局", "民主讨论", "2009-05-20"])
        sheet.merge_range("D2:E2", 7)
        sheet.write_row(2, 0, ["税务局", "民主讨论", "2009-05-20", 9, 9])

    check = check_file(drawn(tmp_path / "表.xlsx", draw), context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found) == ("question", "D2", "7")
    assert "（应到人数、实到人数）" in finding.message
    assert rows_of(check) == [TAX_READ]


# Hidden things.


def hidden_book(path: Path, *, only_hidden: bool = False) -> Path:
    """A workbook with a hidden sheet of last month."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "会议"
    for row in [["封面"]] if only_hidden else [HEAD, EDU]:
        sheet.append(row)
    hidden = book.create_sheet("上月")
    hidden.append(HEAD)
    hidden.append(TAX)
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def test_a_hidden_sheet_is_not_read_and_said(tmp_path: Path, context: Context):
    check = check_file(hidden_book(tmp_path / "表.xlsx"), context, REPORT)
    assert (rows_of(check), places(check)) == ([EDU_READ], [("notice", "上月", "")])
    assert "“上月”是隐藏的，没有读取" in only(check).message


def test_a_file_with_nothing_but_a_hidden_sheet_says_how_to_report_it(tmp_path: Path, context: Context):
    check = check_file(hidden_book(tmp_path / "表.xlsx", only_hidden=True), context, REPORT)
    assert check.tables == []
    finding = next(finding for finding in check.findings if finding.sheet == "上月")
    assert finding.severity == "error" and "请先取消隐藏" in finding.message


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path, context: Context):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "会议"
    for row in (HEAD, EDU, TAX):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.save(tmp_path / "表.xlsx")
    check = check_file(tmp_path / "表.xlsx", context, REPORT)
    assert rows_of(check) == [EDU_READ, TAX_READ]
    assert places(check) == [("notice", "会议", "D1"), ("notice", "会议", "A3")]
    assert "1 列是隐藏的（D 列），照常读取" in check.findings[0].message
    assert "1 行是隐藏的（第一处在第 3 行），照常读取" in check.findings[1].message


# Rows that are no facts.


def test_blank_rows_are_nothing_however_they_are_blank(workbook: Write, context: Context):
    blanks = [["  ", "\u3000", "\t", None, "\n"], ["\u200b", None, None, "\xa0", None], ["/", "—", "-", "——", None]]
    check = check_file(workbook(会议=[HEAD, *blanks, EDU, [], *blanks, TAX, *blanks]), context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ, TAX_READ], [])


def test_rows_filled_in_beforehand_are_left_out_and_counted(workbook: Write, context: Context):
    path = workbook(会议=[HEAD, EDU, ["税务局", "民主讨论"], ["水务局", "民主讨论", "/", "—", None]])
    check = check_file(path, context, REPORT)
    assert (rows_of(check), places(check)) == ([EDU_READ], [("notice", "会议", "A3")])
    assert "有 2 行只有预填内容、没有填报，未读取" in only(check).message


@pytest.mark.parametrize("word", ["合计", "总 计：", "小计", "合　计", "共计", "全市合计", "市级部门小计"])
def test_totals_are_no_facts(workbook: Write, context: Context, word: str):
    check = check_file(workbook(会议=[HEAD, EDU, TAX, [word, None, None, 21, 20]]), context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ, TAX_READ], [])


def test_a_wrong_total_is_a_notice_at_its_cell(workbook: Write, context: Context):
    check = check_file(workbook(会议=[HEAD, EDU, TAX, ["合计", None, None, 22, 20]]), context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found, finding.suggestion) == ("notice", "D4", "22", "21")
    assert "“应到人数”的合计写的是 22，各行相加是 21" in finding.message
    assert rows_of(check) == [EDU_READ, TAX_READ]


def test_subtotals_sum_their_own_rows_and_a_total_above_those_below(workbook: Write, context: Context):
    rows = [EDU, ["小计", None, None, 12, 11], TAX, ["小计", None, None, 9, 8], ["合计", None, None, 21, 20]]
    check = check_file(workbook(会议=[HEAD, *rows]), context, REPORT)
    assert places(check) == [("notice", "会议", "E5")]
    above = check_file(workbook(会议=[HEAD, ["合计", None, None, 21, 21], EDU, TAX]), context, REPORT)
    assert (rows_of(above), places(above)) == ([EDU_READ, TAX_READ], [("notice", "会议", "E2")])


def test_a_total_over_a_cell_that_cannot_be_read_is_not_compared(workbook: Write, context: Context):
    rows = [[*EDU[:3], "约12", 11], TAX, ["合计", None, None, 30, 20]]
    check = check_file(workbook(会议=[HEAD, *rows]), context, REPORT)
    assert places(check) == [("question", "会议", "D2")]


@pytest.mark.parametrize(
    "line",
    [
        ["注：实到人数含列席人员"],
        ["1.本表一式两份，于每周五前报送"],
        ["※ 不含退休人员"],
        ["以上数据真实准确"],
        ["（盖章）"],
        ["单位（盖章）：", None, "2009年5月30日"],
        ["填表人：办公室", None, None, "负责人："],
        ["2009年5月30日"],
        ["说明：本表由办公室填报"],
    ],
)
def test_footnotes_and_signatures_are_no_facts(workbook: Write, context: Context, line: list[object]):
    check = check_file(workbook(会议=[HEAD, EDU, TAX, [], line]), context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ, TAX_READ], [])


@pytest.mark.parametrize(
    "problem", ["经费合计", "主要负责人抓得不紧：谈心少", "联系人：换得太勤", "注：无", "示例：走过场"]
)
def test_words_of_a_footnote_in_free_text_are_the_rows_own(workbook: Write, context: Context, problem: str):
    head = ["单位", "问题编号", "问题", "类别"]
    rows = [["教育局", 1, problem, "立即解决"], ["教育局", 2, problem], ["合计", None, 2]]
    check = check_file(workbook(整改问题=[head, *rows, [None, None, "填表人：办公室"]]), context, REPORT)
    assert check.tables[0].rows["problem"].to_list() == [problem, problem]
    assert check.findings == []


# Values.


@pytest.mark.parametrize(
    ("column", "written", "severity", "words"),
    [
        ("C", "6月上旬", "question", "“6月上旬”没有说明是哪一天"),
        ("C", "5月20日-22日", "question", "“5月20日-22日”是一段时间"),
        ("C", "2009年5月32日", "error", "不是日历上有的日子"),
        ("C", date(2008, 5, 20), "question", "2008-05-20 不在活动期间（2009-03-01 至 2009-08-31）的年份里"),
        ("C", "2007年5月20日", "question", "不在活动期间"),
        ("C", date(2009, 6, 20), "error", "晚于填报日期"),
        ("C", 5.2, "error", "“5.2”不是能识别的日期"),
        ("D", "约30", "question", "“约30”是大约的数"),
        ("D", "l2", "error", "是不是“12”"),
        ("D", "①", "error", "不是能识别的数字"),
        ("D", 12.5, "error", "不是整数"),
        ("D", "330724196001011234", "error", "过大"),
        ("D", "#N/A", "error", "单元格显示错误值 #N/A"),
        ("A", "#REF!", "error", "单元格显示错误值 #REF!"),
        ("A", "东阳市教育居", "error", "是不是“东阳市教育局”"),
        ("B", "民主讨论和学习", "error", "不在“会议类型”的可选项中"),
    ],
)
def test_what_is_not_clear_is_refused_or_asked_about_at_its_cell(
    workbook: Write, context: Context, column: str, written: object, severity: str, words: str
):
    row = list(EDU)
    row["ABCDE".index(column)] = written
    check = check_file(workbook(会议=[HEAD, row, TAX]), context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.sheet, finding.cell) == (severity, "会议", f"{column}2")
    assert words in finding.message
    assert rows_of(check) == [TAX_READ]


@pytest.mark.parametrize(
    ("written", "ratio"),
    [
        ("85%", 0.85),
        ("８５％", 0.85),
        ("百分之八十五", 0.85),
        ("百分之85", 0.85),
        (0.85, 0.85),
        (85, 0.85),
        ("85", 0.85),
    ],
)
def test_a_share_has_many_spellings(workbook: Write, context: Context, written: object, ratio: float):
    path = workbook(行动进展=[["里程碑", "责任单位", "统计日期", "完成比例"], ["M1", "教育局", DAY, written]])
    check = check_file(path, context, REPORT)
    assert (check.tables[0].rows["completion_ratio"].to_list(), check.findings) == ([ratio], [])


@pytest.mark.parametrize(
    ("written", "severity", "words"),
    [
        ("约85%", "question", "“约85%”是大约的数"),
        (1.5, "question", "分不清是 1.5% 还是超过 100%"),
        ("120%", "error", "超出 0 到 100% 的范围"),
        ("大半", "error", "不是能识别的比例"),
        (1, "warning", "按 100% 理解"),
    ],
)
def test_a_share_that_is_not_clear_is_told_at_its_cell(
    workbook: Write, context: Context, written: object, severity: str, words: str
):
    path = workbook(行动进展=[["里程碑", "责任单位", "统计日期", "完成比例"], ["M1", "教育局", DAY, written]])
    check = check_file(path, context, REPORT)
    assert (only(check).severity, only(check).cell) == (severity, "D2")
    assert words in only(check).message
    assert check.tables[0].accepted == (severity == "warning")


def test_yes_and_no_are_read_and_what_is_neither_is_refused(workbook: Write, context: Context):
    marks = ["√", "×", "是", "无", True, False, "☑是□否", "○"]
    rows = [["教育局", kind, DAY, mark] for kind, mark in zip(TYPES, marks, strict=False)]
    check = check_file(workbook(会议=[["单位", "会议类型", "召开日期", "会议记录"], *rows]), context, REPORT)
    assert check.tables[0].rows["has_minutes"].to_list() == ["yes", "no"] * 3 + ["yes"]
    assert (only(check).severity, only(check).cell, only(check).found) == ("error", "D9", "○")
    assert "看不出是“是”还是“否”" in only(check).message


def test_a_day_of_another_year_is_taken_once_the_clerk_says_yes(workbook: Write, context: Context):
    path = workbook(会议=[HEAD, [*EDU[:2], date(2008, 5, 20), 12, 11]])
    check = check_file(path, context, REPORT, yes=True)
    assert [row[2] for row in rows_of(check)] == [date(2008, 5, 20)]
    assert (only(check).severity, only(check).cell) == ("warning", "C2")


def test_what_is_planned_may_lie_in_the_next_year_but_not_in_the_one_after(workbook: Write, context: Context):
    head = ["单位", "会议类型", "拟定日期"]
    days = [date(2010, 1, 5), date(2011, 1, 5)]
    rows = [[unit, "民主讨论", day] for unit, day in zip(("教育局", "税务局"), days, strict=True)]
    check = check_file(workbook(会议=[head, *rows]), context, REPORT)
    assert check.tables[0].rows["planned_on"].to_list() == days[:1]
    assert (only(check).severity, only(check).cell) == ("question", "C3")


def test_numbers_and_days_stored_as_text_are_read(workbook: Write, context: Context):
    rows = [["教育局", "民主讨论", "2009-05-20", "12", "１１人"], ["税务局", "民主讨论", "'2009/5/20", "'9", " 9 "]]
    check = check_file(workbook(会议=[HEAD, *rows]), context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ, TAX_READ], [])


def test_control_characters_and_rich_text_do_not_change_what_is_read(tmp_path: Path, context: Context):
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet("会议")
        sheet.write_row(0, 0, [*HEAD, "主题"])
        sheet.write_row(1, 0, ["教育局\x07", "民主\x0b讨论", "2009-\u200b05-20", "12\x1f", "11\ufeff", "学\x08习"])
        sheet.write_row(2, 3, [9, 9])
        for column, parts in enumerate((["税务", bold, "局"], ["民主", bold, "讨论"], ["2009-", bold, "05-20"])):
            sheet.write_rich_string(2, column, *parts)
        sheet.write_rich_string(2, 5, "学习", bold, "要点")
    check = check_file(path, context, REPORT)
    assert (rows_of(check), check.findings) == ([EDU_READ, TAX_READ], [])
    assert check.tables[0].rows["theme"].to_list() == ["学习", "学习要点"]


def test_error_cells_and_formulas_without_a_value_are_errors_at_their_cells(tmp_path: Path, context: Context):
    book = openpyxl.Workbook()
    book.active.title = "会议"
    for row in (HEAD, [*EDU[:3], "=D9", 11], [*TAX[:4], None]):
        book.active.append(row)
    book.active["E3"].data_type, book.active["E3"].value = "e", "#DIV/0!"
    book.save(tmp_path / "表.xlsx")
    check = check_file(tmp_path / "表.xlsx", context, REPORT)
    assert places(check) == [("error", "会议", "D2"), ("error", "会议", "E3")]
    assert "公式没有计算结果" in check.findings[0].message and "#DIV/0!" in check.findings[1].message
    assert rows_of(check) == []


def test_eighteen_digits_are_kept_as_text_and_refused_as_a_number(workbook: Write, context: Context):
    head = ["单位编码", "单位名称", "类别", "联系电话"]
    rows = [
        ["123456789012345678", "甲局", "市级部门", "330724196001011234"],
        ["B", "乙局", "市级部门", 330724196001011234],
    ]
    check = check_file(workbook(单位名册=[head, *rows]), context, REPORT)
    (kept,) = check.tables[0].rows.select("unit_id", "contact_phone").rows()
    assert kept == ("123456789012345678", "330724196001011234")
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found) == ("error", "D3", "330724196001011000")
    assert "请把单元格设为文本格式" in finding.message


@pytest.mark.parametrize(
    "written",
    [
        "市纪委、组织部",
        "市纪委，组织部",
        "市纪委;组织部",
        "市纪委／组织部",
        "市纪委\n组织部",
        "1、市纪委2、组织部",
        "①市纪委②组织部",
    ],
)
def test_a_list_is_split_at_its_marks(workbook: Write, context: Context, written: str):
    check = check_file(workbook(会议=[[*HEAD, "邀请参加"], [*EDU, written]]), context, REPORT)
    assert (check.tables[0].rows["invited"].to_list(), check.findings) == (["市纪委、市委组织部"], [])


@pytest.mark.parametrize("written", ["市纪委 组织部", "市纪委和组织部", "市纪委|办公室", "市纪委+组织部"])
def test_items_that_run_together_are_asked_about(workbook: Write, context: Context, written: str):
    check = check_file(workbook(会议=[[*HEAD, "邀请参加"], [*EDU, written]]), context, REPORT)
    finding = only(check)
    assert (finding.severity, finding.cell, finding.found) == ("question", "F2", written)
    assert "请用顿号“、”隔开" in finding.message
    assert check.tables[0].accepted == 0


def test_an_item_with_its_copies_is_the_item_and_that_is_said(workbook: Write, context: Context):
    check = check_file(workbook(会议=[[*HEAD, "邀请参加"], [*EDU, "市纪委（1份）、甲局"]]), context, REPORT)
    assert check.tables[0].rows["invited"].to_list() == ["市纪委、甲局"]
    assert (only(check).severity, only(check).cell, only(check).suggestion) == ("notice", "F2", "市纪委")
