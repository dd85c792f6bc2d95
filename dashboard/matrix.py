"""Units against requirements: groups as rows that open into their units, a light in every cell, each cell a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import polars as pl

from dashboard import behind, data, filters
from dashboard.matrix_lines import UNIT, UNITS, Cell, Line, Row, lines
from dashboard.paper.html import element
from dashboard.words import say

ALL_OPEN, WORST_UNITS, MOST_UNITS, MOST_GROUPS, MOST_BARS = 120, 5, 60, 40, 12
OVERVIEW, AFTER = "", "after-matrix"
# Unicode's separator of lines: no word of the page has it, and no reader of attributes makes it a blank.
BETWEEN = "\u2028"


def of_groups(groups: pl.DataFrame, grouping: str, parameter: str, unit_count: int) -> list[Element]:
    """The groups with the units of the one that is chosen; else the worst of the worst, or all where there are few."""
    choice = f"open_{parameter}"
    names = [name for name in groups["group_name"].to_list() if name]
    chosen = filters.by_link(choice, say("matrix.open"), dict(zip(names, names, strict=True)))
    opened, asked = asked_of(names, chosen, unit_count)
    cells = data.frame("overview__unit_cells", grouping=grouping, **asked)
    group_cells = data.frame("overview__group_cells", grouping=grouping, group_names=tuple(names))
    titles = data.names(group_cells, "requirement_id", "requirement_title")
    found = lines(groups, group_cells, cells, opened, parameter)
    opening = partial(opening_link, partial(filters.address_kept(), OVERVIEW, by=grouping), choice, chosen)

    def way(line: Line) -> Element:
        if line.is_rest and asked["unit_limit"] != WORST_UNITS:
            return element("a", line.name, href=filters.address(UNITS, **{parameter: line.group}))
        return opening(line)

    return [
        element("p", say("matrix.hint"), " ", skip(), class_="quiet"),
        element("p", say("matrix.hint_narrow"), class_="quiet narrow"),
        element("div", table(found, titles, way), class_="matrix-box"),
        element("p", behind.way("matrix"), id=AFTER, tabindex=-1, class_="after"),
    ]


def asked_of(names: Sequence[str], chosen: str, unit_count: int) -> tuple[set[str], Row]:
    """Which groups are open, and which units that asks for: all where there are few, else the worst of one group.

    Nobody has asked for more than a few of a group that is open by itself.
    """
    if chosen:
        return {chosen}, {"group_name": chosen, "unit_limit": MOST_UNITS}
    if unit_count <= ALL_OPEN:
        return set(names), {"group_name": None, "unit_limit": ALL_OPEN}
    return set(names[:1]), {"group_name": next(iter(names), ""), "unit_limit": WORST_UNITS}


def skip() -> Element:
    """The way past the matrix for who goes from link to link."""
    return element("a", say("matrix.skip"), href=f"#{AFTER}", class_="pass")


def opening_link(to: Any, choice: str, chosen: str, line: Line) -> Element:
    """The name of a group, and how many more it has, opens it alone; what is alone already makes way for the usual."""
    wanted = "" if line.group == chosen else line.group
    href = to(**{choice: wanted}) if wanted else to()
    return element("a", line.name, href=href, data_choice=filters.says(**{choice: wanted}))


def table(found: Sequence[Line], titles: Mapping[str, str], way: Callable[[Line], Element]) -> Element:
    """The lines as a table whose headings stay in sight; arrow keys go from cell to cell, so that Tab need not."""
    heads = [element("th", title, scope="col") for title in titles.values()]
    head = element("tr", element("th", say("column.unit_name"), scope="col"), *heads)
    address = filters.address_kept()
    rows = []
    for line in found:
        link = element("a", line.name, href=address(UNIT, unit=line.unit_id)) if line.unit_id else way(line)
        name = element("th", link, scope="row")
        cells = [cell(line.cells.get(one), address) for one in titles]
        rows.append(element("tr", name, *cells, class_=kind_of(line), data_told=told(line, titles)))
    # On a narrow screen only the first of several open groups is (overview.css).
    kind = "matrix every" if sum(line.is_open for line in found) > 1 else "matrix"
    whole = element("thead", head), element("tbody", *rows)
    return element("table", *whole, class_=kind, role="grid", aria_label=say("overview.matrix_title"))


def kind_of(line: Line) -> str:
    """What the style knows a line as."""
    return "unit" if line.unit_id else "rest" if line.is_rest else "group"


def told(line: Line, titles: Iterable[str]) -> str:
    """What a row says in words, a line a cell, and last of whom: web/cells.js gives each cell its words.

    The framework reads and cleans every attribute of a page before it draws any of it, and most are in these cells.
    """
    cells = [line.cells.get(one) for one in titles]
    return BETWEEN.join([*(one.told if one else "" for one in cells), line.name if line.unit_id else line.group])


def cell(one: Cell | None, address: Any) -> Element:
    """One cell: mark and count in the colour of the light."""
    if one is None:
        return element("td")
    light = {"class_": f"lit-{one.status}"} if one.status else {}
    return element("td", element("a", one.shown, href=address(one.page, **one.about), **light))
