"""The rows of a large worksheet, cut into cells as the pass over its XML goes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from ingest.written import Cut, Form, Shape, Uncut, Unlike, Written, WrittenColumn, number_of


class CutSheet:
    """The cells of one sheet so far, column by column. Rows count from the first one."""

    def __init__(self, form: Form, box_cells: int) -> None:
        self.form, self.box_cells = form, box_cells
        self.columns: defaultdict[int, WrittenColumn] = defaultdict(WrittenColumn)
        self.written: dict[tuple[bytes, bytes], Written] = {}
        self.shape: Shape = ()
        self.first_row = self.height = 0
        self.is_in_order = True

    def add(self, texts: list[bytes]) -> None:
        """Some more rows. Mostly each follows on the one above and has its cells in the same columns."""
        try:
            self.add_alike(self.form.cut(texts, self.first_row + self.height))
        except Unlike:
            self.add_unlike(texts)

    def add_unlike(self, texts: list[bytes]) -> None:
        """Rows of several shapes, and rows missing between them; those that are alike are taken together."""
        shaped = [
            (shape, number - place, number, cut)
            for place, (number, shape, cut) in enumerate(map(self.form.shaped, texts))
        ]
        for (self.shape, _), group in groupby(shaped, key=itemgetter(0, 1)):
            numbers, cuts = zip(*(row[2:] for row in group), strict=True)
            self.first_row = self.first_row or numbers[0]
            if numbers[0] < max(1, self.first_row + self.height):
                raise Uncut
            self.height = numbers[0] - self.first_row
            self.add_alike(cuts)

    def add_alike(self, cuts: Sequence[Cut]) -> None:
        """Rows that follow on the last one and are alike; either all are taken or `Unlike` is raised."""
        if set(map(len, cuts)) != {len(self.shape) + 2}:
            raise Unlike
        openings, heads, *columns = zip(*cuts, strict=True)
        if set(openings) != {self.form.row}:
            raise Unlike
        if not all(self.form.is_head(head, self.shape) for head in set(heads)):
            raise Unlike
        places = zip(pairwise((*self.shape, b"")), columns, strict=True)
        found = [self.written_in(*names).codes(cells) for names, cells in places]
        self.refuse_far(self.height + len(cuts))
        for name, codes in zip(self.shape, found, strict=True):
            column = self.columns[number_of(name)]
            self.is_in_order &= not column.fill(self.height)
            column.codes.fromlist(codes)
        self.height += len(cuts)

    def refuse_far(self, height: int) -> None:
        """Do not fill a box so large that the reader of values must say whether it is one."""
        if height * (max(self.columns, default=0) - min(self.columns, default=0) + 1) > self.box_cells:
            raise Uncut

    def reach(self) -> tuple[int, int]:
        """The last row, counted from 1, and how many columns there are up to the last."""
        return self.first_row + self.height - 1, max(self.columns, default=-1) + 1

    def written_in(self, name: bytes, following: bytes) -> Written:
        """The cells of a column that stand before those of another, or before none."""
        if (name, following) not in self.written:
            self.written[name, following] = Written(self.columns[number_of(name)], self.form, following)
        return self.written[name, following]

    def fill(self) -> None:
        """Blanks below the last cell of every column."""
        for column in self.columns.values():
            self.is_in_order &= not column.fill(self.height)

    def box(self) -> tuple[range, range]:
        """The rows and columns from the first to the last that hold something, once the values are known."""
        certain = {number: column.span(column.doubtful()) for number, column in self.columns.items()}
        possible = {number: column.span(column.empty) for number, column in self.columns.items()}
        if around(certain) != around(possible):
            raise Uncut
        return around(certain)


def around(spans: dict[int, range]) -> tuple[range, range]:
    """The rows and columns that are spanned."""
    filled = {number: span for number, span in spans.items() if span}
    if not filled:
        return range(0), range(0)
    rows = range(min(span.start for span in filled.values()), max(span.stop for span in filled.values()))
    return rows, range(min(filled), max(filled) + 1)
