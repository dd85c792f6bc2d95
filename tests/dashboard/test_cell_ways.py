"""From a cell of the matrix: what a click opens, and what arrow keys only tell of."""

from __future__ import annotations

import pytest

from dashboard import tables
from dashboard.cell_ways import FIRST, Place, walked, way
from dashboard.matrix_lines import NAME, Line

UNIT = Line("甲局", "第一组", "A1", {"filing": "✖"})
GROUP = Line("▾ 第一组", "第一组", "", {"filing": "✖ 0/8"})


@pytest.mark.parametrize(
    ("left", "place", "is_walk"),
    [
        (None, FIRST, True),
        (None, (4, "filing"), False),
        (FIRST, (1, NAME), True),
        (FIRST, (0, "filing"), True),
        ((4, "filing"), (9, "filing"), True),
        ((4, "filing"), (9, "draft"), False),
    ],
)
def test_arrow_keys_begin_in_the_first_cell_and_keep_to_a_row_or_a_column(
    left: Place | None, place: Place, is_walk: bool
) -> None:
    assert walked(left, place) is is_walk


def test_every_cell_leads_to_what_is_behind_it() -> None:
    assert way(UNIT, "filing", "group") == (tables.TRACE_PAGE, {"unit": "A1", "requirement": "filing"})
    assert way(UNIT, "draft", "group") == (tables.UNIT_PAGE, {"unit": "A1"})
    assert way(UNIT, NAME, "group") == (tables.UNIT_PAGE, {"unit": "A1"})
    assert way(GROUP, "filing", "group") == (tables.UNITS_PAGE, {"group": "第一组", "requirement": "filing"})
    assert way(GROUP, NAME, "class") == (tables.UNITS_PAGE, {"class": "第一组"})
