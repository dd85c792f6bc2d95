"""The file as received, for whoever wants to see it whole. Macros never go out: of such a file its values do."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path, PurePath

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ingest import own
from ingest.archive import by_plain_name, bytes_of
from ingest.handback import LONGEST_STEM
from ingest.ledger import Upload
from ingest.limits import Unreadable, in_force
from ingest.ooxml import DAMAGE
from ingest.originals import CHANGED, NoOriginal, book_of, original_path
from ingest.parse import show
from ingest.read import Grid, Value, Workbook
from ingest.review import upload_of
from ingest.sniff import OLE, file_kind

COPY = "-只含数值"
TYPES = "[content_types].xml"
MOST_TYPES = 1 << 20
MACRO_PARTS = re.compile(r"vbaproject|vbadata|/macrosheets/|/dialogsheets/|/activex/|/embeddings/|^basic/|^scripts/")
SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
MACRO_STREAMS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA_PROJECT"))
# A sheet of the macros of 1992, among the records that name the sheets of an old workbook.
MACRO_SHEET = re.compile(rb"\x85\x00[\x08-\x60]\x00.{4}[\x00-\x02]\x01", re.DOTALL)


def original(store: Path, upload_id: str) -> bytes:
    """The file as received, or, where it holds macros, a workbook of its values at the same addresses."""
    upload = upload_of(store, upload_id)
    content = content_of(store, upload)
    return values_of(book_of(store, upload)) if has_macros(content) else content


def original_name(store: Path, upload_id: str) -> str:
    """Under which name it goes out: that of its sender, with the ending of what it is."""
    upload = upload_of(store, upload_id)
    content = content_of(store, upload)
    stem = PurePath(str(upload.event.payload["file"])).stem[:LONGEST_STEM]
    return f"{stem}{COPY}.xlsx" if has_macros(content) else f"{stem}.{kind_of(content)}"


def content_of(store: Path, upload: Upload) -> bytes:
    """The bytes of the original, if they are what they were; raises `NoOriginal`."""
    content = original_path(store, upload).read_bytes()
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        raise NoOriginal(CHANGED)
    return content


def kind_of(content: bytes) -> str:
    """What the file really is; the ending that it came with may say something else."""
    try:
        return file_kind(content, in_force())
    except Unreadable:
        raise NoOriginal(CHANGED) from None


def has_macros(content: bytes) -> bool:
    """Whether a file holds anything that runs when it is opened, or may; in doubt it does."""
    if content.startswith(OLE):
        return any(name in content for name in MACRO_STREAMS) or bool(MACRO_SHEET.search(content))
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = by_plain_name(archive)
            types = members.get(TYPES)
            declared = bytes_of(archive, types) if types and types.file_size <= MOST_TYPES else b""
    except DAMAGE:
        return True
    return any(MACRO_PARTS.search(f"/{name}") or MACRO_PARTS.search(name) for name in members) or (
        b"macroenabled" in declared.lower()
    )


def values_of(book: Workbook) -> bytes:
    """A workbook with the same values in the same cells, and nothing else."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, own.NO_FORMULAS | {"default_date_format": "yyyy-mm-dd"}) as written:
        for number, grid in enumerate(book.grids, start=1):
            sheet = written.add_worksheet(grid.sheet_name if SHEET_NAME.fullmatch(grid.sheet_name) else f"表{number}")
            if grid.is_hidden:
                sheet.hide()
            write_grid(sheet, grid)
    return out.getvalue()


def write_grid(sheet: Worksheet, grid: Grid) -> None:
    """All cells of one sheet, where they stood."""
    for row, values in enumerate(grid.rows(), start=grid.first_row - 1):
        for column, value in enumerate(values, start=grid.first_column):
            if value is not None:
                write_cell(sheet, row, column, value)


def write_cell(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    """One value: numbers and days as such, all else as the text that is seen."""
    if isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, own.plain(show(value)))
