"""Columns as their distinct values, in order of appearance, and a code for every row, written down as rows come in."""

from __future__ import annotations

import array
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import NoneType
from typing import Any

from ingest.limits import Limits, Unreadable

CHUNK_ROWS = 200
BLANK = ""
SEPARATOR = "\0"
FAR = "工作表“{}”占到 {} 行、{} 列，范围过大，多半是远处有误填的单元格。请删去多余的行列后再报。"

Encoded = list[tuple[list[Any], bytes]]


class Column:
    """One column so far."""

    def __init__(self) -> None:
        self.places: defaultdict[Any, int] = defaultdict(itertools.count().__next__)
        self.codes: array.array[int] = array.array("i")

    def fill(self, height: int) -> None:
        """Blanks down to some row."""
        if missing := height - len(self.codes):
            self.codes.extend(array.array("i", [self.places[BLANK]]) * missing)

    def add(self, cells: Sequence[Any]) -> None:
        """Some more cells."""
        self.codes.fromlist(list(map(self.places.__getitem__, told_apart(cells))))


class Columns:
    """The cells of a sheet so far. Rows come in order; what is left out between them, or beside them, is blank."""

    def __init__(self) -> None:
        self.held: defaultdict[int, Column] = defaultdict(Column)
        self.first_row = self.height = 0

    @property
    def first_column(self) -> int:
        """The first column of any row; numbers count from 0."""
        return min(self.held, default=0)

    @property
    def end_row(self) -> int:
        """The row below the last one."""
        return self.first_row + self.height

    def take(self, sheet: Any, limits: Limits) -> None:
        """All cells of a sheet, or of a part of it below what is held; raises `Unreadable` if that reaches too far."""
        if sheet.start is None:
            return
        (top, left), (bottom, right) = sheet.start, sheet.end
        height = bottom + 1 - (self.first_row if self.held else top)
        width = max(right, max(self.held, default=0)) + 1 - min(left, min(self.held, default=left))
        if height * width > limits.box_cells or width > limits.columns:
            raise Unreadable(FAR.format(sheet.name, height, width))
        # The rows above the first filled one come too, as blanks.
        self.add(itertools.islice(sheet.iter_rows(), top, None), top, left)

    def add(self, rows: Iterable[Sequence[Any]], row: int = 0, column: int = 0) -> None:
        """Some more rows of one width, from a place on: a few at a time, so that they are never all objects at once."""
        self.first_row = self.first_row if self.held else row
        self.height = row - self.first_row
        for chunk in chunks(rows):
            for number, cells in enumerate(zip(*chunk, strict=True), column):
                self.held[number].fill(self.height)
                self.held[number].add(cells)
            self.height += len(chunk)

    def put(self, number: int, values: dict[Any, Any], codes: array.array[int]) -> None:
        """A column as a whole, as high as the sheet."""
        self.held[number].places = defaultdict(None, values)
        self.held[number].codes = codes

    def encoded(self, limits: Limits) -> Encoded:
        """All columns; each is let go as soon as it is written down."""
        numbers = range(self.first_column, max(self.held, default=-1) + 1)
        for number in numbers:
            self.held[number].fill(self.height)
        columns = map(self.held.pop, numbers)
        return [(shown(list(column.places), limits), column.codes.tobytes()) for column in columns]


def chunks(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """The rows, some at a time."""
    remaining = iter(rows)
    while chunk := list(itertools.islice(remaining, CHUNK_ROWS)):
        yield chunk


def told_apart(cells: Sequence[Any]) -> Sequence[Any]:
    """The values with booleans as words: True equals 1 in Python."""
    if bool not in set(map(type, cells)):
        return cells
    return [("TRUE" if value else "FALSE") if isinstance(value, bool) else value for value in cells]


class Texts(list[Any]):
    """Distinct values that travel as one text, which is much sooner written down and read than many."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Values that are not all texts, or hold the mark between them, travel as they are."""
        if not set(map(type, self)) <= {str, NoneType} or BLANK in self:
            return list, (list(self),)
        joined = SEPARATOR.join([BLANK if value is None else value for value in self])
        if joined.count(SEPARATOR) != len(self) - 1:
            return list, (list(self),)
        return texts_of, (joined.encode("utf-8", "surrogatepass"),)


def texts_of(joined: bytes) -> list[str | None]:
    """The values again; a text without letters is none."""
    texts: list[str | None] = [*joined.decode("utf-8", "surrogatepass").split(SEPARATOR)]
    return [text or None for text in texts] if BLANK in texts else texts


def shown(values: list[Any], limits: Limits) -> list[Any]:
    """A column's distinct values, white space alone being nothing; raises `Unreadable` at an endless text."""
    texts = values if set(map(type, values)) <= {str} else [value for value in values if isinstance(value, str)]
    if max(map(len, texts), default=0) > limits.text_length:
        raise Unreadable(f"有单元格超过 {limits.text_length} 个字，不像正常的填报。请删减后再报。")
    if not all(map(str.strip, texts)):
        values = [None if isinstance(value, str) and not value.strip() else value for value in values]
    return Texts(values)
