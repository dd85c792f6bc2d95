"""Heading rows are found wherever they stand: five hundred layouts, drawn by seed."""

from __future__ import annotations

import random

import numpy as np
import pytest

from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.headings import find_headings, vocabulary
from ingest.ooxml import Facts
from ingest.read import Grid, GridColumn, Value
from ingest.spec import Sheet

WORDS = vocabulary(SHEETS, Context())
TITLES = [
    "东阳市深入学习实践科学发展观活动情况统计表",
    "附件2",
    "填报单位：教育局",
    "填报日期：2009年5月29日",
    "单位：人、次",
]
STRANGERS = ["序号", "填表科室", "核对人", "存档号", "去年同期"]
DATA: list[Value] = [
    "教育局",
    12.0,
    "2009-05-20",
    "是",
    None,
    "通过",
    "好",
    "书面",
    "市纪委、组织部",
    "备注",
    "东阳市税务局",
]


def grid_of(rows: list[list[Value]], first_row: int = 1, first_column: int = 0, name: str = "Sheet1") -> Grid:
    """A grid of plain rows."""
    columns = []
    for cells in zip(*rows, strict=True):
        values = list(dict.fromkeys(cells))
        columns.append(GridColumn(values, np.array([values.index(cell) for cell in cells], dtype=np.int32)))
    return Grid(name, False, first_row, first_column, len(rows), columns, Facts())


def dressed(heading: str, chance: random.Random) -> str:
    """A heading as clerks decorate it."""
    middle = chance.randrange(1, len(heading)) if len(heading) > 1 else 1
    dresses = [
        heading,
        f"{heading}*",
        f"*{heading}",
        f" {heading} ",
        f"{heading}：",
        f"{heading[:middle]}\n{heading[middle:]}",
        f"{heading[:middle]}  {heading[middle:]}",
        f"{heading}（必填）",
    ]
    return chance.choice(dresses)


def layout(sheet: Sheet, chance: random.Random) -> tuple[Grid, int, dict[str, int]]:
    """A sheet with titles above, strangers between and columns in any order; its heading row and true columns."""
    optional = [c for c in sheet.columns if not c.required]
    needed = [c for c in sheet.columns if c.required]
    kept = needed + chance.sample(optional, chance.randrange(min(3, len(optional)), len(optional) + 1))
    cells: list[tuple[str | None, str]] = [
        (
            c.field,
            dressed(
                chance.choice([h for h in c.headings if "/" not in h] or [h.replace("/", "") for h in c.headings]),
                chance,
            ),
        )
        for c in kept
    ]
    cells += [(None, stranger) for stranger in chance.sample(STRANGERS, chance.randrange(0, 3))]
    chance.shuffle(cells)
    width = len(cells)
    above: list[list[Value]] = [[chance.choice(TITLES), *[None] * (width - 1)] for _ in range(chance.randrange(0, 5))]
    below: list[list[Value]] = [[chance.choice(DATA) for _ in cells] for _ in range(chance.randrange(1, 8))]
    first_row, first_column = chance.randrange(1, 6), chance.randrange(0, 4)
    grid = grid_of([*above, [text for _, text in cells], *below], first_row, first_column)
    truth = {name: place + first_column for place, (name, _) in enumerate(cells) if name}
    return grid, first_row + len(above), truth


@pytest.mark.parametrize("kind", SHEETS)
def test_any_layout_of_a_sheet_is_found(kind: str) -> None:
    for seed in range(60):
        grid, row, truth = layout(SHEETS[kind], random.Random(f"{kind}{seed}"))
        headings = find_headings(grid, WORDS)
        assert [(h.kind, h.last_row, h.columns) for h in headings] == [(kind, row, truth)], seed


def test_a_data_row_is_no_heading() -> None:
    rows: list[list[Value]] = [
        ["单位", "会议类型", "主题", "备注"],
        ["教育局", "民主讨论", "主题", "备注"],
        ["税务局", "民主讨论", "备注", "说明"],
    ]
    assert len(find_headings(grid_of(rows), WORDS)) == 1


def test_a_table_of_two_columns_needs_its_required_ones() -> None:
    assert find_headings(grid_of([["单位", "电话"], ["教育局", "123"]]), WORDS) == []
    assert find_headings(grid_of([["姓名", "备注"], ["甲", "乙"]]), WORDS) == []


def test_a_heading_printed_again_starts_again() -> None:
    head: list[Value] = ["单位", "会议类型", "召开日期"]
    rows = [head, ["教育局", "民主讨论", "5月20日"], head, ["税务局", "民主讨论", "5月20日"]]
    assert [heading.last_row for heading in find_headings(grid_of(rows), WORDS)] == [1, 3]


def test_of_two_columns_for_one_field_the_better_spelling_is_read() -> None:
    rows: list[list[Value]] = [["单位", "会议名称", "会议类型", "召开日期"], ["教育局", "x", "民主讨论", "5月20日"]]
    (heading,) = find_headings(grid_of(rows), WORDS)
    assert (heading.columns["meeting_type"], heading.doubled) == (2, {1: "meeting_type"})
