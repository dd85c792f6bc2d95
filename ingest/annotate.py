"""The sender's own workbook back, wrong cells filled, a comment at each, and a sheet that lists them with links.

It can be corrected and sent again as it is. Marks of an earlier round are taken off first: our fills become what was
there before, our part of a comment goes, what the sender wrote stays.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ingest import intact, own
from ingest.findings import Finding

AUTHOR = "台账"
COMMENT_HEAD = "【台账核对】"
MOST_COMMENTS = 5_000
CHARACTERS_A_LINE, MOST_LINES = 22, 20
LIST_ROW = 2
BEFORE = len(own.HEADINGS) + 1
FILL_WORDS = re.compile(r"(?=rgb [0-9A-F]{8} |(?:theme|indexed) \d{1,2} )(\w+) (\w+) (-?[01]\.\d{1,17})")
LINK_FONT = Font(color="1B4F8F", underline="single")
HEAD_FILL = PatternFill("solid", fgColor="E4E7EB")
OUR_COLOURS = frozenset(own.FILLS.values())


def marked(content: bytes, findings: list[Finding], kinds: dict[str, str]) -> bytes:
    """The workbook with these findings marked in it; it must be `intact.is_rewritable`."""
    kept = intact.kept_values(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), rich_text=True)
    restore_numbers(book, kept)
    unmark(book)
    before = mark_cells(book, findings)
    list_findings(book, own.lines(findings, kinds), before)
    out = io.BytesIO()
    book.save(out)
    return intact.with_results(out.getvalue(), kept)


def restore_numbers(book: Workbook, kept: dict[str, intact.Kept]) -> None:
    """Numbers that are no days, in cells formatted as days, are numbers again."""
    for sheet in book.worksheets:
        numbers = kept[sheet.title].numbers
        for cell in every_cell(sheet):
            if cell.data_type == "e" and cell.coordinate in numbers:
                cell.value = float(numbers[cell.coordinate][1])
                cell.data_type = "n"


def every_cell(sheet: Worksheet) -> Iterator[Cell]:
    """The cells that a sheet has; walking over its rows would make all those between them."""
    yield from [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def unmark(book: Workbook) -> None:
    """Take off every mark of an earlier round, and its list."""
    lists = [sheet for sheet in book.worksheets if own.is_list(sheet["A1"].value)]
    before = {key: text for sheet in lists for key, text in noted_fills(sheet)}
    for sheet in book.worksheets:
        for cell in every_cell(sheet):
            if cell.comment and COMMENT_HEAD in cell.comment.text:
                theirs = cell.comment.text.partition(COMMENT_HEAD)[0].rstrip()
                cell.comment = Comment(theirs, cell.comment.author) if theirs else None
                clear_fill(cell, before.get((sheet.title, cell.coordinate), ""))
            elif (noted := before.get((sheet.title, cell.coordinate))) is not None:
                clear_fill(cell, noted)
    for sheet in lists:
        book.remove(sheet)


def clear_fill(cell: Cell, noted: str) -> None:
    """Give a cell its own fill back, if what it shows is ours."""
    if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.value)[-6:] in OUR_COLOURS:
        cell.fill = fill_of(noted)


def noted_fills(sheet: Worksheet) -> Iterator[tuple[tuple[str, str], str]]:
    """What an earlier list noted of the fills that its marks replaced, by sheet and cell."""
    for row in sheet.iter_rows(min_row=LIST_ROW + 1, max_col=BEFORE, values_only=True):
        if row[0] is None:
            return
        if row[own.PLACE]:
            yield (str(row[own.PLACE - 1]), str(row[own.PLACE])), str(row[BEFORE - 1] or "")


def fill_text(cell: Cell) -> str:
    """A plain fill in a few words, so that it can be given back; empty for none."""
    fill = cell.fill
    if fill.fill_type != "solid":
        return ""
    return f"{fill.fgColor.type} {fill.fgColor.value} {fill.fgColor.tint}"


def fill_of(text: str) -> PatternFill:
    """The fill of such words; of any others, which a sender may have typed there, none."""
    words = FILL_WORDS.fullmatch(text)
    if words is None:
        return PatternFill()
    kind, value, tint = words.groups()
    return PatternFill("solid", fgColor=Color(**{kind: value if kind == "rgb" else int(value)}, tint=float(tint)))


def mark_cells(book: Workbook, findings: Iterable[Finding]) -> dict[Cell, str]:
    """Fill every wrong cell and comment on it; returns the fill that each had."""
    by_cell: dict[Cell, list[Finding]] = {}
    for finding in findings:
        cell = cell_of(book, finding)
        if cell is not None and finding.severity in own.FILLS:
            by_cell.setdefault(cell, []).append(finding)
    before = {}
    for cell, found in list(by_cell.items())[:MOST_COMMENTS]:
        worst = min((finding.severity for finding in found), key=own.WORST_FIRST.index)
        before[cell] = fill_text(cell)
        cell.fill = PatternFill("solid", fgColor=own.FILLS[worst])
        cell.comment = comment_on(cell, found)
    return before


def cell_of(book: Workbook, finding: Finding) -> Cell | None:
    """The cell that a finding speaks of, the first of its merged range; of a whole row, the first in it."""
    if finding.sheet not in book.sheetnames or not finding.cell:
        return None
    sheet = book[finding.sheet]
    cell = sheet[f"A{finding.cell}" if finding.cell.isdigit() else finding.cell]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell


def comment_on(cell: Cell, found: list[Finding]) -> Comment:
    """What is wrong with a cell, below what its sender had noted there."""
    said = "\n".join(
        own.plain(f"{finding.message}{finding.suggestion and '建议：' + finding.suggestion}") for finding in found
    )
    theirs, author = (cell.comment.text + "\n", cell.comment.author) if cell.comment else ("", AUTHOR)
    comment = Comment(f"{theirs}{COMMENT_HEAD}{said}", author)
    lines = 2 + comment.text.count("\n") + len(comment.text) // CHARACTERS_A_LINE
    comment.width, comment.height = 320, 20 * min(lines, MOST_LINES)
    return comment


def list_findings(book: Workbook, lines: list[own.Line], before: dict[Cell, str]) -> None:
    """The list as the first sheet, each row linked to its cell."""
    sheet = book.create_sheet(own.LIST_TITLE, 0)
    write_text(sheet.cell(1, 1), own.LIST_HEAD)
    sheet.cell(1, 1).font = Font(bold=True)
    for number, (heading, width) in enumerate(own.HEADINGS.items(), start=1):
        cell = sheet.cell(LIST_ROW, number, heading)
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, line in enumerate(lines, start=LIST_ROW + 1):
        write_line(book, sheet, row, line, before)
    if not lines:
        write_text(sheet.cell(LIST_ROW + 1, 1), "没有发现问题。")
    sheet.column_dimensions[get_column_letter(BEFORE)].hidden = True
    sheet.freeze_panes = sheet.cell(LIST_ROW + 1, 1)
    open_on(book, sheet)


def write_line(book: Workbook, sheet: Worksheet, row: int, line: own.Line, before: dict[Cell, str]) -> None:
    """One finding in the list."""
    for number, value in enumerate(line.cells, start=1):
        cell = sheet.cell(row, number)
        write_text(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if colour := own.FILLS.get(line.finding.severity):
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=colour)
    target = cell_of(book, line.finding)
    if target is None:
        return
    place = sheet.cell(row, own.PLACE + 1)
    write_text(place, target.coordinate)
    title = target.parent.title.replace("'", "''")
    place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{title}'!{target.coordinate}")
    place.font = LINK_FONT
    write_text(sheet.cell(row, BEFORE), before.get(target, ""))


def write_text(cell: Cell, value: Any) -> None:
    """A value as it is; a text never becomes a formula, not even when it is typed over."""
    cell.value = value
    if isinstance(value, str) and value[:1] in "=+-@":
        cell.data_type, cell.quotePrefix = "s", True


def open_on(book: Workbook, sheet: Worksheet) -> None:
    """The workbook opens on one sheet, and no other is selected along with it."""
    book.active = sheet
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
