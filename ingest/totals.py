"""Rows of totals are no facts, but a total that is not the sum of its rows shows that something is wrong."""

from __future__ import annotations

import numpy as np

from ingest.address import cell
from ingest.findings import Finding
from ingest.parse import is_blank, read_number, show
from ingest.rows import Judged

SUMMED = ("count", "number")


def compare_totals(judged: Judged) -> None:
    """A notice at every total that is neither the sum of all rows nor of those since the last total."""
    region = judged.region
    if not len(region.totals) or not len(region.rows):
        return
    for name, number in region.heading.columns.items():
        if judged.sheet.column(name).type in SUMMED and name not in judged.sheet.key:
            compare_column(judged, name, number)


def compare_column(judged: Judged, name: str, number: int) -> None:
    """The totals of one column. A cell that could not be read leaves the sum open, and so nothing to compare."""
    region = judged.region
    held = region.column(name)
    sums = running(judged.frame[name].fill_null(0).to_numpy())
    written = np.array([not is_blank(value) for value in held.values])[region.codes[name][region.rows]]
    unread = running(written & judged.frame[name].is_null().to_numpy())
    since = 0
    for total in region.totals.tolist():
        end = int(np.searchsorted(region.rows, total))
        shown = held.values[held.codes[total]]
        stated = read_number(shown).value
        spans = {(since, end), (0, end)} if end else {(0, len(region.rows))}
        if stated is not None and not any(unread[last] - unread[first] for first, last in spans):
            found = {float(sums[last] - sums[first]) for first, last in spans}
            if not any(abs(one - stated) < 1e-6 for one in found):
                tell(judged, name, cell(region.row_number(total), number), show(shown), found)
        since = end


def running(values: np.ndarray) -> np.ndarray:
    """The sums up to each place, nought first."""
    return np.concatenate([[0], np.cumsum(values)])


def tell(judged: Judged, name: str, place: str, written: str, sums: set[float]) -> None:
    """The notice at a total."""
    label = judged.sheet.column(name).label
    right = " 或 ".join(show(found) for found in sorted(sums))
    message = f"“{label}”的合计写的是 {written}，各行相加是 {right}。合计不采用，请核对各行有没有填错或漏填。"
    sheet = judged.region.grid.sheet_name
    judged.findings.append(Finding("notice", sheet, place, name, written, message, right, "total.differs"))
