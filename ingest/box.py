"""How far a sheet reaches, known from its XML before any value is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.address import column_number
from ingest.limits import Limits, Unreadable

FAR_COLUMN = re.compile(rb""" r=["']([A-Z]{2,})\d""")
FAR_ROW = re.compile(rb""" r=["'][A-Z]+(\d{6,})""")
NEAR_COLUMN = re.compile(rb""" r=["']([A-Z])\d""")
NEAR_ROWS = 99_999
LETTERS = 26


@dataclass(frozen=True)
class Box:
    """How far a sheet reaches: rows counted, the last row, and the last column beyond Z."""

    counted: int = 0
    last_row: int = 0
    last_column: int = 0

    def with_piece(self, xml: bytes) -> Box:
        """The box with some more rows. Only cells far beyond what is known are looked at one by one."""
        counted = self.counted + (xml.count(b"<row") or xml.count(b":row"))
        last_row, last_column = max(counted, self.last_row), self.last_column
        if far_beyond(str(max(NEAR_ROWS, self.last_row))).search(xml):
            last_row = max(last_row, *map(int, set(FAR_ROW.findall(xml))), 0)
            names = set(FAR_COLUMN.findall(xml))
            last_column = max(last_column, *(column_number(name.decode()) + 1 for name in names), 0)
        return Box(counted, last_row, last_column)

    def reaching(self, xml: bytes, row: int, column: int) -> Box:
        """The box with some more rows whose cells are known to end at this row and before this column."""
        counted = self.counted + (xml.count(b"<row") or xml.count(b":row"))
        beyond = column if column > LETTERS else 0
        return Box(counted, max(counted, row, self.last_row), max(beyond, self.last_column))


def far_beyond(row: str) -> re.Pattern[bytes]:
    """What finds a cell beyond column Z, or beyond all rows that share their length and two first digits with a row.

    A sheet of a million rows is thus looked at closely some hundred times, and a box is at most a tenth too small.
    """
    return far_from(len(row), row[:2])


@lru_cache
def far_from(length: int, start: str) -> re.Pattern[bytes]:
    """The same by what is looked at of the row: how long its number is, and the first two digits."""
    longer = rf"\d{{{length + 1}}}"
    larger = [
        rf"{start[:place]}[{int(digit) + 1}-9]\d{{{length - place - 1}}}"
        for place, digit in enumerate(start)
        if digit != "9"
    ]
    return re.compile(rf""" r=["'][A-Z](?:{"|".join(["[A-Z]", *larger, longer])})""".encode())


def refuse_box(last_row: int, last_column: int, name: str, limits: Limits) -> None:
    """Refuse a sheet whose last row times last column would exhaust memory."""
    if last_row * last_column > limits.box_cells:
        raise Unreadable(
            f"工作表“{name}”占到第 {last_row} 行、第 {last_column} 列，范围过大，多半是远处有误填的单元格。"
            "请删去多余的行列后再报。"
        )


def nearest_column(sheet: Iterator[bytes]) -> int:
    """The last column when none lies beyond Z."""
    letters = {letter for xml in sheet for letter in NEAR_COLUMN.findall(xml)}
    return max((column_number(letter.decode()) + 1 for letter in letters), default=1)
