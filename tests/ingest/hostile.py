"""Files made to harm whoever reads them, built in code. Each builder takes the path to write and returns it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt

MIB = 2**20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = (
    f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{{}}<sheetData>{{}}</sheetData>{{}}</worksheet>'
)
SHEET_PART = "xl/worksheets/sheet1.xml"
HEADINGS = ["单位", "会议类型", "召开日期", "应到人数"]
ROW = ["教育局", "民主讨论", "2009年5月20日", "12"]
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>{}<office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
Build = Callable[[Path], Path]


def zipped(path: Path, parts: Iterable[tuple[str | zipfile.ZipInfo, bytes | str]]) -> Path:
    """An archive of these members, in this order, doubled names too."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            archive.writestr(name, body)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def good(path: Path) -> Path:
    """An ordinary workbook of one row."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("会议")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROW)
    return path


def patched(path: Path, **parts: str | bytes) -> Path:
    """An ordinary workbook with some parts exchanged or added; `__` in a name stands for a slash, `_dot_` for a dot."""
    held: dict[str, str | bytes] = dict(parts_of(good(path)))
    held |= {name.replace("__", "/").replace("_dot_", "."): body for name, body in parts.items()}
    return zipped(path, held.items())


def with_sheet(path: Path, cells: str, before: str = "", after: str = "") -> Path:
    """An ordinary workbook whose sheet holds this XML."""
    held = dict(parts_of(good(path)))
    return zipped(path, (held | {SHEET_PART: SHEET.format(before, cells, after).encode()}).items())


def inline(reference: str, text: str) -> str:
    """A cell with its own text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def heading_row(number: int = 1) -> str:
    """The row of headings as XML."""
    cells = (inline(f"{letter}{number}", text) for letter, text in zip("ABCD", HEADINGS, strict=True))
    return f'<row r="{number}">{"".join(cells)}</row>'


def data_row(number: int = 2, **cells: str) -> str:
    """A row of facts as XML; a keyword exchanges the cell of its letter."""
    held = dict(zip("ABCD", ROW, strict=True)) | cells
    return f'<row r="{number}">{"".join(inline(f"{letter}{number}", text) for letter, text in held.items())}</row>'


def lie(path: Path, part: str, declared: int) -> Path:
    """Both headers of one member declare another unpacked size."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member, start = archive.getinfo(part), archive.start_dir
    struct.pack_into("<L", content, member.header_offset + 22, declared)
    place = content.index(b"PK\x01\x02", start)
    while content[place + 46 : place + 46 + len(part)] != part.encode():
        place = content.index(b"PK\x01\x02", place + 4)
    struct.pack_into("<L", content, place + 24, declared)
    path.write_bytes(content)
    return path


def ods(path: Path, body: str, doctype: str = "") -> Path:
    """A spreadsheet of the OpenDocument form."""
    content = ODS_HEAD.format(doctype) + body + ODS_TAIL
    return zipped(path, [("mimetype", ODS_TYPE), ("content.xml", content), ("META-INF/manifest.xml", "<manifest/>")])


def ods_table(rows: str, name: str = "会议") -> str:
    """One table of an OpenDocument spreadsheet."""
    return f'<table:table table:name="{name}">{rows}</table:table>'


def ods_cell(text: str, repeat: int = 1) -> str:
    """One cell with a text, or a run of them."""
    many = f'table:number-columns-repeated="{repeat}"'
    return f'<table:table-cell office:value-type="string" {many}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells: str, repeat: int = 1) -> str:
    """One row of cells, or a run of them."""
    return f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(cells)}</table:table-row>'


def record(kind: int, body: bytes) -> bytes:
    """One record of a binary workbook of 2007: kind and size in seven-bit groups."""
    out = bytearray([kind]) if kind < 128 else bytearray([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    while size > 127:
        out.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes(out) + bytes([size]) + body


def wide(text: str) -> bytes:
    """A text as binary workbooks of 2007 hold it."""
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def xlsb(path: Path, cells: Iterable[tuple[int, int, str]], sheets: int = 1) -> Path:
    """A binary workbook of 2007 with these texts at (row, column), both from 0."""
    bundles = b"".join(
        record(0x9C, struct.pack("<LL", 0, number + 1) + wide(f"rId{number + 1}") + wide(f"会议{number or ''}"))
        for number in range(sheets)
    )
    book = record(0x83, b"") + record(0x8F, b"") + bundles + record(0x90, b"") + record(0x84, b"")
    body = record(0x81, b"") + record(0x94, struct.pack("<4L", 0, 1, 0, 3)) + record(0x91, b"")
    last = -1
    for row, column, text in cells:
        if row != last:
            body += record(0x00, struct.pack("<LLHHBBL", row, 0, 255, 0, 0, 0, 0))
            last = row
        body += record(0x06, struct.pack("<LL", column, 0) + wide(text))
    body += record(0x92, b"") + record(0x82, b"")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = "".join(
        f'<Relationship Id="rId{n + 1}" Type="{kind}" Target="worksheets/sheet{n + 1}.bin"/>' for n in range(sheets)
    )
    return zipped(
        path,
        [
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.bin", book),
            ("xl/_rels/workbook.bin.rels", f"<Relationships>{relations}</Relationships>"),
            *((f"xl/worksheets/sheet{n + 1}.bin", body) for n in range(sheets)),
        ],
    )


def old_book(cells: Iterable[tuple[int, int, object]]) -> xlwt.Workbook:
    """An old workbook with these cells."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("会议")
    for row, column, value in cells:
        sheet.write(row, column, value)
    return book


def table_cells() -> list[tuple[int, int, str]]:
    """An ordinary table as cells."""
    return [(row, column, text) for row, line in enumerate((HEADINGS, ROW)) for column, text in enumerate(line)]


def xls(path: Path, cells: Iterable[tuple[int, int, object]]) -> Path:
    """An old workbook as a file."""
    old_book(cells).save(str(path))
    return path


def ole(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file with these streams, the form of old Word and of encrypted workbooks."""
    sector, order = 512, list(streams.items())
    bodies = [body.ljust(max(4096, -(-len(body) // sector) * sector), b"\0") for _, body in order]
    counts = [len(body) // sector for body in bodies]
    directory_at = sum(counts)
    entries = [ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1 if order else 0xFFFFFFFF)]
    first = 0
    for place, ((name, _), body, count) in enumerate(zip(order, bodies, counts, strict=True)):
        right = place + 2 if place + 1 < len(order) else 0xFFFFFFFF
        entries.append(ole_entry(name, 2, first, len(body), 0xFFFFFFFF, right))
        first += count
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // sector) * sector, b"\0")
    directory_sectors = len(directory) // sector
    table: list[int] = []
    for count in [*counts, directory_sectors]:
        table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE]
    fat_at = directory_at + directory_sectors
    fat_count = -(-(len(table) + 1) // 128)
    table += [0xFFFFFFFD] * fat_count
    fat = b"".join(struct.pack("<L", entry) for entry in table).ljust(fat_count * sector, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6xLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109L", *range(fat_at, fat_at + fat_count), *[0xFFFFFFFF] * (109 - fat_count))
    path.write_bytes(header + b"".join(bodies) + directory + fat)
    return path


def ole_entry(name: str, kind: int, first: int, size: int, child: int, right: int = 0xFFFFFFFF) -> bytes:
    """One entry of a compound file's directory."""
    written = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<LLL", 0xFFFFFFFF, right, child)
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written), kind, 1)
        + links
        + b"\0" * 36
        + struct.pack("<LQ", first, size)
    )


def xls_with_password(path: Path) -> Path:
    """An old workbook whose stream says FILEPASS after its first record."""
    stream = old_book(table_cells()).get_biff_data()
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    return ole(path, {"Workbook": stream[:first] + struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1) + b"\0\0" + stream[first:]})


def encrypted(path: Path) -> Path:
    """A workbook behind a password, as Excel writes it since 2007."""
    return ole(path, {"EncryptionInfo": b"\4\0\4\0" + b"<encryption/>", "EncryptedPackage": b"\x99" * 5000})


def old_word(path: Path) -> Path:
    """A .doc."""
    return ole(path, {"WordDocument": b"\xec\xa5\xc1\0" * 2000, "1Table": b"\0" * 5000})


def day() -> datetime:
    """A day inside the campaign."""
    return datetime(2009, 5, 20)


def openpyxl_far(path: Path, *cells: str) -> Path:
    """An ordinary table with something far away."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(ROW)
    for place in cells:
        book.active[place] = "x"
    book.save(path)
    return path


def nested(path: Path, depth: int) -> Path:
    """Archives within archives."""
    body, name = b"x", "a.txt"
    for _ in range(depth):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, body)
        body, name = made.getvalue(), "a.zip"
    path.write_bytes(body)
    return path


def lie_with_checksum(path: Path, part: str, prefix: bytes) -> Path:
    """Both headers of one member declare the size and the checksum of its beginning alone."""
    lie(path, part, len(prefix))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo(part).CRC
    path.write_bytes(content.replace(struct.pack("<L", true), struct.pack("<L", zlib.crc32(prefix))))
    return path
