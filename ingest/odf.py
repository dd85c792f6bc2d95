"""The facts of an .ods that its reader hides: merges, errors, bare months, uncalculated formulas, what is hidden."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from ingest.archive import check_archive
from ingest.limits import Limits, Unreadable
from ingest.ooxml import DAMAGE, MOST_STYLED_CELLS, Cell, Facts

CHUNK = 1 << 20
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "Err:")
# A day as it is shown when its day of the month is not: 2009年6月, 二〇〇九年六月, 2009-06, Jun-09, June 2009.
MONTH_SHOWN = re.compile(
    r"\s*(?:\d{2,4}\s*年\s*\d{1,2}\s*月|[〇零○一二三四五六七八九]{2,4}年[一二三四五六七八九十]{1,2}月"
    r"|\d{4}[-/.]\d{1,2}|[A-Za-z]{3,9}-\d{2}|[A-Za-z]{3,9}\.?[- ]\d{4})\s*"
)


@dataclass
class Sheet:
    """One sheet while it is being read; `row` and `column` are the next free places."""

    row: int = 1
    column: int = 0
    repeat: int = 1
    last_row: int = 0
    last_column: int = 0
    errors: dict[Cell, str] = field(default_factory=dict)
    uncached: set[Cell] = field(default_factory=set)
    months: set[Cell] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class Reader:
    """Follows the XML of an .ods: repeated rows and cells are counted, not copied."""

    limits: Limits
    sheets: dict[str, Sheet] = field(default_factory=dict)
    sheet: Sheet = field(default_factory=Sheet)
    cell: tuple[int, int, int] | None = None
    is_day: bool = False
    text: str = ""
    columns: int = 0
    cells_before: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        repeat = attributes.get("table:number-columns-repeated", "1")
        match tag:
            case "table:table":
                self.cells_before += self.sheet.last_row * self.sheet.last_column
                self.sheet = self.sheets[attributes.get("table:name", "")] = Sheet()
                self.columns = 0
            case "table:table-column":
                self.count_columns(int(repeat), "table:visibility" in attributes)
            case "table:table-row":
                self.sheet.repeat = int(attributes.get("table:number-rows-repeated", "1"))
                self.sheet.column = 0
                if attributes.get("table:visibility", "visible") != "visible":
                    self.sheet.hidden_rows.add(self.sheet.row)
            case "table:table-cell" | "table:covered-table-cell":
                self.open_cell(attributes, int(repeat))

    def count_columns(self, repeat: int, is_hidden: bool) -> None:
        """A run of columns."""
        if is_hidden:
            self.sheet.hidden_columns.update(range(self.columns, min(self.columns + repeat, 16_384)))
        self.columns += repeat

    def open_cell(self, attributes: dict[str, str], repeat: int) -> None:
        """A cell or a run of equal cells."""
        sheet = self.sheet
        self.cell, self.text = (sheet.row, sheet.column, repeat), ""
        self.is_day = attributes.get("office:value-type") == "date"
        rows = int(attributes.get("table:number-rows-spanned", "1"))
        columns = int(attributes.get("table:number-columns-spanned", "1"))
        if rows > 1 or columns > 1:
            sheet.merges.append((sheet.row, sheet.column, sheet.row + rows - 1, sheet.column + columns - 1))
        if "table:formula" in attributes and "office:value-type" not in attributes:
            sheet.uncached.add((sheet.row, sheet.column))
        if "office:value-type" in attributes:
            self.reach(sheet.row + sheet.repeat - 1, sheet.column + repeat)

    def reach(self, row: int, column: int) -> None:
        """Refuse a sheet whose values lie too far out."""
        sheet = self.sheet
        sheet.last_row, sheet.last_column = max(sheet.last_row, row), max(sheet.last_column, column)
        if self.cells_before + sheet.last_row * sheet.last_column > self.limits.box_cells:
            raise Unreadable(
                f"表格占到第 {sheet.last_row} 行、第 {sheet.last_column} 列，范围过大。请删去多余的行列后再报。"
            )

    def words(self, text: str) -> None:
        """Text inside a cell; only the first few characters matter."""
        if self.cell and len(self.text) < 20:
            self.text += text

    def end(self, tag: str) -> None:
        """An end tag."""
        if tag == "table:table-row":
            self.sheet.row += self.sheet.repeat
        if tag in ("table:table-cell", "table:covered-table-cell") and self.cell:
            self.close_cell(*self.cell)
            self.cell = None

    def close_cell(self, row: int, column: int, repeat: int) -> None:
        """What a cell shows is known: an error, or a day without its day of the month."""
        sheet = self.sheet
        if self.text.startswith(ERRORS):
            sheet.errors[row, column] = self.text
        if self.is_day and MONTH_SHOWN.fullmatch(self.text) and len(sheet.months) < MOST_STYLED_CELLS:
            rows = range(row, row + sheet.repeat)
            sheet.months.update((one, column + place) for one in rows for place in range(repeat))
        sheet.column = column + repeat


def workbook_facts(content: bytes, limits: Limits) -> dict[str, Facts]:
    """Facts by sheet name; raises `Unreadable` when a limit is passed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive, len(content), limits)
            return {name: facts(sheet) for name, sheet in follow(archive, limits).items()}
    except (*DAMAGE, expat.ExpatError, zlib.error):
        raise Unreadable("文件已损坏，读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx 再报。") from None


def follow(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Sheet]:
    """Run the reader over content.xml, piece by piece."""
    reader = Reader(limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = refuse_doctype
    with archive.open("content.xml") as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return reader.sheets


def refuse_doctype(*_: object) -> None:
    """A DOCTYPE has no place in a workbook."""
    raise Unreadable("文件内部含有不允许的声明（DOCTYPE），已拒收。")


def facts(sheet: Sheet) -> Facts:
    """A sheet's facts in the form shared with .xlsx."""
    return Facts(
        errors=sheet.errors,
        uncached=frozenset(sheet.uncached),
        months=frozenset(sheet.months),
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        merges=tuple(sheet.merges),
    )
