"""What a row of an upload is good for: which obligations and checks it serves, or why it serves none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dashboard import rulebook

Row = dict[str, Any]
Ask = Callable[..., pl.DataFrame]
ROSTERS = ("units", "branches")


@dataclass(frozen=True)
class Uses:
    """One row: its upload, what was accepted of it, what became of it, what it serves, and in a word why or why not.

    `why` is one of withdrawn_upload, not_taken, not_yet, replaced, repeats, withdraws, serves, roster, count,
    not_asked, tracked and not_owed.
    """

    why: str
    accepted: Row = field(default_factory=dict)
    state: Row = field(default_factory=dict)
    obligations: pl.DataFrame = field(default_factory=pl.DataFrame)
    checks: pl.DataFrame = field(default_factory=pl.DataFrame)
    milestones: pl.DataFrame = field(default_factory=pl.DataFrame)
    askers: pl.DataFrame = field(default_factory=pl.DataFrame)


def of_row(ask: Ask, upload: Row, sheet_name: str, row_number: int) -> Uses:
    """What the row of a sheet of an upload serves on the day."""
    place = {"upload_id": upload["upload_id"], "sheet_name": sheet_name, "row_number": row_number}
    if not upload["is_active"]:
        return Uses("withdrawn_upload")
    accepted = first(ask("rows__one", **place))
    if not accepted:
        return Uses("not_taken")
    who = {"unit_id": accepted["unit_id"], "evidence_id": accepted["evidence_id"]}
    state = first(ask("rows__state", **who))
    obligations = ask("rows__obligations", **who, **place)
    checks = rulebook.with_rules(ask, ask("rows__checks", unit_id=accepted["unit_id"], **place))
    milestones = ask("rows__milestones", **place)
    askers = ask("rows__askers", sheet=accepted["sheet"], evidence_type=accepted["evidence_type"])
    serves = bool(obligations.height or milestones.height)
    return Uses(why(accepted, state, askers, serves), accepted, state, obligations, checks, milestones, askers)


def why(accepted: Row, state: Row, askers: pl.DataFrame, serves: bool) -> str:
    """In a word, why the row serves something or nothing."""
    if state["row_state"] != "counts":
        return str(state["row_state"])
    if serves:
        return "serves"
    if accepted["sheet"] in ROSTERS:
        return "roster"
    if accepted["sheet"] == "progress":
        return "count"
    if askers.is_empty():
        return "not_asked"
    return "not_owed" if "owed" in askers["duty"].to_list() else "tracked"


def first(found: pl.DataFrame) -> Row:
    """The first row, or an empty one."""
    return found.row(0, named=True) if found.height else {}
