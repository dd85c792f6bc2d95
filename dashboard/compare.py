"""Two moments held against each other: which obligations stand otherwise, and why.

A moment is a day and what was known; each side is asked by itself, and the two answers are compared by the SQL of the
queries `moves__moved` and `moves__why`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import polars as pl

from dashboard import store
from dashboard.shelf import Shelf
from dashboard.store import Snapshot

KEPT = 8
REASONS = (
    "new_evidence",
    "correction",
    "withdrawal",
    "deadline_passed",
    "deadline_moved",
    "other_event",
    "reading",
    "waiver",
    "joined",
    "left",
    "applies",
    "other",
)


class Moment(Protocol):
    """A day as it was known."""

    @property
    def as_of(self) -> date:
        """The day."""

    def ask(self, name: str, **params: Any) -> pl.DataFrame:
        """The answer to the query `moves__<name>` at this moment."""


@dataclass(frozen=True)
class Built:
    """A day as a build knows it."""

    published: Snapshot
    as_of: date

    def ask(self, name: str, **params: Any) -> pl.DataFrame:
        """The answer to the query `moves__<name>` of the build, as of the day."""
        return store.query_snapshot(f"moves__{name}", self.published, self.as_of, params)


_found: Shelf[tuple[Moment, Moment], pl.DataFrame] = Shelf(KEPT)


def moves(before: Moment, after: Moment) -> pl.DataFrame:
    """One row per obligation that moved from one moment to the other, with the reasons; the worst first."""
    return _found.get((before, after), lambda: _moves(before, after)).clone()


def _moves(before: Moment, after: Moment) -> pl.DataFrame:
    standings = both("standings", before, after)
    moved = store.combined("moves__moved", standings, {})
    ids = moved["obligation_id"].to_list()
    sides = {"moved": moved}
    for name in ("units", "uploads", "readings"):
        sides |= both(name, before, after)
    for name in ("waivers", "proofs"):
        sides |= both(name, before, after, obligation_ids=ids)
    return store.combined("moves__why", sides, {"day_before": before.as_of, "day_after": after.as_of})


def both(name: str, before: Moment, after: Moment, **params: Any) -> dict[str, pl.DataFrame]:
    """The answers to one query at both moments, each as a table of its own name."""
    return {f"{name}_before": before.ask(name, **params), f"{name}_after": after.ask(name, **params)}


def counted(found: pl.DataFrame, *by: str) -> pl.DataFrame:
    """How many moved, and of those how many for the better and for the worse, the most first."""
    return (
        found.group_by(*by, maintain_order=True)
        .agg(
            pl.len().alias("move_count"),
            (pl.col("direction") == "better").sum().alias("better_count"),
            (pl.col("direction") == "worse").sum().alias("worse_count"),
            pl.col("unit_id").n_unique().alias("unit_count"),
        )
        .sort("move_count", descending=True, maintain_order=True)
    )
