"""From one table of a sheet to typed rows and findings: every cell read, every row judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from ingest.address import cell, letters, row_in
from ingest.branchnames import read_branch
from ingest.columns import Values, blank_value, percent_aware, polars_type, read_values, spread
from ingest.context import Context
from ingest.findings import Finding
from ingest.fold import clean
from ingest.layout import Region
from ingest.parse import Read, show
from ingest.read import rows_with, used_codes
from ingest.spec import Column, Sheet

MOST_FINDINGS = 1_000


@dataclass
class Judged:
    """A table under judgement: its rows, which of them are refused, and what was found."""

    sheet: Sheet
    region: Region
    frame: pl.DataFrame
    refused: np.ndarray
    findings: list[Finding] = field(default_factory=list)

    def add(self, severity: str, inside: int, column: Column, read: Read, found: str) -> None:
        """One finding at one cell."""
        place = self.place(inside, column.field)
        name = self.region.grid.sheet_name
        self.findings.append(
            Finding(severity, name, place, column.field, found, read.message, read.suggestion, read.code)
        )

    def told(self) -> list[Finding]:
        """The findings, each with the kind of sheet and the unit that its row speaks of."""
        if not self.findings or "unit_id" not in self.frame.columns:
            return self.findings
        units = dict(zip(map(self.region.row_number, self.region.rows), self.frame["unit_id"], strict=True))
        return [
            replace(finding, kind=self.sheet.kind, unit_id=units.get(row_in(finding.cell)) or "")
            for finding in self.findings
        ]

    def place(self, inside: int, name: str) -> str:
        """The address of a field's cell; only the row when the sheet lacks the column."""
        number = self.region.heading.columns.get(name)
        row = self.region.row_number(self.region.rows[inside])
        return cell(row, number) if number is not None else str(row)

    def refuse(self, column: Column, where: np.ndarray, read_at: Any, found_at: Any) -> None:
        """Findings at many rows of one column; past a thousand the rest is counted."""
        self.refused[where] = True
        for inside in where[:MOST_FINDINGS]:
            read = read_at(inside)
            self.add(read.severity, inside, column, read, found_at(inside))
        if len(where) > MOST_FINDINGS:
            rest = Read(None, "more", f"“{column.label}”列还有 {len(where) - MOST_FINDINGS} 处同类问题，未逐一列出。")
            self.add("error", where[MOST_FINDINGS], column, rest, "")


def judge(region: Region, sheet: Sheet, context: Context) -> Judged:
    """Read every cell of a table and check each row by itself."""
    judged = Judged(sheet, region, pl.DataFrame(), np.zeros(len(region.rows), dtype=bool))
    if region.grid.facts.counts_from_1904:
        context = replace(context, counts_from_1904=True)
    columns: dict[str, pl.Series] = {}
    for column in sheet.columns:
        columns[column.field] = read_column(judged, column, context)
    judged.frame = pl.DataFrame(columns)
    hidden_errors(judged)
    if "branch_id" in sheet.fields and sheet.column("branch_id").type == "branch":
        resolve_branches(judged, context)
    require(judged)
    return judged


def read_column(judged: Judged, column: Column, context: Context) -> pl.Series:
    """One field over all rows of the table, with findings for what could not be read."""
    region = judged.region
    if column.field not in region.heading.columns:
        return pl.Series([blank_value(column)] * len(region.rows), dtype=polars_type(column))
    codes = region.codes[column.field][region.rows]
    held = region.column(column.field)
    used = used_codes(codes, len(held.values))
    raw = [value if is_used else None for value, is_used in zip(held.values, used.tolist(), strict=True)]
    values = percent_aware(column, read_values(column, raw, context), raw, percent_codes(region, column, codes))
    report(judged, column, codes, values, raw)
    return values.series(codes)


def percent_codes(region: Region, column: Column, codes: np.ndarray) -> set[int]:
    """The codes of numbers that only stand in cells shown as percentages."""
    percents = region.grid.facts.percents
    if column.type != "ratio" or not percents:
        return set()
    number = region.heading.columns[column.field]
    shown = np.array([(region.row_number(inside), number) in percents for inside in region.rows], dtype=bool)
    return set(codes[shown].tolist()) - set(codes[~shown].tolist())


def report(judged: Judged, column: Column, codes: np.ndarray, values: Values, raw: list[Any]) -> None:
    """Refusals at every cell; warnings and notices once for each spelling."""
    refused = [code for code, read in values.problems.items() if read.is_refused]
    if refused:
        judged.refuse(
            column,
            np.flatnonzero(rows_with(codes, refused, len(raw))),
            lambda inside: values.problems[int(codes[inside])],
            lambda inside: show(raw[codes[inside]]),
        )
    for code, read in values.problems.items():
        if not read.is_refused:
            where = np.flatnonzero(codes == code)
            times = f"（共 {len(where)} 处）" if len(where) > 1 else ""
            told = Read(None, read.code, read.message + times, read.suggestion)
            judged.add(read.severity, where[0], column, told, show(raw[code]))


def hidden_errors(judged: Judged) -> None:
    """Error cells and formulas without value read as blank; they must not become data."""
    region = judged.region
    if not region.grid.errors and not region.grid.facts.uncached:
        return
    by_column = {number: judged.sheet.column(name) for name, number in region.heading.columns.items()}
    inside_of = {region.row_number(inside): place for place, inside in enumerate(region.rows)}
    told = {finding.cell for finding in judged.findings if finding.code == "cell.error"}
    for (row, number), text in sorted(region.grid.errors.items()):
        if number in by_column and row in inside_of and cell(row, number) not in told:
            message = f"单元格显示错误值 {text}。请改成正确的值，或清空。"
            mark(judged, inside_of[row], by_column[number], Read(None, "cell.error", message), text)
    for row, number in sorted(region.grid.facts.uncached):
        if number in by_column and row in inside_of:
            message = "公式没有计算结果。请在 Excel 或 WPS 中打开、重新计算并保存后再报，或直接填写数值。"
            mark(judged, inside_of[row], by_column[number], Read(None, "cell.uncached", message), "")


def mark(judged: Judged, inside: int, column: Column, read: Read, found: str) -> None:
    """One error at one cell."""
    judged.refused[inside] = True
    judged.add("error", inside, column, read, found)


def resolve_branches(judged: Judged, context: Context) -> None:
    """A branch is named by code or name within its unit."""
    column = judged.sheet.column("branch_id")
    if "branch_id" not in judged.region.heading.columns or not judged.frame["branch_id"].max():
        return
    named = judged.frame.select("unit_id", "branch_id").with_row_index("inside")
    known = named.filter(pl.col("unit_id").is_not_null() & (pl.col("branch_id") != ""))
    pairs = known.select("unit_id", "branch_id").unique(maintain_order=True)
    reads = {(unit, written): read_branch(unit, written, context) for unit, written in pairs.rows()}
    answers = pairs.with_columns(pl.Series("found", [read.value for read in reads.values()], dtype=pl.String))
    joined = named.join(answers, on=["unit_id", "branch_id"], how="left", maintain_order="left")
    lost = joined.filter(pl.col("unit_id").is_not_null() & (pl.col("branch_id") != "") & pl.col("found").is_null())
    written = {inside: (unit, branch) for inside, unit, branch in lost.select("inside", "unit_id", "branch_id").rows()}
    judged.frame = judged.frame.with_columns(joined["found"].fill_null("").alias("branch_id"))
    judged.refuse(
        column,
        np.array(sorted(written), dtype=int),
        lambda inside: reads[written[inside]],
        lambda inside: written[inside][1],
    )


def is_withdrawn(judged: Judged) -> np.ndarray:
    """The rows that are withdrawn; they need only their key."""
    if "withdrawn" not in judged.region.heading.columns:
        return np.zeros(judged.frame.height, dtype=bool)
    return (judged.frame["withdrawn"] == "yes").fill_null(False).to_numpy()


def require(judged: Judged) -> None:
    """Required cells are filled; cells already refused are not reported twice."""
    reported = {(finding.cell, finding.field) for finding in judged.findings if finding.is_blocking}
    withdrawn = is_withdrawn(judged)
    for column in judged.sheet.columns:
        if not column.required or column.field not in judged.region.heading.columns:
            continue
        if not judged.frame[column.field].null_count():
            continue
        empty = judged.frame[column.field].is_null().to_numpy()
        empty = empty & ~withdrawn if column.field not in judged.sheet.key else empty
        where = np.flatnonzero(empty)
        told = [i for i in where.tolist() if (judged.place(i, column.field), column.field) in reported]
        where = np.setdiff1d(where, told)
        read = Read(None, "value.missing", f"“{column.label}”没有填。这一项必填，请补上。")
        judged.refuse(column, where, lambda _, read=read: read, lambda _: "")


def not_of_other_years(judged: Judged, context: Context, yes: bool) -> None:
    """A day of a year in which the campaign does not run is likely mistyped: the clerk is asked, and may say yes.

    What is planned or due may lie in the year after. Rosters tell of days long past.
    """
    if not context.window or not judged.sheet.dates:
        return
    first, last = context.window[0].year, context.window[1].year
    for column in judged.sheet.columns:
        if column.type != "date" or column.field not in judged.region.heading.columns:
            continue
        begin, end = date(first, 1, 1), date(last + (column.field not in judged.sheet.dates), 12, 31)
        days = judged.frame[column.field]
        earliest, latest = days.min(), days.max()
        if not isinstance(earliest, date) or not isinstance(latest, date) or begin <= earliest <= latest <= end:
            continue
        where = np.flatnonzero(((days < begin) | (days > end)).fill_null(False).to_numpy())
        late = {finding.cell for finding in judged.findings if finding.code == "date.after_report"}
        asked = [inside for inside in where.tolist() if judged.place(inside, column.field) not in late]
        ask_about_years(judged, column, asked, context, yes)


def ask_about_years(judged: Judged, column: Column, where: list[int], context: Context, yes: bool) -> None:
    """A question at every such day, or a warning once the clerk has said that it is meant."""
    first, last = context.window or (None, None)
    refused = judged.refused.copy()

    def read(inside: int) -> Read:
        message = (
            f"{judged.frame[column.field][int(inside)]} 不在活动期间（{first} 至 {last}）的年份里，多半是年份写错了。"
        )
        hint = "已按填写的采用。" if yes else "写错了请改正；确实如此，请在采纳时答复“是”。"
        return Read(None, "date.other_year", message + hint, "", "warning" if yes else "question")

    judged.refuse(column, np.array(where, dtype=int), read, lambda inside: str(judged.frame[column.field][int(inside)]))
    if yes:
        judged.refused[:] = refused


def not_after(judged: Judged, report_on: date | None) -> None:
    """What happened cannot have happened after the report; what is planned may."""
    if report_on is None:
        return
    hint = "还没有发生的请填在“拟定日期”。" if "planned_on" in judged.sheet.fields else "还没有发生的请先留空。"
    for name in judged.sheet.dates:
        days = judged.frame[name]
        latest = days.max()
        if not isinstance(latest, date) or latest <= report_on:
            continue
        late = np.flatnonzero((days > report_on).fill_null(False).to_numpy())
        shown = {inside: str(days[int(inside)]) for inside in late[: MOST_FINDINGS + 1].tolist()}
        reads = {
            inside: Read(None, "date.after_report", f"{day} 晚于填报日期 {report_on}。{hint}写错了请改正。")
            for inside, day in shown.items()
        }
        judged.refuse(judged.sheet.column(name), late, reads.__getitem__, shown.__getitem__)


def accepted_rows(judged: Judged) -> pl.DataFrame:
    """The clean rows with where they stand in the file."""
    region, numbers = judged.region, judged.region.heading.columns
    columns = [
        pl.lit(letters(numbers[name]) if name in numbers else None, pl.String).alias(f"{name}_column")
        for name in judged.sheet.fields
    ]
    columns.append(pl.lit(region.grid.sheet_name).alias("sheet_name"))
    more = [pl.Series("row_number", region.rows + region.grid.first_row, dtype=pl.Int32)]
    if (written := unit_written(judged)) is not None:
        more.append(written.alias("unit_written"))
    frame = judged.frame.with_columns(*columns, *more)
    return frame.filter(pl.Series(~judged.refused)) if judged.refused.any() else frame


def unit_written(judged: Judged) -> pl.Series | None:
    """The unit's name as it stands in the file."""
    units = (column.field for column in judged.sheet.columns if column.type == "unit")
    name = next((unit for unit in units if unit in judged.region.heading.columns), None)
    if name is None:
        return None
    values = [None if value is None else clean(show(value)) for value in judged.region.column(name).values]
    return spread(values, pl.String, judged.region.codes[name][judged.region.rows])
