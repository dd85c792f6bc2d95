"""A rate by its three bases, side by side on a page."""

from __future__ import annotations

from dashboard import parts, tables
from dashboard.bases import SHOWN, Row, by_base, differ


def side_by_side(row: Row) -> None:
    """The three bases where they differ; where nothing was waived there is but one rate, which stands above."""
    if row and differ(row):
        parts.note("rates.note")
        tables.plain_table(by_base(row), SHOWN, "rates.bases")
