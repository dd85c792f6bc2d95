"""The marks that reviewers still have to give, as rows of the reviews sheet in which the conclusion alone is left."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ingest import judging
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.known import Row, as_written

AWAITED = "待审"
TO_MARK = """
    select reviews.* from store.marts.reviews
    where reviews.review_state in ('awaited', 'stale') and reviews.is_required = 1
    order by reviews.reviewer, reviews.since_on, reviews.unit_id, reviews.material_type, reviews.branch_id
"""


def to_mark(published: Path) -> list[Row]:
    """What waits for a mark that the plan requires, on the day that pages show."""
    with judging.beside(published, read_only=True) as connection:
        return connection.sql(TO_MARK).pl().to_dicts()


def marks_to_give(waiting: Iterable[Row], context: Context) -> list[Row]:
    """Each as a clerk would write it. What was sent keeps its day; the rest is sent with this very sheet."""
    # One mark speaks for what must be judged and for what may be.
    given = {tuple(mark.values()): mark for mark in map(mark_to_give, waiting)}
    return [written(mark, context) for mark in given.values()]


def mark_to_give(row: Row) -> dict[str, Any]:
    """A row of the sheet; without a check it speaks for every one that a reviewer judges."""
    was_sent = row["review_state"] == "awaited" and row["sent_on"] is not None
    return {
        "unit_id": row["unit_id"],
        "branch_id": row["branch_id"],
        "material_type": row["material_type"],
        "material_number": row["material_number"] if was_sent else None,
        "reviewer": row["reviewer"],
        "sent_on": row["sent_on"] if was_sent else row["as_of"],
        "conclusion": AWAITED,
        "opinion": row["opinion"] if was_sent else None,
    }


def written(row: Row, context: Context) -> Row:
    """Values as they stand in a workbook and are read again."""
    sheet = SHEETS["reviews"]
    return {name: as_written(sheet.column(name), value, row, context) for name, value in row.items()}
