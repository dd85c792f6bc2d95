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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from ingest.archive import STRANGE, by_plain_name, bytes_of, check_archive, plain
from ingest.box import LETTERS, Box, nearest_column, refuse_box
from ingest.cellmarks import (
    Cell,
    error_cells,
    hidden_columns,
    hidden_rows,
    merges,
    styled_cells,
    uncached_cells,
)
from ingest.limits import Limits, Unreadable

# Given a piece of a sheet; how far its cells are known to reach, as (last row, columns), if they are known one by one.
Take = Callable[[str, str, bytes], tuple[int, int] | None]

ROW_END = re.compile(rb"</(?:\w+:)?row>")
NUMBER_FORMAT = re.compile(rb'numFmtId="(\d+)"')
FROM_1904 = re.compile(rb"""\bdate1904=["'](?:1|true)["']""")
DOCTYPE = re.compile(rb"<!DOCTYPE")
PERCENT_FORMATS = {9, 10}
# Built-in formats of Chinese Excel and WPS that show a day's year and month, as they give 2009年6月 when it is typed.
MONTH_FORMATS = {17, 27, 36, 50, 52, 57}
NOT_SHOWN = re.compile(rb"""&quot;.*?&quot;|"[^"]*"|\[[^\]]*\]|\\.""")
MOST_STYLED_CELLS = 200_000
PIECE = 1 << 18
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
    """Facts by sheet name; raises `Unreadable` when a limit is passed. `take` is given each piece."""
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
        reach = take(name, path, xml)
        box = box.reaching(xml, *reach) if reach else box.with_piece(xml)
        refuse_box(box.last_row, box.last_column, name, limits)
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
