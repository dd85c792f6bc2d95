"""Where the tables of a sheet are: heading rows wherever they stand, one row or a pair through merged spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from ingest.context import Context
from ingest.fold import heading_form, squeeze
from ingest.names import reference_aliases
from ingest.read import Grid, Value, rows_with
from ingest.spec import Sheet

LONGEST_HEADING = 40
MANY_VALUES = 1_000
TOP_ROWS = 200
FEWEST_HEADINGS = 2
FEWEST_WHEN_INCOMPLETE = 3


@dataclass(frozen=True)
class Heading:
    """One table's heading: which sheet it is, its rows, and which column holds which field (columns from 0)."""

    kind: str
    first_row: int
    last_row: int
    columns: dict[str, int]
    missing: tuple[str, ...] = ()
    unknown: dict[int, str] = field(default_factory=dict)
    doubled: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """Every known heading: kind → form → (field, place among its spellings); and all forms and halves of forms."""

    by_kind: dict[str, dict[str, tuple[str, int]]]
    pieces: frozenset[str]
    sheets: Mapping[str, Sheet]


def vocabulary(sheets: Mapping[str, Sheet], context: Context) -> Vocabulary:
    """The headings of the specs and those learnt."""
    written = tuple((kind, tuple((c.field, c.headings) for c in sheet.columns)) for kind, sheet in sheets.items())
    by_kind, pieces = spelt(written, tuple(context.headings.items()))
    return Vocabulary(by_kind, pieces, sheets)


@lru_cache(maxsize=16)
def spelt(
    written: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...],
    learnt: tuple[tuple[tuple[str, str], str], ...],
) -> tuple[dict[str, dict[str, tuple[str, int]]], frozenset[str]]:
    """Every form by kind, and all forms and halves, made once for all files under the same specs."""
    by_kind = {kind: sheet_forms(columns) for kind, columns in written}
    for (kind, text), name in learnt:
        if any(name == known for known, _ in by_kind.get(kind, {}).values()):
            by_kind[kind].setdefault(heading_form(text), (name, 0))
    forms = {form for known in by_kind.values() for form in known}
    return by_kind, frozenset(forms | {half for form in forms for half in form.split("/")})


def sheet_forms(columns: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, int]]:
    """Every spelling of every heading of one sheet; two-row headings also written in one."""
    forms: dict[str, tuple[str, int]] = {}
    for name, headings in columns:
        for place, heading in enumerate((*headings, name)):
            form = form_of(heading)
            forms.setdefault(form, (name, place))
            forms.setdefault(form.replace("/", ""), (name, place))
    return forms


@lru_cache(maxsize=50_000)
def form_of(text: str) -> str:
    """`heading_form`, remembered: the same few headings come in hundreds of files."""
    return heading_form(text)


def find_headings(grid: Grid, words: Vocabulary) -> list[Heading]:
    """All heading rows of a sheet, top down."""
    found: list[Heading] = []
    texts = RowTexts(grid)
    for row in candidate_rows(grid, words):
        if found and row <= found[-1].last_row:
            continue
        heading = heading_at(texts, row, words)
        if heading:
            found.append(heading)
    return found


def candidate_rows(grid: Grid, words: Vocabulary) -> list[int]:
    """Rows with at least two cells that are headings or halves of headings. Each spelling is looked at once.

    A column of many different values is only looked at in the top rows and where another column has a heading.
    """
    hits = np.zeros(grid.height, dtype=np.int16)
    for column in sorted(grid.columns, key=lambda column: len(column.values)):
        codes = range(len(column.values))
        if len(column.values) > MANY_VALUES:
            near = hits > 0
            near[:TOP_ROWS] = True
            codes = np.unique(column.codes[near]).tolist()
        known = [code for code in codes if is_piece(column.values[code], words)]
        if known:
            hits += rows_with(column.codes, known, len(column.values))
    return [int(inside) + grid.first_row for inside in np.flatnonzero(hits >= FEWEST_HEADINGS)]


def is_piece(value: Value, words: Vocabulary) -> bool:
    """Whether a cell is a heading or half of one."""
    return type(value) is str and len(value) <= LONGEST_HEADING and form_of(value) in words.pieces


class RowTexts:
    """The cells of heading rows, with merged cells spread over their span."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.cache: dict[int, dict[int, Value]] = {}

    def row(self, number: int) -> dict[int, Value]:
        """The filled cells of one row."""
        if number not in self.cache:
            self.cache[number] = self.grid.row(number)
        return self.cache[number]

    def spread(self, number: int, below: dict[int, Value]) -> dict[int, Value]:
        """The upper row of a pair: blanks to the right of a cell belong to it where the lower row goes on."""
        upper = self.row(number)
        filled: dict[int, Value] = {}
        last: Value = None
        for column in range(self.grid.first_column, self.grid.first_column + self.grid.width):
            last = upper.get(column, last if column in below else None)
            if last is not None:
                filled[column] = last
        return filled


def heading_at(texts: RowTexts, row: int, words: Vocabulary) -> Heading | None:
    """The heading that starts at a row: alone, or with the row below when the pair says more."""
    single = best(texts, row, row, {c: [form(v)] for c, v in texts.row(row).items()}, words)
    below = texts.row(row + 1)
    if not below or not is_textual(below):
        return single
    pair = best(texts, row, row + 1, pair_forms(texts.row(row), texts.spread(row, below), below), words)
    lower = best(texts, row + 1, row + 1, {c: [form(v)] for c, v in below.items()}, words)
    strongest = max(size(single), size(lower))
    if size(pair) > strongest:
        return pair
    return single if size(single) >= size(lower) else None


def size(heading: Heading | None) -> int:
    """How many fields a heading names."""
    return len(heading.columns) if heading else 0


def form(value: Value) -> str:
    """A heading cell's form, empty when it is no text."""
    return form_of(value) if isinstance(value, str) and len(value) <= LONGEST_HEADING else ""


def is_textual(cells: dict[int, Value]) -> bool:
    """A heading row holds words; a row with numbers or dates is data."""
    return sum(isinstance(value, str) for value in cells.values()) >= 0.8 * len(cells)


def pair_forms(own: dict[int, Value], upper: dict[int, Value], below: dict[int, Value]) -> dict[int, list[str]]:
    """For each column of a pair, the forms to try, the most exact first."""
    forms = {}
    for column in sorted({*own, *upper, *below}):
        top, bottom = form(upper.get(column)), form(below.get(column))
        forms[column] = [f"{top}/{bottom}", f"{top}{bottom}", bottom] if bottom else [form(own.get(column))]
    return forms


def best(texts: RowTexts, first: int, last: int, forms: dict[int, list[str]], words: Vocabulary) -> Heading | None:
    """The sheet whose headings match most; among equals the complete one, then the one that the titles name."""
    if not is_textual(texts.row(first)):
        return None
    readings = [assign(kind, first, last, forms, words) for kind in words.by_kind]
    accepted = [heading for heading in readings if is_enough(heading, words, texts.grid)]
    if not accepted:
        return None
    return max(accepted, key=lambda heading: rank(heading, words, texts, first))


def rank(heading: Heading, words: Vocabulary, texts: RowTexts, first: int) -> tuple[int, int, int, int]:
    """What makes one reading of a heading better than another."""
    sheet = words.sheets[heading.kind]
    titled = is_titled(sheet, texts, first)
    return len(heading.columns), -len(heading.missing), titled, -len(sheet.columns)


def is_titled(sheet: Sheet, texts: RowTexts, first: int) -> bool:
    """Whether the sheet's tab or a line above the heading carries the sheet's title."""
    if squeeze(texts.grid.sheet_name) in (squeeze(sheet.kind), squeeze(sheet.title_en)):
        return True
    above = range(max(texts.grid.first_row, first - 3), first)
    lines = [texts.grid.sheet_name, *(str(value) for row in above for value in texts.row(row).values())]
    return any(sheet.title in squeeze(line) for line in lines)


def is_enough(heading: Heading, words: Vocabulary, grid: Grid) -> bool:
    """Whether so few headings can be this sheet's."""
    if not heading.missing:
        return len(heading.columns) >= min(FEWEST_HEADINGS, len(words.sheets[heading.kind].columns))
    return len(heading.columns) >= max(FEWEST_WHEN_INCOMPLETE, len(heading.unknown))


def assign(kind: str, first: int, last: int, forms: dict[int, list[str]], words: Vocabulary) -> Heading:
    """One sheet's reading of a heading: the first spelling listed wins where two columns claim one field."""
    known = words.by_kind[kind]
    taken: dict[str, tuple[int, int]] = {}
    unknown: dict[int, str] = {}
    doubled: dict[int, str] = {}
    for column, tries in forms.items():
        hit = next((known[text] for text in tries if text in known), None)
        if hit is None:
            if any(tries):
                unknown[column] = next(text for text in reversed(tries) if text)
            continue
        name, place = hit
        if name in taken and taken[name][0] <= place:
            doubled[column] = name
            continue
        if name in taken:
            doubled[taken[name][1]] = name
        taken[name] = (place, column)
    columns = {name: column for name, (_, column) in taken.items()}
    missing = tuple(c.field for c in words.sheets[kind].columns if c.required and c.field not in columns)
    return Heading(kind, first, last, columns, missing, unknown, doubled)


def is_ignored(text: str) -> bool:
    """Headings such as 序号 that carry nothing."""
    return ("heading", text) in reference_aliases()
