"""Figures of one row that must agree: a part is no more than its whole, and what adds up comes to its sum."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from ingest.parse import Read
from ingest.rows import Judged, is_withdrawn
from ingest.spec import Column, Sum

FIX = "请核对原始票数后改正。"


def compare_figures(judged: Judged) -> None:
    """A finding at every figure that the row's others belie; what cannot be so is not taken."""
    falling = [judged.sheet.column(name) for name in judged.sheet.falling]
    unread = {finding.cell for finding in judged.findings if finding.is_blocking}
    for place, part in enumerate(falling):
        above_whole(judged, part, falling[:place][::-1], unread)
    for total in judged.sheet.sums:
        if total.of is not None:
            adds_up(judged, total, judged.sheet.column(total.of), unread)


def above_whole(judged: Judged, part: Column, wholes: list[Column], unread: set[str]) -> None:
    """A part above one of the figures before it, told against the nearest."""
    reads: dict[int, Read] = {}
    for whole in wholes:
        for inside in at(judged, pl.col(part.field) > pl.col(whole.field), (part, whole), unread):
            figures = judged.frame[part.field][inside], judged.frame[whole.field][inside]
            message = f"“{part.label}”是 {figures[0]}，多于“{whole.label}”{figures[1]}。{FIX}"
            reads.setdefault(inside, Read(None, "figure.above_whole", message))
    refuse(judged, part, reads, judged.frame[part.field])


def adds_up(judged: Judged, total: Sum, whole: Column, unread: set[str]) -> None:
    """Options that come to more than was cast cannot be; to less they can, where some chose none."""
    terms = [judged.sheet.column(name) for name in total.terms]
    names = [column.field for column in terms]
    place = next((column for column in terms if column.field in judged.region.heading.columns), terms[0])
    sums = judged.frame.select(pl.sum_horizontal(names).alias(total.field))[total.field]
    is_filled = pl.any_horizontal(pl.col(names).is_not_null())
    about = (*terms, whole)

    def told(inside: int, code: str, how: str) -> Read:
        figures = f"各档合计是 {sums[inside]}，{how}“{whole.label}”{judged.frame[whole.field][inside]}。"
        hint = FIX if code == "figure.sum_above" else "有人没有选的不用管，填错了请改正。"
        return Read(None, code, f"“{total.label.removesuffix('合计')}”{figures}{hint}")

    above = at(judged, is_filled & (pl.sum_horizontal(names) > pl.col(whole.field)), about, unread)
    refuse(judged, place, {inside: told(inside, "figure.sum_above", "多于") for inside in above}, sums)
    for inside in at(judged, is_filled & (pl.sum_horizontal(names) < pl.col(whole.field)), about, unread):
        judged.add("warning", inside, place, told(inside, "figure.sum_below", "少于"), str(sums[inside]))


def at(judged: Judged, holds: pl.Expr, about: Iterable[Column], unread: set[str]) -> list[int]:
    """The rows in which something holds of figures that were all read."""
    found = judged.frame.select(holds.fill_null(False).alias("holds"))["holds"].to_numpy() & ~is_withdrawn(judged)
    fields = [column.field for column in about]
    return [
        inside
        for inside in np.flatnonzero(found).tolist()
        if not unread.intersection(judged.place(inside, name) for name in fields)
    ]


def refuse(judged: Judged, column: Column, reads: dict[int, Read], found: pl.Series) -> None:
    """Rows that are not taken, each with what is wrong."""
    judged.refuse(
        column, np.array(sorted(reads), dtype=int), lambda one: reads[int(one)], lambda one: str(found[int(one)])
    )
