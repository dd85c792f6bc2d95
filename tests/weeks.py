"""The demo's weeks, and what the store showed at the end of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ingest import build

LATE = "2009-06-05-国有企业.xlsx"
WITHDRAWN = "2009-06-12-镇街.xlsx"
SHOWN = ("compliance", "units", "requirements", "guidance_groups", "unit_classes", "overview", "statuses", "milestones")

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Week:
    """The end of one week: its day, the ledger's last number by then, and every row that was shown."""

    day: date
    number: int
    shown: Rows


@dataclass(frozen=True)
class Weeks:
    """A store that grew week by week."""

    store: Path
    told: list[Week]

    def week(self, month: int, day: int) -> Week:
        """The week that ended on a day of 2009."""
        return next(one for one in self.told if one.day == date(2009, month, day))


def week_of(path: Path) -> date:
    """The week that a workbook of the demo tells of."""
    return date.fromisoformat(path.name[:10])


def shown(store: Path, day: date, path: Path | None = None) -> Rows:
    """All rows of the marts that pages show, as of a day, as published or in another build."""
    with duckdb.connect(str(path or build.current_snapshot(store)), read_only=True) as connection:
        connection.execute("set variable as_of = cast(? as date)", [day])
        return {name: connection.execute(f"from marts.{name} order by all").fetchall() for name in SHOWN}
