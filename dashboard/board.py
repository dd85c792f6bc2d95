"""Statuses that moved on the board, or would: held against each other and counted."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import polars as pl

from dashboard import store
from ingest.intake import Flips, Turns

KEY = ("obligation_id", "unit_id")

Moves = list[dict[str, Any]]


def between(before: store.Snapshot, after: store.Snapshot) -> Moves:
    """Each obligation whose status is another after than before, both as of the later build's day, the worst first."""
    day = as_of(after)
    then, now = (store.query_snapshot("board__obligations", build, day, {}) for build in (before, after))
    earlier = then.select(*KEY, pl.col("status").cast(pl.String).alias("status_before"))
    both = now.with_columns(pl.col("status").cast(pl.String)).join(earlier, on=KEY, how="left")
    moved = both.filter(pl.col("status").ne_missing(pl.col("status_before")))
    return moved.sort("status_order", "unit_id", "obligation_id").drop("status_order", "obligation_id").to_dicts()


def of_units(moves: Moves, units: frozenset[str] | None) -> Moves:
    """Those of some units, or all."""
    return moves if units is None else [one for one in moves if one["unit_id"] in units]


def as_of(build: store.Snapshot) -> date:
    """The day that a build speaks of by itself."""
    return date.fromisoformat(str(store.query_snapshot("chrome__facts", build, None, {})["as_of"][0]))


def told(turns: Turns) -> Moves:
    """What was worked out beforehand, in the same words."""
    return [{**turn, "status_before": turn["before"], "status": turn["after"]} for turn in turns.turns]


def counted(flips: Flips) -> Moves:
    """How many move in each requirement, in the same words."""
    return [
        {**row, "status_before": row["before"], "status": row["after"], "turn_count": row["count"]}
        for row in flips.by_requirement()
    ]


def milestones_told(flips: Flips) -> Moves:
    """The milestones that move, in the same words."""
    return [
        {**row, "milestone_status_before": row["before"], "milestone_status": row["after"]} for row in flips.milestones
    ]


def transitions(found: Moves) -> list[tuple[str | None, str | None, int]]:
    """From which status to which, and how often, the most frequent first."""
    counts = Counter((one["status_before"], one["status"]) for one in found)
    return [(before, after, count) for (before, after), count in counts.most_common()]
