"""Which statuses would be others once files are accepted or a reading is decided, in numbers and by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ingest import ledger
from ingest.catalogue import SHEETS
from ingest.preview import Preview, preview, preview_plan, preview_without
from ingest.state import State

KEY = ("unit_id", "requirement_id", "bearer_id")
OWNER = ("requirement_id", "requirement_title", "requirement_title_en")
MILESTONE = ("milestone_id", "milestone_title", "milestone_title_en")
NAMES = ("unit_name", "requirement_title", "requirement_title_en", "bearer", "bearer_name")
AFTER = ":after"
Turn = dict[str, Any]
Rows = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Turns:
    """What would change on a day: one entry per owed obligation with another status, None where there is none.

    `files` says how many files' rows stand behind it.
    """

    as_of: date
    files: int
    turns: list[Turn]

    def by_status(self) -> list[dict[str, Any]]:
        """How many go from one status to another, the most frequent first."""
        counted = Counter((turn["before"], turn["after"]) for turn in self.turns)
        return [{"before": before, "after": after, "count": count} for (before, after), count in counted.most_common()]

    def by_requirement(self) -> list[dict[str, Any]]:
        """How many go from one status to another in each requirement, the most frequent first."""
        counted = Counter((*(turn[name] for name in OWNER), turn["before"], turn["after"]) for turn in self.turns)
        return [
            dict(zip((*OWNER, "before", "after"), which, strict=True)) | {"count": count}
            for which, count in counted.most_common()
        ]

    def by_unit(self) -> list[dict[str, Any]]:
        """Each unit with what changes for it."""
        units: dict[str, dict[str, Any]] = {}
        for turn in self.turns:
            unit = units.setdefault(
                turn["unit_id"], {"unit_id": turn["unit_id"], "unit_name": turn["unit_name"], "turns": []}
            )
            unit["turns"].append({name: value for name, value in turn.items() if not name.startswith("unit_")})
        return list(units.values())

    def as_json(self) -> dict[str, Any]:
        """All of it as the command line prints it."""
        return {"as_of": self.as_of, "changed": len(self.turns), "by_status": self.by_status(), "units": self.by_unit()}


def would_turn(now: State, published: Path, pending: Sequence[Rows], as_of: date | None) -> Turns:
    """What the rows of some files would change, each a file's rows by kind, on a day or on the one shown by then."""
    rows = {
        kind: pl.concat([file[kind] for file in pending if kind in file], how="diagonal_relaxed")
        for kind in SHEETS
        if any(kind in file for file in pending)
    }
    day = as_of or day_shown(now, rows.values())
    units = {unit for frame in rows.values() for unit in frame["unit_id"].to_list()}
    return turns_of(preview(published, rows, units, day) if units else None, day, len(pending))


@dataclass(frozen=True)
class Flips(Turns):
    """What another reading would change: statuses, milestones too, and how many deadlines would be others.

    `seen` is the value that stands now, for whoever decides to say what the decision was made against.
    """

    milestones: list[Turn] = field(default_factory=list)
    deadlines: int = 0
    seen: str = ""

    def as_json(self) -> dict[str, Any]:
        """All of it as the command line prints it."""
        more = {"by_requirement": self.by_requirement(), "milestones": self.milestones, "deadlines": self.deadlines}
        return super().as_json() | more


def would_flip(published: Path, plan: Rows, as_of: date) -> Flips:
    """What would change on a day if the plan were read as these tables of it have it."""
    *ranges, milestones = preview_plan(published, plan, as_of)
    turns = [turn for found in ranges for turn in turns_of(found, as_of, 1).turns]
    deadlines = sum(moved_deadlines(found, KEY) for found in ranges) + moved_deadlines(milestones, MILESTONE[:1])
    return Flips(as_of, 1, turns, milestones_of(milestones), deadlines)


def milestones_of(found: Preview) -> list[Turn]:
    """The milestones whose status differs, in the plan's order."""
    after = found.after.select("milestone_id", pl.col("status").alias("after"))
    both = found.before.sort("milestone_order").join(after, on="milestone_id", how="inner", maintain_order="left")
    moved = both.filter(pl.col("status") != pl.col("after"))
    return moved.select(*MILESTONE, pl.col("status").alias("before"), "after").to_dicts()


def moved_deadlines(found: Preview, key: Sequence[str]) -> int:
    """How many obligations or milestones have another deadline."""
    before, after = (frame.select(*key, "due_on") for frame in (found.before, found.after))
    both = before.join(after, on=list(key), how="inner", suffix=AFTER, nulls_equal=True)
    return both.filter(pl.col("due_on").ne_missing(pl.col(f"due_on{AFTER}"))).height


def would_turn_back(published: Path, upload_id: str, units: Iterable[str], as_of: date) -> Turns:
    """What the withdrawal of an upload that speaks of some units would change on a day."""
    return turns_of(preview_without(published, upload_id, units, as_of), as_of, 1)


def day_shown(now: State, rows: Iterable[pl.DataFrame]) -> date:
    """The day that pages speak of once these rows are accepted: today while the plan runs, else the last report's."""
    active = [upload.report_on for upload in ledger.uploads(now.history).values() if upload.is_active]
    told = [day for frame in rows for day in frame["report_on"].unique().to_list()]
    return now.context.default_report_on() or max([*active, *told], default=now.context.starts_on or date.today())


def turns_of(found: Preview | None, as_of: date, files: int) -> Turns:
    """The obligations whose status differs, by unit and in the plan's order."""
    if found is None:
        return Turns(as_of, files, [])
    before, after = (
        frame.select(*KEY, *NAMES, "requirement_order", pl.col("status").cast(pl.String))
        for frame in (found.before, found.after)
    )
    both = before.join(after, on=KEY, how="full", coalesce=True, suffix=AFTER, nulls_equal=True)
    moved = both.filter(pl.col("status").ne_missing(pl.col(f"status{AFTER}")))
    named = moved.with_columns(
        pl.coalesce(f"{name}{AFTER}", name).alias(name) for name in (*NAMES, "requirement_order")
    ).sort("unit_id", "requirement_order", "bearer_id")
    told = named.select(*KEY, *NAMES, pl.col("status").alias("before"), pl.col(f"status{AFTER}").alias("after"))
    return Turns(as_of, files, told.to_dicts())
