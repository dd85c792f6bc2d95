"""From a file to grids. Files are opened in a worker process that may die; this process only sees plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np

from ingest.limits import Limits, Unreadable, in_force
from ingest.ooxml import Cell, Facts
from ingest.pool import read_in_worker
from ingest.worker import RawSheet

__all__ = ["Grid", "GridColumn", "Limits", "Unreadable", "Value", "Workbook", "read_workbook", "rows_with"]

Value = str | float | int | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class GridColumn:
    """A column as its distinct values and one code a row; a blank is the value None."""

    values: list[Value]
    codes: np.ndarray

    @cached_property
    def blanks(self) -> list[int]:
        """The codes that stand for nothing."""
        return [code for code, value in enumerate(self.values) if value is None]


def rows_with(codes: np.ndarray, wanted: Iterable[int], size: int) -> np.ndarray:
    """Which rows hold one of some codes, of `size` codes in all: one look into a table of yes and no."""
    table = np.zeros(size + 1, dtype=bool)
    table[list(wanted)] = True
    return table[codes]


def used_codes(codes: np.ndarray, size: int) -> np.ndarray:
    """Which of `size` codes some rows hold, as a table of yes and no."""
    used = np.zeros(size, dtype=bool)
    used[codes] = True
    return used


@dataclass(frozen=True)
class Grid:
    """The used area of one sheet. Row numbers count from 1 and column numbers from 0, as in the file."""

    sheet_name: str
    is_hidden: bool
    first_row: int
    first_column: int
    height: int
    columns: list[GridColumn]
    facts: Facts

    @property
    def merges(self) -> tuple[tuple[int, int, int, int], ...]:
        """Merged ranges as (first row, first column, last row, last column)."""
        return self.facts.merges

    @property
    def errors(self) -> dict[Cell, str]:
        """Cells that show an error such as #REF!, by (row, column)."""
        return self.facts.errors

    @property
    def width(self) -> int:
        """How many columns the used area has."""
        return len(self.columns)

    def at(self, row: int, column: int) -> Value:
        """The value of one cell, None outside the used area."""
        inside_row, inside_column = row - self.first_row, column - self.first_column
        if not (0 <= inside_row < self.height and 0 <= inside_column < self.width):
            return None
        held = self.columns[inside_column]
        return held.values[held.codes[inside_row]]

    def row(self, number: int) -> dict[int, Value]:
        """The filled cells of one row, by column number."""
        span = range(self.first_column, self.first_column + self.width)
        cells = ((column, self.at(number, column)) for column in span)
        return {column: value for column, value in cells if value is not None}

    def rows(self) -> Iterator[list[Value]]:
        """All rows of the used area; for small sheets and tests."""
        for inside in range(self.height):
            yield [held.values[held.codes[inside]] for held in self.columns]


@dataclass(frozen=True)
class Workbook:
    """A file's sheets, whatever its format, and the fingerprint of the bytes that were read."""

    file: str
    file_format: str
    grids: list[Grid]
    sha256: str = ""


def read_workbook(path: str | Path, limits: Limits | None = None) -> Workbook:
    """The grids of an .xlsx, .xls, .ods or .csv file; raises `Unreadable` with a message for the clerk."""
    path = Path(path)
    file_format, sheets, sha256 = read_in_worker(str(path.resolve()), limits or in_force())
    return Workbook(path.name, file_format, [grid(sheet) for sheet in sheets], sha256)


def grid(sheet: RawSheet) -> Grid:
    """A sheet as it travelled, made a grid."""
    columns = [GridColumn(values, np.frombuffer(codes, dtype=np.int32)) for values, codes in sheet.columns]
    return Grid(sheet.name, sheet.is_hidden, sheet.first_row, sheet.first_column, sheet.height, columns, sheet.facts)
