"""The values of large worksheets, for which each spelling of a cell is read once, however many cells share it.

A cell's value follows from what is written between its place and the next cell. So, while the pass over a sheet's XML
goes on, its rows are cut at the places of their cells, and the reader of values is given a sheet that lists each
spelling once: it goes through what it is given twice, and makes an object of every cell. A sheet is cut only where
each row and each cell says its place, to the right and downwards, and nothing else stands there. Any other is read
whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter
from typing import Any

import python_calamine

from ingest.archive import by_plain_name, bytes_of, plain
from ingest.codes import Columns
from ingest.cutting import CutSheet
from ingest.limits import Limits
from ingest.ooxml import DAMAGE
from ingest.written import Form, Uncut, WrittenColumn

# A list is read with all texts once more. So few are made, but not all cells wait for the end of the pass.
LISTS = 2
# About what the spelling of a cell takes.
CELL_BYTES = 40
SHEETS, TEXTS = "xl/worksheets/", "xl/sharedstrings.xml"
SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData>")
# The search for merged cells ends here; the pass finds them.
NO_MERGES = b"<mergeCells></mergeCells>"
TROUBLE = (*DAMAGE, python_calamine.CalamineError)
# Behind the last cell of a list; if it is not read as this, the list was not read as it was meant.
END, END_VALUE = b' t="b"><%v>1</%v></%c>', True


@dataclass(frozen=True)
class Package:
    """A workbook without its sheets, packed, and the place of one sheet in it."""

    rest: Future[bytes]
    sheet: str

    def with_sheet(self, xml: bytes) -> io.BytesIO:
        """The workbook with this sheet."""
        held = io.BytesIO()
        held.write(self.rest.result())
        with zipfile.ZipFile(held, "a") as archive, archive.open(self.sheet, "w", force_zip64=True) as stream:
            stream.write(xml)
        held.seek(0)
        return held


class LargeSheet:
    """One sheet, as far as the pass has come."""

    def __init__(self, name: str, package: Package, thread: Executor, list_bytes: int, limits: Limits) -> None:
        self.name, self.package, self.thread = name, package, thread
        self.most_unread, self.limits = list_bytes // CELL_BYTES, limits
        self.head, self.has_ended = b"", False
        self.cells = CutSheet(Form(b""), limits.box_cells)
        self.reading: Future[Any] | None = None
        self.lengths: list[tuple[WrittenColumn, int]] = []

    def take(self, xml: bytes) -> None:
        """The next piece, which ends where a row does, or behind all rows."""
        if self.has_ended:
            raise Uncut
        rows = xml if self.head else self.beheaded(xml)
        form = self.cells.form
        if not rows.endswith(form.row_end):
            rows, end, _ = rows.partition(form.end)
            self.has_ended = bool(end)
        texts = rows.split(form.row_end)
        if form.after_empty_rows(texts.pop()):
            raise Uncut
        if texts:
            self.cells.add(texts)
        if sum(len(column.unread) for column in self.cells.columns.values()) > self.most_unread:
            self.read()

    def beheaded(self, xml: bytes) -> bytes:
        """The first piece without what stands before the rows; that is kept for all lists."""
        start = SHEET_DATA.search(xml)
        if not start or b"<!" in xml[: start.start()]:
            raise Uncut
        self.head = xml[: start.start()] + NO_MERGES + start[0]
        self.cells = CutSheet(Form(start[1]), self.limits.box_cells)
        return xml[start.end() :]

    def read(self) -> None:
        """Let what is new be read, and meanwhile write down what was read before."""
        new = [(column, column.new_cells()) for column in self.cells.columns.values()]
        end = END.replace(b"%", self.cells.form.prefix)
        cells = self.cells.form.listed(chain(*(cells for _, cells in new), [end]))
        listed = self.package.with_sheet(self.head + cells + self.cells.form.end)
        following = self.thread.submit(sheet_of, listed, self.name)
        self.write_down()
        self.reading, self.lengths = following, [(column, len(cells)) for column, cells in new]

    def write_down(self) -> None:
        """The values of the list that is being read, if there is one."""
        if not self.reading:
            return
        values = map(itemgetter(0), self.reading.result().iter_rows())
        self.reading = None
        for column, length in self.lengths:
            column.values += islice(values, length)
        if list(values) != [END_VALUE]:
            raise Uncut

    def end(self) -> Columns:
        """All cells, once there are no more pieces."""
        if not self.has_ended:
            raise Uncut
        self.cells.fill()
        self.read()
        self.write_down()
        return self.within(*self.cells.box())

    def within(self, rows: range, numbers: range) -> Columns:
        """The columns of a box; each is let go as soon as it is written down."""
        found = Columns()
        if not rows:
            return found
        found.first_row, found.height = self.cells.first_row - 1 + rows.start, len(rows)
        is_in_order = self.cells.is_in_order and len(rows) == self.cells.height
        self.cells.written.clear()
        for number in sorted(numbers & self.cells.columns.keys()):
            found.put(number, *self.cells.columns.pop(number).distinct(rows, is_in_order))
        return found


def sheet_of(content: io.BytesIO, name: str) -> Any:
    """One sheet of a workbook, by calamine, which has a copy of its own."""
    workbook = python_calamine.load_workbook(content)
    content.close()
    return workbook.get_sheet_by_name(name)


class LargeSheets:
    """The large sheets of a workbook, as far as the pass over its XML has come."""

    def __init__(self, content: bytes, thread: Executor, part_bytes: int, limits: Limits) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.members = by_plain_name(self.archive)
        self.thread, self.part_bytes, self.limits = thread, part_bytes, limits
        self.rest = thread.submit(self.packed, (SHEETS,))
        self.sheets: dict[str, LargeSheet] = {}
        self.uncut: set[str] = set()

    def take(self, name: str, path: str, xml: bytes) -> tuple[int, int] | None:
        """The next piece of a sheet; where it is large and was cut, how far it reaches, as (last row, columns)."""
        member = self.members[plain(path)]
        is_large = member.file_size > self.part_bytes and plain(path).startswith(SHEETS)
        if not is_large or name in self.uncut:
            return None
        try:
            if name not in self.sheets:
                self.sheets[name] = self.started(name, member)
            self.sheets[name].take(xml)
            return self.sheets[name].cells.reach()
        except TROUBLE:
            self.leave(name)
            return None

    def started(self, name: str, member: zipfile.ZipInfo) -> LargeSheet:
        """A sheet of which nothing was seen yet."""
        texts = sum(held.file_size for path, held in self.members.items() if path == TEXTS)
        list_bytes = max(self.part_bytes, texts // LISTS)
        return LargeSheet(name, Package(self.rest, member.filename), self.thread, list_bytes, self.limits)

    def packed(self, left_out: tuple[str, ...]) -> bytes:
        """The workbook with nothing but its XML, and not all of that."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path, member in self.members.items():
                if path.endswith((".xml", ".rels")) and not path.startswith(left_out):
                    archive.writestr(member.filename, bytes_of(self.archive, member))
        return held.getvalue()

    def columns(self, name: str) -> Columns | None:
        """The cells of a large sheet once the pass is done; nothing of one that is to be read whole."""
        try:
            return self.sheets[name].end() if name in self.sheets else None
        except TROUBLE:
            self.leave(name)
            return None

    def leave(self, name: str) -> None:
        """Forget what was read of a sheet."""
        self.uncut.add(name)
        self.sheets.pop(name, None)
