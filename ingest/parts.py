"""The values of large worksheets, read in parts beside the pass over their XML.

The reader of values takes a sheet whole, and goes through it once more in search of merged cells. So a large sheet is
given to it in parts, each a workbook of its own with the texts and styles of all. While a thread reads one, the last is
written down and the pass goes on: nothing is read that the pass has not seen, and the cells of a large sheet are never
in memory all at once. A sheet can be cut where a numbered row starts, if its rows go down; any other is read whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import python_calamine

from ingest.archive import by_plain_name, bytes_of, plain
from ingest.codes import Columns
from ingest.limits import Limits
from ingest.ooxml import DAMAGE

# Each part is read with all texts and styles once more, so it is larger than these.
TIMES_THE_REST = 2
SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData>")
ROW_OR_END = re.compile(rb"""\s*<(?:(?:\w+:)?row\s+r=["']\d+["']|/(?:\w+:)?sheetData>)""")
# The search for merged cells ends here; the pass finds them.
NO_MERGES = b"<mergeCells></mergeCells>"
TROUBLE = (*DAMAGE, python_calamine.CalamineError)


class Uncut(ValueError):
    """A sheet that must be read whole."""


@dataclass(frozen=True)
class Package:
    """A workbook without its sheets, packed; how large it is unpacked, and the place of one sheet in it."""

    rest: bytes
    size: int
    sheet: str

    def with_sheet(self, xml: list[bytes]) -> io.BytesIO:
        """The workbook with this sheet, given in pieces."""
        held = io.BytesIO()
        held.write(self.rest)
        with zipfile.ZipFile(held, "a") as archive, archive.open(self.sheet, "w") as stream:
            stream.writelines(xml)
        held.seek(0)
        return held


class LargeSheet:
    """One sheet, as far as the pass has come."""

    def __init__(self, name: str, package: Package, thread: Executor, part_bytes: int, limits: Limits) -> None:
        self.name, self.package, self.thread, self.limits = name, package, thread, limits
        self.part_bytes = max(part_bytes, TIMES_THE_REST * package.size)
        self.head = self.foot = b""
        self.held: list[bytes] = []
        self.columns = Columns()
        self.ahead: Future[Any] | None = None

    def take(self, xml: bytes) -> None:
        """The next piece, which ends where a row does."""
        self.held.append(xml if self.head else self.beheaded(xml))
        if sum(map(len, self.held)) > self.part_bytes:
            if any(b"sheetData" in piece for piece in self.held):
                raise Uncut
            self.read()

    def beheaded(self, xml: bytes) -> bytes:
        """The first piece without what stands before the rows; that is kept for all parts."""
        start = SHEET_DATA.search(xml)
        if not start:
            raise Uncut
        self.head = xml[: start.start()] + NO_MERGES + start[0]
        self.foot = b"</%ssheetData>" % start[1]
        return xml[start.end() :]

    def read(self) -> None:
        """Let what is held be read, and meanwhile write down what was read before."""
        if not ROW_OR_END.match(self.held[0]):
            raise Uncut
        part = self.package.with_sheet([self.head, *self.held, self.foot])
        self.held = []
        self.write_down(self.thread.submit(sheet_of, part, self.name))

    def write_down(self, following: Future[Any] | None) -> None:
        """The cells of the part that is being read; another may follow."""
        ahead, self.ahead = self.ahead, following
        if ahead:
            sheet = ahead.result()
            if sheet.start and sheet.start[0] < self.columns.end_row:
                raise Uncut
            self.columns.take(sheet, self.limits)

    def end(self) -> Columns:
        """All cells, once there are no more pieces."""
        self.read()
        self.write_down(None)
        return self.columns


def sheet_of(content: io.BytesIO, name: str) -> Any:
    """One sheet of a workbook, by calamine, which has a copy of its own."""
    workbook = python_calamine.load_workbook(content)
    content.close()
    return workbook.get_sheet_by_name(name)


class Parts:
    """The large sheets of a workbook, as far as the pass over its XML has come."""

    def __init__(self, content: bytes, thread: Executor, part_bytes: int, limits: Limits) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.members = by_plain_name(self.archive)
        self.thread, self.part_bytes, self.limits = thread, part_bytes, limits
        self.sheets: dict[str, LargeSheet] = {}
        self.uncut: set[str] = set()

    def take(self, name: str, path: str, xml: bytes) -> None:
        """The next piece of a sheet, which the pass has just seen."""
        member = self.members[plain(path)]
        if member.file_size <= self.part_bytes or name in self.uncut:
            return
        try:
            if name not in self.sheets:
                self.sheets[name] = LargeSheet(name, self.package(member), self.thread, self.part_bytes, self.limits)
            self.sheets[name].take(xml)
        except TROUBLE:
            self.leave(name)

    def package(self, sheet: zipfile.ZipInfo) -> Package:
        """What a sheet is read with: all XML but that of sheets."""
        held, size = io.BytesIO(), 0
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, member in self.members.items():
                if name.endswith((".xml", ".rels")) and not name.startswith("xl/worksheets/") and member is not sheet:
                    archive.writestr(member.filename, bytes_of(self.archive, member))
                    size += member.file_size
        return Package(held.getvalue(), size, sheet.filename)

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
