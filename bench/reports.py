"""Workbooks of reports with twenty filled columns: very long ones, and ordinary ones with some wrong cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bench import wide
from bench.campaign import ROUNDS, START, Row, pre_report, unit_name
from ingest.catalogue import SHEETS

WIDE_ROWS = 100_000
WIDE_COLUMNS = 20
HUGE_ROWS = 1_000_000
ORDINARY_ROWS = 300
WRONG_EVERY = 30
SLIPS = {"unit_id": "示例市示例居", "chaired_by_head": "大概"}
WRONG_CELLS = len(SLIPS) * ORDINARY_ROWS // WRONG_EVERY


def write_wide_file(path: Path, unit_count: int, row_count: int) -> Path:
    """One workbook of very many rows and twenty columns, all filled, dates and counts among the texts."""
    return write_reports(path, (wide_row(number, unit_count) for number in range(row_count)), row_count)


def write_ordinary_files(folder: Path, unit_count: int, file_count: int) -> list[Path]:
    """Workbooks as offices send them, no two alike."""
    return [write_ordinary_file(folder / f"ordinary-{part}.xlsx", unit_count, part) for part in range(file_count)]


def write_ordinary_file(path: Path, unit_count: int, part: int) -> Path:
    """The day of the report, then some hundred rows, here and there with two wrong cells."""
    day = ROUNDS[-1]
    told_on = f"填报日期：{day.year}年{day.month}月{day.day}日"
    rows = (wide_row(part * ORDINARY_ROWS + number, unit_count) for number in range(ORDINARY_ROWS))
    slips = ({**row, **SLIPS} if number % WRONG_EVERY == 0 else row for number, row in enumerate(rows, 1))
    return write_reports(path, slips, ORDINARY_ROWS, told_on)


def write_reports(path: Path, rows: Iterator[Row], row_count: int, *lines: str) -> Path:
    """A sheet of reports with its first twenty columns, under some lines of text."""
    sheet = SHEETS["reports"]
    names = [column.field for column in sheet.columns if column.field != "withdrawn"][:WIDE_COLUMNS]
    heads = [*([line] for line in lines), [sheet.column(name).label for name in names]]
    return wide.write(path, sheet.title, heads, ([row[name] for name in names] for row in rows), row_count)


def wide_row(number: int, unit_count: int) -> Row:
    """One report with every field filled."""
    day = START + timedelta(days=number % 45)
    return {
        **pre_report(),
        "unit_id": unit_name(number % unit_count),
        "report_type": "个人分析材料",
        "report_number": number // unit_count + 1,
        "completed_on": day,
        "submitted_on": day,
        "attached_speech_count": number % 9,
        "document_number": f"示例发〔2009〕{number}号",
        "expected_count": 40,
        "completed_count": number % 41,
        "chaired_by_head": "是",
        "contents": "存在问题、原因分析",
        "has_concentrated_problems": "无",
        "publication_method": "公开栏",
        "published_on": day,
        "supplied_on": day,
        "supplied_items": "征求意见汇总",
        "note": f"第{number}条",
    }
