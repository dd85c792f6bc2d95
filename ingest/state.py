"""What a new file is checked against: the rows accepted so far, the plan, and what was learnt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from ingest import accepted, build, diff, entries, ledger
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.findings import Table
from ingest.ledger import Event, Upload
from ingest.ownwords import own_headings
from ingest.spec import LIST_MARK

ROSTERS = ("units", "branches")


@dataclass(frozen=True)
class Rows:
    """Accepted rows of one kind that came together, and where each unit's stand among them."""

    frame: pl.DataFrame

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The places of each unit's rows, found once for all files to come."""
        found: dict[str, list[int]] = {}
        for place, unit in enumerate(self.frame["unit_id"].to_list()):
            found.setdefault(unit, []).append(place)
        return found

    def speak_of(self, units: set[str]) -> bool:
        """Whether any row is of one of some units. Most uploads speak of other units than the file in hand."""
        return not self.places.keys().isdisjoint(units)

    def of(self, units: Iterable[str]) -> pl.DataFrame:
        """The rows of some units, in their order."""
        return self.frame[sorted(place for unit in units for place in self.places.get(unit, ()))]


@dataclass(frozen=True)
class State:
    """The accepted rows by kind, several versions of a row included, and the context that follows from them.

    `active` are the uploads that count, by the fingerprint of their files.
    """

    history: list[Event]
    rows: dict[str, tuple[Rows, ...]]
    context: Context
    active: dict[str, Upload]

    def in_force(self, tables: Iterable[Table]) -> dict[str, pl.DataFrame]:
        """The rows in force of the units and kinds that some tables speak of."""
        found = {}
        for kind, units in spoken_of(tables).items():
            frames = [rows.of(units) for rows in self.rows.get(kind, ()) if rows.speak_of(units)]
            if frames:
                found[kind] = diff.current_rows(together(frames), kind)
        return found

    def current(self, kind: str) -> pl.DataFrame:
        """The rows in force of one kind, of all units."""
        return diff.current_rows(together([some.frame for some in self.rows[kind]]), kind)

    def after(self, event: Event, rows: dict[str, pl.DataFrame]) -> State:
        """The state once one more upload is accepted."""
        merged = self.rows | {kind: (*self.rows.get(kind, ()), Rows(added)) for kind, added in rows.items()}
        context = with_rosters(self.context, whole(merged)) if rows.keys() & set(ROSTERS) else self.context
        upload = Upload(event)
        active = {**self.active, upload.sha256: upload} if event.kind == "upload" else self.active
        return State([*self.history, event], merged, context, active)


def together(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Frames one below the other."""
    return frames[0] if len(frames) == 1 else pl.concat(frames, how="diagonal_relaxed")


def whole(rows: dict[str, tuple[Rows, ...]]) -> dict[str, pl.DataFrame]:
    """All rows of the rosters."""
    return {kind: together([some.frame for some in rows[kind]]) for kind in ROSTERS if kind in rows}


def spoken_of(tables: Iterable[Table]) -> dict[str, set[str]]:
    """The units that tables of each kind speak of."""
    units: dict[str, set[str]] = {}
    for table in tables:
        units.setdefault(table.kind, set()).update(table.rows["unit_id"].to_list())
    return units


def load(store: Path, up_to: int | None = None, kinds: Iterable[str] = SHEETS) -> State:
    """The state of a store after all its events, or after those up to a number."""
    history = ledger.events(store, up_to)
    active = [upload for upload in ledger.uploads(history).values() if upload.is_active]
    rows = accepted.read(store, active, kinds)
    context = with_rosters(plan_context(store, history), rows)
    known: dict[str, tuple[Rows, ...]] = {kind: (Rows(frame),) for kind, frame in rows.items()}
    return State(history, known, context, {upload.sha256: upload for upload in reversed(active)})


def plan_context(store: Path, history: list[Event]) -> Context:
    """The plan's names, dates and types, and what was learnt."""
    tables = build.plan_tables(store, history)
    plan = tables["plan"].row(0, named=True)
    types = tables["evidence_types"]
    words = titles(tables["words"], "term", "own_word")
    return Context(
        aliases=ledger.learnt(history, "alias"),
        headings={**own_headings(words), **ledger.learnt(history, "heading")},
        requirements=titles(tables["requirements"], "requirement_id", "requirement_title"),
        milestones=titles(tables["milestones"], "milestone_id", "milestone_title"),
        checks=titles(tables["checks"], "check_id", "item"),
        meeting_types=types_of(types, "meetings"),
        report_types=types_of(types, "reports"),
        review_types=types_of(types, "reviews"),
        starts_on=plan["starts_on"],
        ends_on=plan["ends_on"],
        time_zone=plan["time_zone"],
        words=words,
        entered_on=entries.day_of(history[-1], ZoneInfo(plan["time_zone"])),
    )


def titles(frame: pl.DataFrame, key: str, title: str) -> dict[str, str]:
    """A title for every id."""
    return {row[key]: row[title] or "" for row in frame.select(key, title).iter_rows(named=True)}


def types_of(types: pl.DataFrame, sheet: str) -> tuple[str, ...]:
    """The types that the plan's requirements name, in its order."""
    named = types.filter(pl.col("sheet") == sheet)["evidence_type"].unique(maintain_order=True)
    return tuple(name for name in named if name != "*")


def with_rosters(context: Context, rows: dict[str, pl.DataFrame]) -> Context:
    """The context with the units and branches whose rows are in force."""
    current = {
        kind: [row for row in diff.current_rows(rows[kind], kind).iter_rows(named=True) if diff.counts(row)]
        for kind in ROSTERS
        if kind in rows
    }
    units = {
        row["unit_id"]: (row["unit_name"], tuple(filter(None, (row["short_names"] or "").split(LIST_MARK))))
        for row in current.get("units", [])
    }
    branches: dict[str, dict[str, str]] = {}
    for row in current.get("branches", []):
        branches.setdefault(row["unit_id"], {})[row["branch_id"]] = row["branch_name"]
    return replace(context, units=units, branches=branches)
