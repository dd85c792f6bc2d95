"""A rate by its three bases: as first set, with every extension, and in force without the exempt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

BASES = {"original": "_original", "extended": "_extended", "in_force": ""}
COUNTS = ("expected", "completed", "on_time")
SHOWN = ["base", "expected_count", "completed_count", "completed_ratio", "on_time_count", "on_time_ratio"]

Row = Mapping[str, Any]


def by_base(row: Row) -> pl.DataFrame:
    """One row a base, with numerators, denominators and what they make."""
    return pl.DataFrame([of_base(row, base, suffix) for base, suffix in BASES.items()], infer_schema_length=None)


def of_base(row: Row, base: str, suffix: str) -> dict[str, Any]:
    """The figures of one base under the names that tables know."""
    counts = {f"{name}_count": row[f"{name}{suffix}_count"] for name in COUNTS}
    return {"base": base} | counts | {f"{name}_ratio": row[f"{name}{suffix}_ratio"] for name in COUNTS[1:]}


def differ(row: Row) -> bool:
    """Whether extensions or exemptions make any figure another one."""
    return any(row[f"{name}{suffix}_count"] != row[f"{name}_count"] for name in COUNTS for suffix in BASES.values())
