"""What a new file is checked against: the rows accepted so far, the plan, and what was learnt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from ingest import accepted, build, diff, ledger
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.findings import Table
from ingest.ledger import Event, Upload
from ingest.spec import LIST_MARK

ROSTERS = ("units", "branches")


@dataclass(frozen=True)
class State:
    """The accepted rows by kind, several versions of a row included, and the context that follows from them."""

    history: list[Event]
    rows: dict[str, pl.DataFrame]
    context: Context

    def in_force(self, tables: Iterable[Table]) -> dict[str, pl.DataFrame]:
        """The rows in force of the units and kinds that some tables speak of."""
        return {
            table.kind: diff.current_rows(
                rows.filter(pl.col("unit_id").is_in(spoken_of(tables, table.kind))), table.kind
            )
            for table in tables
            if (rows := self.rows.get(table.kind)) is not None
        }

    def active(self, sha256: str) -> Upload | None:
        """The upload of this very file that counts now, if there is one."""
        uploads = ledger.uploads(self.history).values()
        return next((upload for upload in uploads if upload.is_active and upload.sha256 == sha256), None)

    def after(self, event: Event, rows: dict[str, pl.DataFrame]) -> State:
        """The state once one more upload is accepted."""
        both = {
            kind: pl.concat([self.rows[kind], added], how="diagonal_relaxed") if kind in self.rows else added
            for kind, added in rows.items()
        }
        merged = {**self.rows, **both}
        context = with_rosters(self.context, merged) if rows.keys() & set(ROSTERS) else self.context
        return State([*self.history, event], merged, context)


def spoken_of(tables: Iterable[Table], kind: str) -> list[str]:
    """The units that the tables of one kind speak of."""
    return sorted({unit for table in tables if table.kind == kind for unit in table.rows["unit_id"].unique()})


def load(store: Path, up_to: int | None = None, kinds: Iterable[str] = SHEETS) -> State:
    """The state of a store after all its events, or after those up to a number."""
    history = ledger.events(store, up_to)
    active = [upload for upload in ledger.uploads(history).values() if upload.is_active]
    rows = accepted.read(store, active, kinds)
    return State(history, rows, with_rosters(plan_context(store, history), rows))


def plan_context(store: Path, history: list[Event]) -> Context:
    """The plan's names, dates and types, and what was learnt."""
    tables = build.plan_tables(store, history)
    plan = tables["plan"].row(0, named=True)
    types = tables["evidence_types"]
    return Context(
        aliases=ledger.learnt(history, "alias"),
        headings=ledger.learnt(history, "heading"),
        requirements=titles(tables["requirements"], "requirement_id", "requirement_title"),
        milestones=titles(tables["milestones"], "milestone_id", "milestone_title"),
        checks=titles(tables["checks"], "check_id", "item"),
        meeting_types=types_of(types, "meetings"),
        report_types=types_of(types, "reports"),
        starts_on=plan["starts_on"],
        ends_on=plan["ends_on"],
        time_zone=plan["time_zone"],
    )


def titles(frame: pl.DataFrame, key: str, title: str) -> dict[str, str]:
    """A title for every id."""
    return {row[key]: row[title] or "" for row in frame.select(key, title).iter_rows(named=True)}


def types_of(types: pl.DataFrame, sheet: str) -> tuple[str, ...]:
    """The types that the plan's requirements name and the sheet's spec does not."""
    spec = SHEETS[sheet]
    known = spec.column(spec.type_field or "").choices
    named = types.filter(pl.col("sheet") == sheet)["evidence_type"].unique().sort()
    return tuple(name for name in named if name != "*" and name not in known)


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
