"""What a piece of a sheet's XML says of its cells: errors, formulas without a value, styles, what is hidden, merges."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.address import column_number
from ingest.limits import Limits, Unreadable

Cell = tuple[int, int]

ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
ROW_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
ROW_START = re.compile(rb"<(?:\w+:)?row\b")
CELL_START = re.compile(rb"<(?:\w+:)?c[ >/]")
REFERENCE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
SPAN = re.compile(rb"""\b(min|max)=["'](\d+)["']""")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\b[^<>]*\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
ERROR = re.compile(rb"""\bt=["']e["']""")
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
NO_VALUE = rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
UNCACHED = tuple(re.compile(head + NO_VALUE) for head in (rb"f>", rb"<f [^<>]*/>", rb":f [^<>]*/>"))


@dataclass(frozen=True)
class Starts:
    """Where the rows and cells of a piece start, found once however many cells are asked for."""

    xml: bytes
    rows_before: int
    rows: list[int]
    cells: list[int]

    def cell(self, inside: int) -> Cell:
        """The address of the cell around a byte; counted when the cell carries no reference."""
        place = max(0, bisect_right(self.cells, inside) - 1)
        start = self.cells[place]
        match = REFERENCE.search(self.xml, start, self.xml.find(b">", start))
        if match:
            return int(match[2]), column_number(match[1].decode())
        count = bisect_right(self.rows, start)
        row_start = self.rows[count - 1] if count else 0
        number = ROW_NUMBER.search(self.xml, row_start, self.xml.find(b">", row_start))
        return int(number[1]) if number else self.rows_before + count, place - bisect_right(self.cells, row_start)


def starts_in(xml: bytes, rows_before: int) -> Starts:
    """The starts in one piece."""
    rows, cells = ([match.start() for match in pattern.finditer(xml)] for pattern in (ROW_START, CELL_START))
    return Starts(xml, rows_before, rows, cells)


def error_cells(xml: bytes, rows_before: int) -> dict[Cell, str]:
    """Every cell that shows an error."""
    found = [match.start() for match in ERROR.finditer(xml)]
    starts = starts_in(xml, rows_before) if found else None
    return {starts.cell(inside): error_text(xml, inside) for inside in found if starts and starts.cells}


def uncached_cells(xml: bytes, rows_before: int) -> set[Cell]:
    """Every formula that was never calculated."""
    found = [match.start() for pattern in UNCACHED for match in pattern.finditer(xml)]
    starts = starts_in(xml, rows_before) if found else None
    return {starts.cell(inside) for inside in found if starts and starts.cells}


def error_text(xml: bytes, start: int) -> str:
    """What an error cell shows, such as #REF!."""
    match = VALUE.search(xml, start, start + 2_000)
    return match[1].decode("utf-8", "replace") if match else "#错误"


def styled_cells(xml: bytes, styles: frozenset[bytes]) -> set[Cell]:
    """The cells of some styles."""
    pattern = re.compile(rb"""<(?:\w+:)?c r=["']([A-Z]+)(\d+)["'] s=["'](?:%s)["']""" % b"|".join(sorted(styles)))
    found = pattern.findall(xml)
    columns = {name: column_number(name.decode()) for name in {name for name, _ in found}}
    return {(int(row), columns[name]) for name, row in found}


def hidden_rows(xml: bytes) -> set[int]:
    """The numbers of hidden rows."""
    hidden = [ROW_NUMBER.search(tag) for tag in ROW.findall(xml) if b"hidden" in tag and HIDDEN.search(tag)]
    return {int(match[1]) for match in hidden if match}


def hidden_columns(head: bytes) -> frozenset[int]:
    """The hidden columns, from the part of the XML before the rows."""
    hidden: set[int] = set()
    for tag in COLUMN.findall(head):
        span = {name: int(value) for name, value in SPAN.findall(tag)}
        if HIDDEN.search(tag) and {b"min", b"max"} <= span.keys():
            hidden.update(range(span[b"min"] - 1, min(span[b"max"], 16_384)))
    return frozenset(hidden)


def merges(xml: bytes, limits: Limits) -> tuple[tuple[int, int, int, int], ...]:
    """Merged ranges as (first row, first column, last row, last column)."""
    found = MERGE.findall(xml[xml.rfind(b"sheetData") :])
    if len(found) > limits.merges:
        raise Unreadable(f"合并的单元格有 {len(found)} 处，超过 {limits.merges} 处。请取消合并后再报。")
    return tuple(
        (int(top), column_number(left.decode()), int(bottom), column_number(right.decode()))
        for left, top, right, bottom in found
    )
