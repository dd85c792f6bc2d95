"""Back to the file as received: a row that proves something, with its heading and the rows around it.

The original is read as it was read when it came in, by the worker, and only if it is still what it was then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest import accepted, ledger
from ingest.address import column_number, letters
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.headings import Heading, find_headings, vocabulary
from ingest.ledger import Refused, Upload
from ingest.limits import Unreadable, in_force
from ingest.parse import show
from ingest.read import Grid, Workbook, read_workbook
from ingest.review import shown_of, upload_of

AROUND = 3
LONGEST_SHOWN = 200
WITHHELD = "＊"
GONE = "收到的原文件已不在台账库里，看不到原表；已采纳的内容不受影响。请联系管理员从备份找回。"
CHANGED = "台账库里的原文件与收到时不一致，可能已损坏或被改动，没有打开；已采纳的内容不受影响。请联系管理员从备份找回。"
NO_ROW = "原文件里没有找到工作表“{}”的第 {} 行。请核对地址。"


class NoOriginal(Refused):
    """The file as received cannot be shown; the message is in the clerk's words."""


Place = tuple[str, int]
Spot = tuple[int, int]


@dataclass(frozen=True)
class Surroundings:
    """Some rows of an original: their numbers, which of them are the heading, and their cells under column letters."""

    letters: tuple[str, ...]
    numbers: tuple[int, ...]
    heading: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]

    @property
    def is_withheld(self) -> bool:
        """Whether some cells are not shown because so few ballots would tell how single people voted."""
        return any(text == WITHHELD for line in self.cells for text in line)


def surroundings(store: Path, upload_id: str, places: Iterable[Place]) -> dict[Place, Surroundings]:
    """Rows of one original, by sheet and number, each with what stands around it; it is read once.

    Raises `NoOriginal` in the clerk's words where the original is gone, changed or cannot be read.
    """
    upload = upload_of(store, upload_id)
    book = book_of(store, upload)
    known = Context(headings=ledger.learnt(ledger.events(store, upload.event.number), "heading"))
    words = vocabulary(SHEETS, known)
    found: dict[Place, Surroundings] = {}
    for sheet_name, row in places:
        grid = grid_with(book, sheet_name, row)
        headings = find_headings(grid, words)
        found[sheet_name, row] = around(grid, row, headings, withheld_cells(store, upload, grid, headings))
    return found


def original_path(store: Path, upload: Upload) -> Path:
    """Where the file as received lies; raises `NoOriginal` where it is gone."""
    path = store / accepted.ORIGINALS / upload.sha256
    if not path.is_file():
        raise NoOriginal(GONE)
    return path


def book_of(store: Path, upload: Upload) -> Workbook:
    """The original, read once more by the worker."""
    path = original_path(store, upload)
    try:
        book = read_workbook(path, in_force())
    except Unreadable:
        # It could be read when it came in.
        raise NoOriginal(CHANGED) from None
    if book.sha256 != upload.sha256:
        raise NoOriginal(CHANGED)
    return book


def grid_with(book: Workbook, sheet_name: str, row: int) -> Grid:
    """The sheet of that name, if it has the row; a text file is one sheet, whatever it was called when it came in."""
    grids = [grid for grid in book.grids if grid.sheet_name == sheet_name or book.file_format == "csv"]
    if not grids or not grids[0].first_row <= row < grids[0].first_row + grids[0].height:
        raise NoOriginal(NO_ROW.format(sheet_name, row))
    return grids[0]


def around(grid: Grid, row: int, headings: list[Heading], withheld: frozenset[Spot]) -> Surroundings:
    """One row with the heading above it and a few rows on either side."""
    above = [heading for heading in headings if heading.last_row < row]
    top = above[-1].last_row + 1 if above else grid.first_row
    below = [heading.first_row for heading in headings if heading.first_row > row]
    last = min([grid.first_row + grid.height, *below]) - 1
    heading = tuple(range(above[-1].first_row, above[-1].last_row + 1)) if above else ()
    numbers = (*heading, *range(max(top, row - AROUND), min(last, row + AROUND) + 1))
    span = range(grid.first_column, grid.first_column + grid.width)
    columns = [column for column in span if any(grid.at(number, column) is not None for number in numbers)]
    cells = tuple(
        tuple(WITHHELD if (number, column) in withheld else shown(grid, number, column) for column in columns)
        for number in numbers
    )
    return Surroundings(tuple(map(letters, columns)), numbers, heading, cells)


def shown(grid: Grid, row: int, column: int) -> str:
    """A cell as its sender sees it, cut where it is very long."""
    value = grid.at(row, column)
    if (row, column) in grid.errors:
        return grid.errors[row, column]
    if (row, column) in grid.facts.percents and isinstance(value, int | float):
        return f"{100 * value:.10g}%"
    text = show(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def withheld_cells(store: Path, upload: Upload, grid: Grid, headings: list[Heading]) -> frozenset[Spot]:
    """The cells of breakdowns that pages must not show: all but those that the store itself keeps."""
    ruled = [heading for heading in headings if SHEETS[heading.kind].withheld]
    if not ruled:
        return frozenset()
    kept = set(kept_cells(store, upload, {heading.kind for heading in ruled}))
    last = grid.first_row + grid.height
    return frozenset(
        (row, column)
        for heading in ruled
        for column in (heading.columns[name] for name in breakdown(heading) if name in heading.columns)
        for row in range(heading.last_row + 1, last)
        if grid.at(row, column) is not None and (row, column) not in kept
    )


def breakdown(heading: Heading) -> tuple[str, ...]:
    """The fields of a sheet that may be withheld."""
    rule = SHEETS[heading.kind].withheld
    return (*rule.fields, *rule.presences) if rule else ()


def kept_cells(store: Path, upload: Upload, kinds: set[str]) -> Iterator[Spot]:
    """Where the accepted rows of these kinds hold a figure that may be shown, whatever other uploads tell."""
    active = [one for one in ledger.uploads(ledger.events(store)).values() if one.is_active]
    others = [one for one in active if one.upload_id != upload.upload_id]
    for kind, rows in accepted.read(store, [upload], sorted(kinds)).items():
        sheet = SHEETS[kind]
        names = (*sheet.withheld.fields, *sheet.withheld.presences) if sheet.withheld else ()
        for row in shown_of(store, upload.upload_id, others, rows, sheet).iter_rows(named=True):
            for name in names:
                if row[name] is not None and row[f"{name}_column"]:
                    yield row["row_number"], column_number(row[f"{name}_column"])
