"""One extension or exemption as a workbook of its own, so that it goes the way of every other upload.

The workbook repeats what else was granted to the unit on that day, which would otherwise be missed in it.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ingest import diff, state, turns
from ingest import template as layout
from ingest.catalogue import SHEETS
from ingest.known import as_written
from ingest.learning import unit_called
from ingest.ledger import Refused
from ingest.state import State

SHEET = SHEETS["waivers"]
KINDS = (*state.ROSTERS, SHEET.kind)
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
Row = dict[str, Any]


@dataclass(frozen=True)
class Waiver:
    """What was asked for and granted: the fields of one row of the waivers sheet."""

    unit_id: str
    requirement_id: str
    waiver_type: str
    approved_on: date
    reason: str
    approver: str = ""
    requested_on: date | None = None
    new_due_on: date | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from others."""
        return tuple(getattr(self, name) for name in SHEET.key)


def waiver_file(store: Path, given: Waiver, report_on: date | None = None) -> tuple[str, bytes]:
    """The name and the content of a workbook that tells of one waiver; the unit may go by any name it is known by."""
    now = state.load(store, kinds=KINDS)
    given = replace(given, unit_id=unit_called(now.context, given.unit_id))
    return workbook(now, given, report_on or day_of(now, given.approved_on), withdrawn=False)


def waiver_withdrawal(
    store: Path, key: tuple[str, str, str, date], reason: str, report_on: date | None = None
) -> tuple[str, bytes]:
    """The same for taking one back, with the reason of that; `key` as in `Waiver.key`."""
    now = state.load(store, kinds=KINDS)
    key = (unit_called(now.context, key[0]), *key[1:])
    found = {tuple(row[name] for name in SHEET.key): row for row in in_force(now)}
    if key not in found:
        raise Refused(not_granted(key, list(found)))
    row = found[key]
    fields = {name: row[name] for name in asdict(Waiver("", "", "", date.min, ""))}
    given = Waiver(**(fields | {"reason": reason}))
    told_on = report_on or max(row["report_on"], day_of(now, given.approved_on))
    return workbook(now, given, told_on, withdrawn=True)


def not_granted(key: tuple[Any, ...], known: list[tuple[Any, ...]]) -> str:
    """Why there is nothing to take back, and what there is."""
    same = [" ".join(map(str, one[1:])) for one in known if one[0] == key[0]]
    there = f"it has {'; '.join(same)}" if same else "it has none"
    return f"found no waiver {' '.join(map(str, key[1:]))} of {key[0]}; {there}"


def in_force(now: State) -> list[Row]:
    """The rows of waivers that count."""
    return [row for row in now.current(SHEET.kind).to_dicts() if diff.counts(row)] if SHEET.kind in now.rows else []


def day_of(now: State, approved_on: date) -> date:
    """The day that a waiver is told on: today while the plan runs, else the latest day that anything speaks of."""
    return now.context.default_report_on() or max(turns.day_shown(now, ()), approved_on)


def workbook(now: State, given: Waiver, report_on: date, *, withdrawn: bool) -> tuple[str, bytes]:
    """The workbook of one waiver, named for it."""
    beside = [
        {name: row[name] for name in SHEET.fields if name != "withdrawn"}
        for row in in_force(now)
        if (row["unit_id"], row["approved_on"]) == (given.unit_id, given.approved_on)
        and tuple(row[name] for name in SHEET.key) != given.key
    ]
    rows = [*beside, asdict(given) | {"withdrawn": "yes" if withdrawn else None}]
    written = [
        {name: as_written(SHEET.column(name), value, row, now.context) for name, value in row.items()} for row in rows
    ]
    unit = now.context.units[given.unit_id][0]
    parts = (given.waiver_type, "撤销" if withdrawn else "", unit, given.requirement_id, str(given.approved_on))
    name = NOT_IN_NAMES.sub("_", "-".join(filter(None, parts)))
    return f"{name}.xlsx", layout.workbook([SHEET.kind], now.context, {SHEET.kind: written}, report_on)
