"""What the cells of one row ask of one another: a cell that another one calls for, and days in their order."""

from __future__ import annotations

from typing import Any

import numpy as np

from ingest.parse import Read
from ingest.rows import Judged, is_withdrawn


def hold_together(judged: Judged) -> None:
    """Judge each row of a table as a whole, as its spec declares it."""
    called_for(judged)
    days_in_order(judged)


def called_for(judged: Judged) -> None:
    """A cell that the value of another calls for is filled, or its row waits."""
    for name, other, value in judged.sheet.required_when:
        column, cause = judged.sheet.column(name), judged.sheet.column(other)
        reported = {(finding.cell, finding.field) for finding in judged.findings if finding.is_blocking}
        lacking = (judged.frame[other] == value).fill_null(False) & judged.frame[name].is_null()
        where = [
            inside
            for inside in np.flatnonzero(lacking.to_numpy() & ~is_withdrawn(judged)).tolist()
            if (judged.place(inside, name), name) not in reported
        ]
        message = f"{cause.label}是“{value}”，就要填“{column.label}”。请补上。"
        read = Read(None, "value.called_for", message)
        judged.refuse(column, np.array(where, dtype=int), lambda _, read=read: read, lambda _: "")


def days_in_order(judged: Judged) -> None:
    """A day that comes before the one it follows is pointed out, once in a row."""
    for first, second in judged.sheet.in_order:
        wrong = (judged.frame[first] > judged.frame[second]).fill_null(False).to_numpy() & ~is_withdrawn(judged)
        column, other = judged.sheet.column(second), judged.sheet.column(first)
        for inside in np.flatnonzero(wrong).tolist():
            days = judged.frame.select(first, second).row(inside)
            judged.add("warning", inside, column, out_of_order(column.label, other.label, days), str(days[1]))


def out_of_order(label: str, other: str, days: tuple[Any, ...]) -> Read:
    """The words for two days in the wrong order."""
    return Read(None, "date.order", f"“{label}”{days[1]} 早于“{other}”{days[0]}，已按填写的采用。写错了请改正。")
