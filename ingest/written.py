"""How rows and cells are written in the XML of a large worksheet, and the cells of its columns, each spelling once."""

from __future__ import annotations

import array
import re
from collections.abc import Container, Iterable, Sequence
from itertools import repeat
from typing import Any

from ingest.address import column_number
from ingest.codes import BLANK, told_apart

EMPTY = b"/>"
MOST_LETTERS = 3
# A cell without a value has no tag but its own end.
MOST_EMPTY_TAGS = 1
ROW_HEAD = re.compile(rb'(?: [\w:]+="[^"<>]*")*\s*>\s*')
EMPTY_ROWS = rb'(?:\s*<%srow r="\d+"(?: [\w:]+="[^"<>]*")*\s*/>)*\s*'
# All that may stand between a cell's place and the next cell; what more there can be is left to the reader of values.
CELL = rb"""
(?:\ (?:s|t|cm|vm|ph)="[^"<>]*")*\s*
(?: />
  | >(?:<%v>[^<]*</%v>)?</%c>
  | >(?:<%f(?:\ [^<>]*)?(?:/>|>[^<]*</%f>))?(?:<%v(?:\ [^<>/]*)?>[^<]*</%v>|<%v\ ?/>)?</%c>
  | ><%is>(?:<%t(?:\ [^<>/]*)?>[^<]*</%t>)?</%is></%c>
)\s*"""

Cut = list[bytes]
Shape = tuple[bytes, ...]


class Uncut(ValueError):
    """A sheet that must be read whole."""


class Unlike(Uncut):
    """A row that does not follow on the one above, or has its cells in other columns."""


class Form:
    """How rows and cells begin and end in one sheet: with a prefix, mostly an empty one."""

    def __init__(self, prefix: bytes) -> None:
        self.prefix = prefix
        self.row, self.row_end = b'<%srow r="' % prefix, b"</%srow>" % prefix
        self.cell, self.end = b'<%sc r="' % prefix, b"</%ssheetData>" % prefix
        self.place = re.compile(rb'(%s[A-Z]{1,3})(\d+)"' % self.cell)
        self.empty_rows = re.compile(EMPTY_ROWS % prefix)
        self.is_cell = re.compile(CELL.replace(b"%", prefix), re.VERBOSE).fullmatch

    def after_empty_rows(self, text: bytes) -> bytes:
        """What follows the rows without cells that are written in one tag."""
        found = self.empty_rows.match(text)
        return text[found.end() :] if found else text

    def number(self, text: bytes) -> bytes:
        """The number that a row gives itself."""
        number = text[len(self.row) : text.find(b'"', len(self.row))]
        if not text.startswith(self.row) or not number.isdigit():
            raise Uncut
        return number

    def cut(self, texts: list[bytes], first: int) -> list[Cut]:
        """Rows that follow on each other, cut wherever their number ends a place.

        Each is then what is before its number, its head, and its cells, each with the next one's column behind it.
        """
        return list(map(bytes.split, texts, map(b'%d"'.__mod__, range(first, first + len(texts)))))

    def cut_closely(self, text: bytes, number: bytes) -> Cut:
        """The same for one row, where its number stands elsewhere too."""
        opening, _, rest = text.partition(number + b'"')
        head, *places = self.place.split(rest)
        names, numbers, cells = places[::3], places[1::3], places[2::3]
        if {*numbers} - {number}:
            raise Uncut
        return [opening, *(text + name for text, name in zip([head, *cells], [*names, b""], strict=True))]

    def shaped(self, text: bytes) -> tuple[int, Shape, Cut]:
        """A row by itself: its number, the columns of its cells, and what it is cut into."""
        text = self.after_empty_rows(text)
        number = self.number(text)
        cut = text.split(number + b'"')
        if not all(shape := shape_of(cut)):
            cut = self.cut_closely(text, number)
            shape = shape_of(cut)
        numbers = list(map(number_of, shape))
        if not all(shape) or numbers != sorted(set(numbers)):
            raise Uncut
        return int(number), shape, cut

    def is_head(self, head: bytes, shape: Shape) -> bool:
        """Whether this stands between a row's number and its first cell."""
        tail = self.cell + shape[0] if shape else b""
        return head.endswith(tail) and bool(ROW_HEAD.fullmatch(head[: len(head) - len(tail)]))

    def listed(self, cells: Iterable[bytes]) -> bytes:
        """Rows of one cell each, without places."""
        opening = b"<%srow><%sc" % (self.prefix, self.prefix)
        return opening + (self.row_end + opening).join(cells) + self.row_end


class Written:
    """The cells of one column that stand before a cell of one other column, or end their row."""

    def __init__(self, column: WrittenColumn, form: Form, following: bytes) -> None:
        self.column, self.is_cell = column, form.is_cell
        self.tail = form.cell + following if following else b""
        self.places: dict[bytes, int] = {}

    def codes(self, tokens: Sequence[bytes]) -> list[int]:
        """The codes of some cells, new ones for those that were not seen before."""
        try:
            return list(map(self.places.__getitem__, tokens))
        except KeyError:
            self.learn([token for token in dict.fromkeys(tokens) if token not in self.places])
            return list(map(self.places.__getitem__, tokens))

    def learn(self, tokens: list[bytes]) -> None:
        """Give codes to these, if each is one cell and such a one follows it."""
        cells = list(map(bytes.removesuffix, tokens, repeat(self.tail)))
        if not all(map(bytes.endswith, tokens, repeat(self.tail))) or not all(map(self.is_cell, cells)):
            raise Unlike
        self.places.update(zip(tokens, self.column.new_codes(cells), strict=True))


class WrittenColumn:
    """One column so far: a code for every row, and behind the codes the cells, whose values are read later."""

    def __init__(self) -> None:
        self.codes: array.array[int] = array.array("i")
        self.unread: list[bytes] = []
        self.values: list[Any] = []
        self.empty: set[int] = set()
        self.count = 0
        self.blank: int | None = None

    def new_codes(self, cells: list[bytes]) -> range:
        """Codes for these cells."""
        codes = range(self.count, self.count + len(cells))
        self.count = codes.stop
        self.unread += cells
        tags = list(map(bytes.count, cells, repeat(b"<")))
        if min(tags) <= MOST_EMPTY_TAGS:
            self.empty |= {code for code, count in zip(codes, tags, strict=True) if count <= MOST_EMPTY_TAGS}
        return codes

    def fill(self, height: int) -> bool:
        """Blanks down to some row; whether there were any to fill in."""
        missing = height - len(self.codes)
        if missing > 0:
            self.blank = self.new_codes([EMPTY])[0] if self.blank is None else self.blank
            self.codes.extend(array.array("i", [self.blank]) * missing)
        return missing > 0

    def new_cells(self) -> list[bytes]:
        """The cells that are to be read; they are let go."""
        new, self.unread = self.unread, []
        return new

    def span(self, nothing: Container[int]) -> range:
        """The rows from the first that holds something to the last."""
        first = next((row for row, code in enumerate(self.codes) if code not in nothing), None)
        if first is None:
            return range(0)
        after = next(row for row, code in enumerate(reversed(self.codes)) if code not in nothing)
        return range(first, len(self.codes) - after)

    def doubtful(self) -> set[int]:
        """What is written and yet may be nothing."""
        return {code for code, value in enumerate(self.values) if value == BLANK} | self.empty

    def distinct(self, rows: range, is_in_order: bool) -> tuple[dict[Any, Any], array.array[int]]:
        """The distinct values of some rows, in order of appearance, and a code for each row."""
        values, codes = told_apart(self.values), self.codes[rows.start : rows.stop]
        used = None if is_in_order else dict.fromkeys(codes)
        places = dict.fromkeys(values if used is None else map(values.__getitem__, used))
        if used is None and len(places) == len(values):
            return places, codes
        numbers = {value: place for place, value in enumerate(places)}
        renamed = {code: numbers[values[code]] for code in used or range(len(values))}
        return places, array.array("i", list(map(renamed.__getitem__, codes)))


def shape_of(cut: Cut) -> Shape:
    """The columns of a row's cells; one without a name where the row was cut at a wrong place."""
    return tuple(map(letters_at_end, cut[1:-1]))


def letters_at_end(token: bytes) -> bytes:
    """The letters of the place that a cut text ends with; nothing if it does not."""
    letters = token[token.rfind(b'"') + 1 :]
    return letters if letters.isalpha() and letters.isupper() and len(letters) <= MOST_LETTERS else b""


def number_of(letters: bytes) -> int:
    """A column's number, from 0."""
    return column_number(letters.decode())
