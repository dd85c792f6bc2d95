"""Workbooks are built in code; nothing is read from disk that a test did not write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from ingest.check import Context

Rows = list[list[object]]

UNITS = {
    "EDU": ("东阳市教育局", ("教育局",)),
    "TAX": ("东阳市税务局", ("税务局",)),
    "WAT": ("东阳市水务局", ("水务局",)),
    "SCH": ("东阳市第一中学", ("东阳一中",)),
}


@pytest.fixture
def context() -> Context:
    """A roster of four units in a campaign from March to August 2009."""
    return Context(
        units=UNITS,
        branches={"EDU": {"EDU-1": "机关第一支部", "EDU-2": "机关第二支部"}},
        starts_on=date(2009, 3, 1),
        ends_on=date(2009, 8, 31),
        today=date(2026, 1, 1),
    )


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets given as rows; days become date cells."""

    def write(name: str = "表.xlsx", **sheets: Rows) -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value)
        book.close()
        return path

    return write
