"""Check one file: which sheets it holds, which rows are clean, and everything that is wrong, at its cell."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ingest import arrival
from ingest.address import cell, letters
from ingest.arithmetic import compare_figures
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.doubts import beside, doubt
from ingest.duplicates import find_duplicates
from ingest.findings import FileCheck, Finding, Table
from ingest.fold import squeeze
from ingest.headings import Vocabulary, is_ignored, vocabulary
from ingest.layout import Region, find_regions
from ingest.limits import Limits, Unreadable, in_force
from ingest.names import suggest
from ingest.own import is_own
from ingest.read import Grid, Workbook, read_workbook
from ingest.reportdate import report_date, stated_dates
from ingest.rowrules import hold_together
from ingest.rows import Judged, accepted_rows, judge, not_after, not_of_other_years
from ingest.spec import LIST_MARK, Sheet
from ingest.totals import compare_totals

__all__ = ["Context", "FileCheck", "Finding", "Table", "check_file", "check_grids"]

Regions = list[tuple[Grid, list[Region]]]
UNSEEN = {
    "xls": "错误值、没有算出结果的公式、只写到月的日期和隐藏的行列",
    "xlsb": "错误值、没有算出结果的公式、只写到月的日期、合并的单元格和隐藏的行列",
    "csv": "合并的单元格、隐藏的行列、公式和其他工作表",
}
# Text saved as a workbook again tells no more than the text does.
BETTER = {"csv": "有原来的工作簿（.xlsx）的，最好报原来的"}
SAVED_AGAIN = "最好用 Excel 或 WPS 另存为 .xlsx 再报"


def check_file(
    path: str | Path,
    context: Context,
    report_on: date | None = None,
    limits: Limits | None = None,
    *,
    yes: bool = False,
) -> FileCheck:
    """Everything about one file of evidence; a file that cannot be read is one error.

    `yes` says that days of other years are meant as written.
    """
    path, limits, sha256 = Path(path), limits or in_force(), ""
    try:
        sha256 = hashlib.sha256(arrival.content_of(path, limits)).hexdigest()
        workbook = unchanged(path, sha256, limits)
        words = vocabulary(SHEETS, context)
        theirs = [grid for grid in workbook.grids if not is_own(grid)]
        regions = regions_of(theirs, words, limits)
    except Unreadable as refusal:
        return unreadable(path.name, str(refusal), sha256, report_on)
    stated = [day for grid, found in regions for day in stated_dates(grid, found)]
    day, findings = report_date(stated, context, report_on) if any(found for _, found in regions) else (report_on, [])
    tables, more = check_regions(regions, words, context, day, yes)
    findings += unseen(workbook, tables)
    if not any(table.row_count for table in tables):
        findings = nothing_in(path.name, tables, theirs, findings)
    is_template = any(grid.facts.is_template for grid in workbook.grids)
    return FileCheck(path.name, sha256, day, tables, findings + more, is_template)


def nothing_in(name: str, tables: list[Table], theirs: list[Grid], findings: list[Finding]) -> list[Finding]:
    """What is said of a file without rows: nobody asks of which day it speaks."""
    if tables:
        return [*(finding for finding in findings if finding.code != "report_date.missing"), no_rows(name)]
    return findings if theirs else [*findings, only_ours(name)]


def only_ours(name: str) -> Finding:
    """A file in which everything was written by us."""
    message = "这个文件里只有台账生成的清单或说明，没有上报的表，没有读取。请在原来的表上改好后再报。"
    return Finding("notice", "", "", "", name, message, "", "file.only_ours")


def unchanged(path: Path, sha256: str, limits: Limits) -> Workbook:
    """The file's grids, if they are of the bytes with this fingerprint."""
    try:
        workbook = read_workbook(path, limits)
    except OSError:
        raise Unreadable(arrival.GONE) from None
    if workbook.sha256 != sha256:
        raise Unreadable(arrival.SWAPPED)
    return workbook


def unreadable(name: str, message: str, sha256: str = "", report_on: date | None = None) -> FileCheck:
    """The check of a file that cannot be read: one error."""
    finding = Finding("error", "", "", "", name, message, "", "file.unreadable")
    return FileCheck(name, sha256, report_on, [], [finding])


def no_rows(name: str) -> Finding:
    """A file with headings and nothing below them."""
    message = "文件里只有表头，没有一行数据，采纳后什么也不会改变。请核对是否报错了文件。"
    return Finding("warning", "", "", "", name, message, "", "file.no_rows")


def regions_of(grids: list[Grid], words: Vocabulary, limits: Limits) -> Regions:
    """The tables of every sheet. What is hidden was not meant to be reported."""
    return [(grid, [] if grid.is_hidden else find_regions(grid, words, limits.tables)) for grid in grids]


def unseen(workbook: Workbook, tables: list[Table]) -> list[Finding]:
    """What the format of a file keeps from being seen, said once."""
    if not tables or workbook.file_format not in UNSEEN:
        return []
    what = UNSEEN[workbook.file_format]
    better = BETTER.get(workbook.file_format, SAVED_AGAIN)
    message = f"这种格式（{workbook.file_format}）看不到{what}，没有检查这些。{better}。"
    return [Finding("notice", "", "", "", workbook.file, message, "", "format.unseen")]


def check_grids(
    workbook: Workbook, sheets: Mapping[str, Sheet], context: Context, report_on: date | None = None
) -> tuple[list[Table], list[Finding]]:
    """The tables and findings of a workbook under any set of specs."""
    words = vocabulary(sheets, context)
    regions = regions_of(workbook.grids, words, in_force())
    return check_regions(regions, words, context, report_on)


def check_regions(
    regions: Regions, words: Vocabulary, context: Context, report_on: date | None, yes: bool = False
) -> tuple[list[Table], list[Finding]]:
    """Judge all tables, rosters first since the other sheets name their units and branches."""
    findings = [finding for grid, found in regions for finding in sheet_findings(grid, found, words, regions)]
    tables: list[Table] = []
    for kind, sheet in words.sheets.items():
        judged = [
            judge(region, sheet, context) for _, found in regions for region in found if region.heading.kind == kind
        ]
        if not judged:
            continue
        for table in judged:
            hold_together(table)
            doubt(table, context)
            compare_totals(table)
            compare_figures(table)
            not_after(table, report_on)
            not_of_other_years(table, context, yes)
            refuse_incomplete(table)
        find_duplicates(judged)
        made = [table_of(table) for table in judged]
        tables += made
        findings += [finding for table in judged for finding in table.told()]
        context = widen(context, kind, made)
    return tables, in_order(findings, [grid.sheet_name for grid, _ in regions])


def widen(context: Context, kind: str, tables: list[Table]) -> Context:
    """The context once a roster in the file is known."""
    for table in tables:
        if kind == "units" and {"unit_id", "unit_name", "short_names"} <= set(table.rows.columns):
            context = context.with_units(table.rows)
        if kind == "branches" and {"unit_id", "branch_id", "branch_name"} <= set(table.rows.columns):
            context = context.with_branches(table.rows)
    return context


def table_of(judged: Judged) -> Table:
    """The clean rows of a judged table."""
    rows = accepted_rows(judged)
    return Table(judged.sheet.kind, judged.region.grid.sheet_name, rows, rows.height, len(judged.region.rows))


def refuse_incomplete(judged: Judged) -> None:
    """Without a required column no row can be taken."""
    if judged.region.heading.missing:
        judged.refused[:] = True


def sheet_findings(grid: Grid, found: list[Region], words: Vocabulary, regions: Regions) -> list[Finding]:
    """What is to be said about a sheet as a whole."""
    if not found:
        return unknown_sheet(grid, any(others for _, others in regions), words)
    return [finding for region in found for finding in heading_findings(region, words)]


def unknown_sheet(grid: Grid, others_known: bool, words: Vocabulary) -> list[Finding]:
    """A sheet that is not read: an error when all there is, a warning when named for a form, else a notice."""
    name = grid.sheet_name
    if not grid.height:
        return [] if others_known else [about_sheet("error", name, f"工作表“{name}”是空的。请核对报的是不是这个文件。")]
    if grid.is_hidden:
        message = f"工作表“{name}”是隐藏的，没有读取。要报请先取消隐藏再报，不报就不用管。"
        return [about_sheet("notice" if others_known else "error", name, message, "sheet.hidden")]
    if not others_known:
        message = f"工作表“{name}”没有认得的表头，读不出数据。请使用模板，或核对表头的写法。"
        return [about_sheet("error", name, message)]
    if any(sheet.title in squeeze(name) for sheet in words.sheets.values()):
        return [about_sheet("warning", name, f"工作表“{name}”没有认得的表头，没有读取。要报请核对表头的写法。")]
    return [about_sheet("notice", name, f"工作表“{name}”认不出是哪种表，没有读取。")]


def about_sheet(severity: str, name: str, message: str, code: str = "sheet.unknown") -> Finding:
    """A finding about a sheet as a whole."""
    return Finding(severity, name, "", "", "", message, "", code)


def heading_findings(region: Region, words: Vocabulary) -> list[Finding]:
    """Missing, unknown and doubled headings, hidden rows, untouched rows."""
    sheet, heading, name = words.sheets[region.heading.kind], region.heading, region.grid.sheet_name
    row = heading.last_row
    findings = []
    if heading.missing:
        labels = "、".join(sheet.column(field).label for field in heading.missing)
        message = f"“{sheet.title}”表缺少必需的列：{labels}。请补上后再报。"
        place = cell(row, min(heading.columns.values()))
        findings.append(Finding("error", name, place, heading.missing[0], "", message, labels, "heading.missing"))
    told = [column for column in heading.unknown if is_worth_telling(region, column)]
    findings += [unknown_heading(region, sheet, column) for column in told]
    second = beside(region, sheet)
    if second:
        message = "这张表左右并排有两个表，只读了左边的。请把右边的移到左边的下面，或另放一张工作表。"
        place = cell(row, second[0])
        findings.append(Finding("error", name, place, "", "", message, "", "heading.side_by_side"))
    for column, field in heading.doubled.items():
        if column in second:
            continue
        message = f"这一列与另一列都是“{sheet.column(field).label}”，只读另一列。请删去多余的一列。"
        findings.append(Finding("warning", name, cell(row, column), field, "", message, "", "heading.doubled"))
    return findings + row_notices(region)


def is_worth_telling(region: Region, column: int) -> bool:
    """An unknown heading matters when there is something below it."""
    if is_ignored(region.heading.unknown[column]):
        return False
    held = region.grid.columns[column - region.grid.first_column]
    return any(held.values[code] is not None for code in set(held.codes[region.rows].tolist()))


def unknown_heading(region: Region, sheet: Sheet, column: int) -> Finding:
    """A column that is not read, with what it may mean."""
    heading = region.heading
    written = str(region.grid.at(heading.last_row, column) or region.grid.at(heading.first_row, column) or "").strip()
    free = [c.label for c in sheet.columns if c.field not in heading.columns]
    likely = suggest(written, free)
    hint = f"是不是“{'”“'.join(likely)}”？" if likely else ""
    message = f"不认得列标题“{written}”，这一列没有读取。{hint}不需要就不用管。"
    name, place, likely_text = region.grid.sheet_name, cell(heading.last_row, column), LIST_MARK.join(likely)
    return Finding("warning", name, place, "", written, message, likely_text, "heading.unknown", sheet.kind)


def row_notices(region: Region) -> list[Finding]:
    """Rows that were left out or that the clerk may not see."""
    grid, notices = region.grid, []
    if len(region.untouched):
        first = cell(region.row_number(region.untouched[0]), min(region.heading.columns.values()))
        message = f"有 {len(region.untouched)} 行只有预填内容、没有填报，未读取。"
        notices.append(Finding("notice", grid.sheet_name, first, "", "", message, "", "row.untouched"))
    hidden = grid.facts.hidden_rows
    numbers = {region.row_number(inside) for inside in region.rows} & hidden if hidden else set()
    if numbers:
        message = f"有 {len(numbers)} 行是隐藏的（第一处在第 {min(numbers)} 行），照常读取。"
        first = cell(min(numbers), min(region.heading.columns.values()))
        notices.append(Finding("notice", grid.sheet_name, first, "", "", message, "", "row.hidden"))
    notices += hidden_columns(region)
    return notices


def hidden_columns(region: Region) -> list[Finding]:
    """Columns that are read though the clerk does not see them."""
    hidden = sorted(region.grid.facts.hidden_columns & set(region.heading.columns.values()))
    if not hidden:
        return []
    message = f"有 {len(hidden)} 列是隐藏的（{'、'.join(map(letters, hidden))} 列），照常读取。"
    place = cell(region.heading.last_row, hidden[0])
    return [Finding("notice", region.grid.sheet_name, place, "", "", message, "", "column.hidden")]


def in_order(findings: list[Finding], names: list[str]) -> list[Finding]:
    """Findings in the order of the sheets, rows and columns of the file."""

    def place(finding: Finding) -> tuple[int, int, int, str]:
        row = "".join(mark for mark in finding.cell if mark.isdigit())
        sheet = names.index(finding.sheet) if finding.sheet in names else -1
        return sheet, int(row or 0), len(finding.cell), finding.cell

    return sorted(findings, key=place)
