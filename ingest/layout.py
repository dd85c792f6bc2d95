"""Which rows of a sheet are facts: titles, totals, footnotes, blank and untouched rows are not."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ingest.fold import squeeze
from ingest.headings import Heading, Vocabulary, find_headings
from ingest.limits import Unreadable
from ingest.parse import LONGEST_BLANK, is_blank, show
from ingest.read import Grid, GridColumn, Value, rows_with
from ingest.spec import Sheet

TOTAL = re.compile(
    r"(?:[合总小共]计|累计|总数|平均)(?:数|人数|\(.{1,4}\))?:?|(?:全市|本页|本表)[合总小共]计.{0,3}|.{2,8}[合总小共]计"
)
SIGNED = re.compile(
    r"(?:填报)?单位\((?:盖章|公章|签章)\).*"
    r"|(?:填报|填表|制表|审核|审批|复核|(?:单位|主要)?负责人|联系人|分管领导|经办人|联系电话)[^:]{0,6}:.*"
    r"|(?:填写)?[示样]例\d*(?::.*)?|例\d?:.*"
)
NOTE = re.compile(
    r"(?:注|备注|说明|报送|截至|截止|数据)[^:]{0,6}:.*|注\d?[.、].*|[※★*].+|填[表报]说明.*|(?:数据)?截[至止].*"
)
LONELY = re.compile(
    r"\d{1,2}[.、)].{4,}|(?:以上|本表|上表|此表).{2,}|\(.*\)|.{0,12}\((?:盖章|公章|签章|签字)\):?|\d{4}年\d{1,2}月\d{1,2}日"
)
MARK_STARTS = frozenset("例示样注备说填制审复负单主分联经报截数总平以本上此※★*(（ ")
STEMS = frozenset("甲乙丙丁戊")
TITLE_ROWS = 3


@dataclass(frozen=True)
class Region:
    """One table of a sheet: its heading, its rows of facts and those of totals, by place inside the grid (from 0)."""

    grid: Grid
    heading: Heading
    rows: np.ndarray
    untouched: np.ndarray
    codes: dict[str, np.ndarray]
    totals: np.ndarray

    def column(self, name: str) -> GridColumn:
        """The grid column that holds a field."""
        return self.grid.columns[self.heading.columns[name] - self.grid.first_column]

    def places(self, top: int, bottom: int) -> range:
        """Where the rows of facts from one row number to another stand among all of them."""
        first, last = np.searchsorted(self.rows, [top - self.grid.first_row, bottom - self.grid.first_row + 1])
        return range(int(first), int(last))

    def row_number(self, inside: int) -> int:
        """The row number in the file."""
        return int(inside) + self.grid.first_row


def find_regions(grid: Grid, words: Vocabulary, most: int) -> list[Region]:
    """The tables of a sheet. A second heading ends the first table."""
    headings = find_headings(grid, words)
    if len(headings) > most:
        raise Unreadable(f"工作表“{grid.sheet_name}”里有 {len(headings)} 个表头，超过 {most} 个。请合成一张表后再报。")
    regions = []
    for place, heading in enumerate(headings):
        last = place + 1 == len(headings)
        end = grid.height if last else headings[place + 1].first_row - grid.first_row
        start = heading.last_row + 1 - grid.first_row
        regions.append(region(grid, heading, words.sheets[heading.kind], start, end, 0 if last else TITLE_ROWS))
    return regions


def region(grid: Grid, heading: Heading, sheet: Sheet, start: int, end: int, titles: int) -> Region:
    """A heading with the rows of facts below it."""
    codes = {name: filled_codes(grid, heading, column) for name, column in heading.columns.items()}
    blanks = {name: blank_rows(grid, heading.columns[name], held)[start:end] for name, held in codes.items()}
    filled = sum((~blank for blank in blanks.values()), np.zeros(max(0, end - start), dtype=np.int16))
    kept = filled > 0
    kept |= error_rows(grid, heading, start, end)
    marked, totals = marked_rows(grid, heading, sheet, start, end, filled)
    kept &= ~marked
    if len(kept) and is_numbering(grid.row(start + grid.first_row)):
        kept[0] = False
    if titles and len(kept):
        kept[-titles:] &= filled[-titles:] > 1
    untouched = kept & untouched_rows(sheet, blanks, kept)
    untouched &= ~error_rows(grid, heading, start, end)
    return Region(
        grid,
        heading,
        np.flatnonzero(kept & ~untouched) + start,
        np.flatnonzero(untouched) + start,
        codes,
        np.flatnonzero(totals) + start,
    )


def is_numbering(cells: dict[int, Value]) -> bool:
    """The row 甲 乙 1 2 3 that statistical forms print below their heading."""
    words = [squeeze(show(value)).strip("()栏") for value in cells.values()]
    numbers = [word for word in words if word not in STEMS]
    return len(words) > 2 and len(numbers) > 1 and numbers == [str(place) for place in range(1, len(numbers) + 1)]


def blank_rows(grid: Grid, column: int, codes: np.ndarray) -> np.ndarray:
    """Which rows of a column are blank."""
    held = grid.columns[column - grid.first_column]
    marks = [code for code, value in short_texts(held.values) if is_mark_of_nothing(value)]
    return rows_with(codes, [*held.blanks, *marks], len(held.values))


def short_texts(values: list[Value]) -> list[tuple[int, str]]:
    """The texts that may be marks, with their codes. In most long columns there are none, as a sweep tells."""
    texts = [value for value in values if isinstance(value, str)]
    if min(map(len, texts), default=LONGEST_BLANK + 1) > LONGEST_BLANK:
        return []
    return [(code, value) for code, value in enumerate(values) if type(value) is str and len(value) <= LONGEST_BLANK]


def is_mark_of_nothing(text: str) -> bool:
    """Whether a short text is a dash, unseen characters or the like; letters with digits among them never are."""
    return not (text.isalnum() and not text.isalpha()) and is_blank(text)


def filled_codes(grid: Grid, heading: Heading, column: int) -> np.ndarray:
    """A column's codes with merged cells filled down inside their range, below the heading."""
    codes = grid.columns[column - grid.first_column].codes
    spans = [m for m in grid.merges if m[1] == column and m[0] > heading.last_row and m[2] > m[0]]
    if not spans:
        return codes
    codes = codes.copy()
    for top, _, bottom, _ in spans:
        first = top - grid.first_row
        if 0 <= first < len(codes):
            codes[first : bottom - grid.first_row + 1] = codes[first]
    return codes


def error_rows(grid: Grid, heading: Heading, start: int, end: int) -> np.ndarray:
    """Rows with an error cell or a formula without value in one of the table's columns: never blank."""
    marked = np.zeros(max(0, end - start), dtype=bool)
    columns = set(heading.columns.values())
    for row, column in (*grid.errors, *grid.facts.uncached):
        inside = row - grid.first_row - start
        if column in columns and 0 <= inside < len(marked):
            marked[inside] = True
    return marked


def marked_rows(
    grid: Grid, heading: Heading, sheet: Sheet, start: int, end: int, filled: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Totals, signatures and footnotes, known by the words in the table's first columns; and the totals alone.

    In a column of free text such words are a row's own, unless the first column is blank.
    """
    first = min(heading.columns.values())
    leading = {*range(grid.first_column, first + 1), *sorted(heading.columns.values())[:3]}
    free = {number for name, number in heading.columns.items() if sheet.column(name).type == "text"} - {first}
    totals = np.zeros(max(0, end - start), dtype=bool)
    marked = totals.copy()
    begun = ~blank_rows(grid, first, grid.columns[first - grid.first_column].codes)[start:end]
    for column in sorted(leading):
        held = grid.columns[column - grid.first_column]
        codes = held.codes[start:end]
        may = ~begun if column in free else np.ones(len(codes), dtype=bool)
        total, signed, noted, lonely = marked_codes(held)
        if total:
            totals |= rows_with(codes, total, len(held.values)) & may
        for codes_of, most in ((signed, len(heading.columns)), (noted, 2), (lonely, 1)):
            if codes_of:
                marked |= rows_with(codes, codes_of, len(held.values)) & (filled <= most) & may
    return marked | totals, totals


def marked_codes(column: GridColumn) -> tuple[list[int], ...]:
    """The codes of a column's words for totals, of signatures, and of notes, which count only in rows of few cells."""
    found: tuple[list[int], ...] = ([], [], [], [])
    totals, signed, noted, lonely = found
    for code, value in enumerate(column.values):
        if type(value) is not str or not may_be_mark(value):
            continue
        text = squeeze(value)
        if len(text) <= 12 and TOTAL.fullmatch(text):
            totals.append(code)
        elif SIGNED.fullmatch(text):
            signed.append(code)
        elif NOTE.fullmatch(text):
            noted.append(code)
        elif LONELY.fullmatch(text):
            lonely.append(code)
    return found


def may_be_mark(text: str) -> bool:
    """A quick look, so that a long column costs little."""
    if text[0].isdigit():
        return not text[1:3].isalnum() or text[-1] == "日"
    return text[0] in MARK_STARTS or "计" in text[:14] or "章" in text[-4:] or not text[0].isprintable()


def untouched_rows(sheet: Sheet, blanks: dict[str, np.ndarray], kept: np.ndarray) -> np.ndarray:
    """Rows of a template that hold only what was filled in beforehand: part of the key, and no date."""
    prefilled = [name for name in sheet.key if sheet.column(name).type != "date"]
    others = [blank for name, blank in blanks.items() if name not in prefilled and name != "withdrawn"]
    if not sheet.dates or not others:
        return np.zeros(len(kept), dtype=bool)
    withdrawn = ~blanks["withdrawn"] if "withdrawn" in blanks else np.zeros(len(kept), dtype=bool)
    return np.logical_and.reduce(others) & ~withdrawn
