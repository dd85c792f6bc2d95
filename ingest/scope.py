"""Part of the units: a guidance group's, or one unit alone. What belongs to others is neither loaded nor taken.

A scope is written `group:NAME` or `unit:ID`. A store built for a scope holds the rows of its units and of nobody else,
so whoever reads it cannot ask for more, whatever is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from ingest import accepted, diff, ledger
from ingest.catalogue import SHEETS
from ingest.context import Context
from ingest.findings import FileCheck, Finding, Table
from ingest.ledger import Refused
from ingest.parts import Units, rows_of
from ingest.state import State, together

GROUP, UNIT = "group", "unit"
# What units tell of themselves. Nobody grants himself a waiver, passes his own report or names his own group.
OWN = ("branches", "meetings", "reports", "evaluations", "progress", "problems")
TAKEN = {UNIT: OWN, GROUP: (*OWN, "reviews")}
NAMES_OTHERS = ("unit.unknown", "unit.ambiguous")

Row = dict[str, Any]


def parts(scope: str) -> tuple[str, str]:
    """Which kind of scope it is, and of whom."""
    kind, _, name = scope.partition(":")
    if kind not in TAKEN or not name.strip():
        raise Refused(f"{scope!r}: a scope is written 'group:NAME' or 'unit:ID'")
    return kind, name.strip()


def units_in(store: Path, scope: str) -> Units:
    """The units of a scope, by the roster as it is accepted now; none where it names nobody."""
    return units_of(roster(store, ledger.next_number(store)), scope)


@lru_cache(maxsize=8)
def roster(store: Path, _number: int) -> tuple[Row, ...]:
    """The units that are accepted before the ledger's next number."""
    active = [upload for upload in ledger.uploads(ledger.events(store)).values() if upload.is_active]
    rows = accepted.read(store, active, ("units",)).get("units")
    return () if rows is None else rows_in_force(rows)


def rows_in_force(rows: pl.DataFrame) -> tuple[Row, ...]:
    """The units of a roster that counts now."""
    return tuple(row for row in diff.current_rows(rows, "units").iter_rows(named=True) if diff.counts(row))


def units_of(rows: Iterable[Row], scope: str) -> Units:
    """The units of a scope by a roster."""
    kind, name = parts(scope)
    field = {GROUP: "guidance_group", UNIT: "unit_id"}[kind]
    return frozenset(row["unit_id"] for row in rows if row[field] == name)


def units_then(now: State, scope: str) -> Units:
    """The same where a file is checked."""
    held = now.rows.get("units")
    return units_of(rows_in_force(together([some.frame for some in held])), scope) if held else frozenset()


def context_of(now: State, scope: str) -> Context:
    """What a form for this scope names: its units and their branches, and no others."""
    own = units_then(now, scope)
    units = {unit: names for unit, names in now.context.units.items() if unit in own}
    return replace(now.context, units=units, branches={unit: now.context.branches.get(unit, {}) for unit in units})


def scopes(store: Path) -> dict[str, str]:
    """Every scope that there is now, with what people call it: the groups, then the units."""
    rows = roster(store, ledger.next_number(store))
    groups = sorted({row["guidance_group"] for row in rows if row["guidance_group"]})
    units = sorted((row["unit_id"], row["unit_name"]) for row in rows)
    return {**{f"{GROUP}:{name}": name for name in groups}, **{f"{UNIT}:{unit}": name for unit, name in units}}


def held_to(found: FileCheck, now: State, scope: str) -> FileCheck:
    """A file as somebody with a scope may hand it in: what speaks of others is refused at its cell, and not quoted."""
    if not scope:
        return found
    kind, name = parts(scope)
    units = units_then(now, scope)
    who = "、".join(now.context.units[one][0] for one in sorted(units)[:1]) if kind == UNIT else name
    kept = [cut(table, units, TAKEN[kind]) for table in found.tables]
    findings = [plainly(finding, who) for finding in found.findings if finding.unit_id in units or not finding.unit_id]
    told = {(one.sheet, one.cell): one for one in refusals(found, units, TAKEN[kind], who)}
    return replace(found, tables=kept, findings=[*findings, *told.values()])


def cut(table: Table, units: Units, kinds: Iterable[str]) -> Table:
    """A table without the rows of others, or of a kind that is not theirs to tell."""
    rows = rows_of(table.rows, units) if table.kind in kinds else table.rows.clear()
    return replace(table, rows=rows, accepted=rows.height)


def plainly(finding: Finding, who: str) -> Finding:
    """A finding that offers no names of others."""
    hint = f"本账号只能上报“{who}”的数据，请写清单位名称。"
    return replace(finding, suggestion=hint) if finding.code in NAMES_OTHERS else finding


def refusals(found: FileCheck, units: Units, kinds: Iterable[str], who: str) -> Iterator[Finding]:
    """One error for each sheet that is not theirs to tell, and for each row that speaks of others."""
    for table in found.tables:
        if table.kind not in kinds:
            message = (
                f"“{SHEETS[table.kind].title}”由办公室维护，本账号不能上报。请从文件中删去这张表，或交办公室上报。"
            )
            yield Finding("error", table.sheet_name, "", "", "", message, "", "scope.sheet", table.kind)
            continue
        for row in table.rows.filter(~pl.col("unit_id").is_in(sorted(units))).iter_rows(named=True):
            cell = f"{row.get('unit_id_column') or 'A'}{row['row_number']}"
            yield refusal(table.sheet_name, cell, row.get("unit_written") or "", table.kind, who)
    for finding in found.findings:
        if finding.unit_id and finding.unit_id not in units and finding.kind in kinds and finding.is_blocking:
            yield refusal(finding.sheet, finding.cell, "", finding.kind, who)


def refusal(sheet: str, cell: str, written: str, kind: str, who: str) -> Finding:
    """What is said of a row that speaks of others."""
    message = f"这一行写的是别的单位。本账号只能上报“{who}”的数据，这一行不会采纳。"
    return Finding(
        "error", sheet, cell, "unit_id", written, message, "请删去这一行，或交办公室上报", "scope.unit", kind
    )
