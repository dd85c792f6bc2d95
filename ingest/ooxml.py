"""One pass over the XML of an .xlsx for what the reader of values hides: sizes, error cells, formulas without a value,
hidden rows, merges, percent formats. The bounding box is known before any value is parsed.

The XML is looked at as it is inflated, some hundred rows at a time, so that a large sheet never stands in memory.
Regular expressions over these bytes cost a third of a callback per cell, and most pieces hold nothing to look for.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from xml.etree import ElementTree

from ingest.address import column_number
from ingest.archive import STRANGE, by_plain_name, bytes_of, check_archive, plain
from ingest.limits import Limits, Unreadable

Cell = tuple[int, int]
Take = Callable[[str, str, bytes], None]

FAR_COLUMN = re.compile(rb""" r=["']([A-Z]{2,})\d""")
FAR_ROW = re.compile(rb""" r=["'][A-Z]+(\d{6,})""")
NEAR_COLUMN = re.compile(rb""" r=["']([A-Z])\d""")
ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
ROW_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
SPAN = re.compile(rb"""\b(min|max)=["'](\d+)["']""")
MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\b[^<>]*\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
ERROR = re.compile(rb"""\bt=["']e["']""")
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
REFERENCE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
NO_VALUE = rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
UNCACHED = tuple(re.compile(head + NO_VALUE) for head in (rb"f>", rb"<f [^<>]*/>", rb":f [^<>]*/>"))
ROW_END = re.compile(rb"</(?:\w+:)?row>")
ROW_START = re.compile(rb"<(?:\w+:)?row\b")
CELL_START = re.compile(rb"<(?:\w+:)?c[ >/]")
NUMBER_FORMAT = re.compile(rb'numFmtId="(\d+)"')
FROM_1904 = re.compile(rb"""\bdate1904=["'](?:1|true)["']""")
DOCTYPE = re.compile(rb"<!DOCTYPE")
PERCENT_FORMATS = {9, 10}
# Built-in formats of Chinese Excel and WPS that show a day's year and month, as they give 2009年6月 when it is typed.
MONTH_FORMATS = {17, 27, 36, 50, 52, 57}
NOT_SHOWN = re.compile(rb"""&quot;.*?&quot;|"[^"]*"|\[[^\]]*\]|\\.""")
MOST_STYLED_CELLS = 200_000
PIECE = 1 << 18
LETTERS = 26
NEAR_ROWS = 99_999
TEMPLATE_PROPERTY = b"taizhang-template"


DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    RuntimeError,
    OSError,
    ValueError,
)


@dataclass(frozen=True)
class Facts:
    """What one sheet's XML says beside its values. Rows count from 1, columns from 0."""

    errors: dict[Cell, str] = field(default_factory=dict)
    uncached: frozenset[Cell] = frozenset()
    percents: frozenset[Cell] = frozenset()
    months: frozenset[Cell] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    is_delimited: bool = False
    counts_from_1904: bool = False
    is_template: bool = False


def ignore(name: str, path: str, xml: bytes) -> None:
    """Nobody else wants to know the XML of a sheet."""


def workbook_facts(content: bytes, limits: Limits, take: Take = ignore) -> dict[str, Facts]:
    """Facts by sheet name; raises `Unreadable` when a limit is passed. `take` is given each piece that passed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive, len(content), limits)
            parts = sheet_parts(archive)
            if len(parts) > limits.sheets:
                raise Unreadable(f"工作簿有 {len(parts)} 张工作表，超过 {limits.sheets} 张。请拆分后再报。")
            if len(set(parts.values())) < len(parts):
                raise Unreadable(STRANGE)
            styles = cell_styles(part(archive, "xl/styles.xml"))
            facts = {name: sheet_facts(archive, path, name, styles, limits, take) for name, path in parts.items()}
            from_1904 = bool(FROM_1904.search(part(archive, "xl/workbook.xml")))
            is_template = TEMPLATE_PROPERTY in part(archive, "docProps/custom.xml")
            return {
                name: replace(found, counts_from_1904=from_1904, is_template=is_template)
                for name, found in facts.items()
            }
    except DAMAGE:
        raise Unreadable("工作簿已损坏，读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx 再报。") from None


def only_sizes(content: bytes, limits: Limits) -> dict[str, Facts]:
    """The size limits alone, for a zipped format whose inside is not XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_archive(archive, len(content), limits)
    return {}


def part(archive: zipfile.ZipFile, path: str) -> bytes:
    """One part's bytes, empty when it is absent. A DOCTYPE has no place in a workbook."""
    member = by_plain_name(archive).get(plain(path))
    content = bytes_of(archive, member) if member else b""
    refuse_doctype(content)
    return content


def refuse_doctype(content: bytes) -> None:
    """A DOCTYPE stands nowhere in a workbook."""
    if DOCTYPE.search(content):
        raise Unreadable("工作簿内部含有不允许的声明（DOCTYPE），已拒收。")


def pieces(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """One part's bytes as they are inflated, cut only where a row ends."""
    member = by_plain_name(archive).get(plain(path))
    if not member:
        return
    held: list[bytes] = []
    with archive.open(member) as stream:
        while chunk := stream.read(PIECE):
            refuse_doctype(chunk)
            cut = last_row_end(chunk)
            held.append(chunk[:cut])
            if cut:
                yield b"".join(held)
                held = []
            held.append(chunk[cut:])
    yield b"".join(held)


def last_row_end(chunk: bytes) -> int:
    """Where the last row that ends in a chunk does; 0 when none does."""
    plain = chunk.rfind(b"</row>")
    if plain >= 0:
        return plain + len(b"</row>")
    return max((match.end() for match in ROW_END.finditer(chunk)), default=0)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → path of its XML inside the archive."""
    relations = ElementTree.fromstring(part(archive, "xl/_rels/workbook.xml.rels"))
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    parts: dict[str, str] = {}
    for node in ElementTree.fromstring(part(archive, "xl/workbook.xml")).iter():
        if node.tag.rpartition("}")[2] == "sheet":
            relation = next((value for key, value in node.items() if key.endswith("}id")), None)
            target = targets.get(relation, "")
            name = node.get("name", "")
            if name in parts:
                raise Unreadable(STRANGE)
            parts[name] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return parts


@dataclass(frozen=True)
class Styles:
    """The numbers of the cell styles that show a percent sign, and of those that show a month without a day."""

    percent: frozenset[bytes]
    month: frozenset[bytes]


def cell_styles(styles: bytes) -> Styles:
    """The styles that say more of a number than its value does."""
    codes = {
        int(number[1]): code[1]
        for tag in re.findall(rb"<(?:\w+:)?numFmt\b[^<>]*>", styles)
        if (number := NUMBER_FORMAT.search(tag)) and (code := re.search(rb'formatCode="([^"]*)"', tag))
    }
    section = [match.start() for match in re.finditer(rb"<(?:/?\w+:|/)?cellXfs\b", styles)]
    tags = re.findall(rb"<(?:\w+:)?xf\b[^<>]*>", styles[section[0] : section[1]]) if len(section) > 1 else []
    formats = [int(found[1]) if (found := NUMBER_FORMAT.search(tag)) else 0 for tag in tags]

    def showing(built_in: set[int], shows: Callable[[bytes], bool]) -> frozenset[bytes]:
        wanted = built_in | {number for number, code in codes.items() if shows(code)}
        return frozenset(b"%d" % style for style, number in enumerate(formats) if number in wanted)

    return Styles(showing(PERCENT_FORMATS, lambda code: b"%" in code), showing(MONTH_FORMATS, is_month_only))


def is_month_only(code: bytes) -> bool:
    """Whether a format shows year and month and no day: yyyy"年"m"月"."""
    shown = set(NOT_SHOWN.sub(b"", code).lower())
    return {*b"ym"} <= shown and not shown & {*b"dhs"}


def sheet_facts(archive: zipfile.ZipFile, path: str, name: str, styles: Styles, limits: Limits, take: Take) -> Facts:
    """The facts of one sheet, piece by piece; its box is known to be small before anything of it is kept."""
    errors: dict[Cell, str] = {}
    uncached: set[Cell] = set()
    percents: set[Cell] = set()
    months: set[Cell] = set()
    hidden: set[int] = set()
    box, xml, head = Box(), b"", None
    for xml in pieces(archive, path):
        head = xml[: max(0, xml.find(b"sheetData"))] if head is None else head
        if may_have_errors(xml):
            errors |= error_cells(xml, box.counted)
        if may_have_formulas(xml):
            uncached |= uncached_cells(xml, box.counted)
        if styles.percent and len(percents) < MOST_STYLED_CELLS:
            percents |= styled_cells(xml, styles.percent)
        if styles.month and len(months) < MOST_STYLED_CELLS:
            months |= styled_cells(xml, styles.month)
        if b"hidden=" in xml:
            hidden |= hidden_rows(xml)
        box = box.with_piece(xml)
        refuse_box(box.last_row, box.last_column, name, limits)
        take(name, path, xml)
    if not box.last_column and box.last_row * LETTERS > limits.box_cells:
        refuse_box(box.last_row, nearest_column(pieces(archive, path)), name, limits)
    return Facts(
        errors,
        frozenset(uncached),
        frozenset(percents),
        frozenset(months),
        frozenset(hidden),
        hidden_columns(head or b""),
        merges(xml, limits),
    )


def may_have_errors(xml: bytes) -> bool:
    """A quick look. A letter that is rare in a sheet's tags is found, or not, much sooner than a word."""
    return b"e" in xml and (b't="e"' in xml or b"t='e'" in xml)


def may_have_formulas(xml: bytes) -> bool:
    """The same for formulas, with or without a prefix."""
    return b"f" in xml and (b"<f" in xml or b":f>" in xml or b":f " in xml)


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
