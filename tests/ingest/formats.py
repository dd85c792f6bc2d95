"""Workbooks in formats that no library at hand writes: the binary .xlsb, made record by record."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

BEGIN_SHEET, END_SHEET, BEGIN_BOOK, END_BOOK = 129, 130, 131, 132
BEGIN_SHEETS, END_SHEETS, SHEET, BEGIN_DATA, END_DATA, EXTENT = 143, 144, 156, 145, 146, 148
ROW, BLANK_CELL, ERROR_CELL, NUMBER_CELL, TEXT_CELL = 0, 1, 3, 5, 6
BEGIN_FORMATS, END_FORMATS, CELL_FORMAT = 617, 618, 47
A_DATE = 14
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.bin"/></Relationships>'
)


def record(kind: int, body: bytes = b"") -> bytes:
    """One record: its number and length in seven bits a byte, then its bytes."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while length > 127:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return number + size + bytes([length]) + body


def wide(text: str) -> bytes:
    """A text with its length in front."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def cell(column: int, value: object, style: int = 0) -> bytes:
    """One cell: text, a number, a day's number with the second style, or an error."""
    head = struct.pack("<I", column) + struct.pack("<I", style)
    if isinstance(value, str) and value.startswith("#"):
        return record(ERROR_CELL, head + bytes([0x17]))
    if isinstance(value, str):
        return record(TEXT_CELL, head + wide(value))
    return record(NUMBER_CELL, head + struct.pack("<d", value))


def write_xlsb(path: Path, title: str, rows: list[list[object]], dates: tuple[int, ...] = ()) -> Path:
    """A binary workbook of one sheet; the columns in `dates` are shown as days."""
    sheet = record(BEGIN_SHEET) + record(EXTENT, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    sheet += record(BEGIN_DATA)
    for number, row in enumerate(rows):
        sheet += record(ROW, struct.pack("<I", number) + bytes(13))
        for column, value in enumerate(row):
            if value is not None:
                sheet += cell(column, value, int(column in dates and not isinstance(value, str)))
    sheet += record(END_DATA) + record(END_SHEET)
    book = record(BEGIN_BOOK) + record(BEGIN_SHEETS)
    book += record(SHEET, struct.pack("<II", 0, 1) + wide("rId1") + wide(title))
    book += record(END_SHEETS) + record(END_BOOK)
    styles = record(BEGIN_FORMATS, struct.pack("<I", 2))
    styles += b"".join(record(CELL_FORMAT, struct.pack("<HH", 0, kind) + bytes(12)) for kind in (0, A_DATE))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/styles.bin", styles + record(END_FORMATS))
    return path
