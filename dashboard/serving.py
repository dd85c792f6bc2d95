"""The pieces of the way back, from a row of an upload to the obligations that it serves."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import data, filters, parts, proof, tables, uses
from dashboard.uses import Uses
from dashboard.words import day, plain, say

OBLIGATIONS = ["status", "requirement_title", "bearer_name", "row_role"]
CHECKS = ["cell", "value_text", "requirement_title", "rule", "result", "reason"]
MILESTONES = ["milestone_status", "milestone_id", "milestone_title", "object_name", "counted_on"]
TO_ACTION = tables.Leads("milestone_title", "action_plans", {"action": "action_id"})


def row(upload: dict[str, Any], sheets: list[str]) -> None:
    """A sheet and a row of it, chosen here or named by the address, and what the row serves."""
    parts.heading("serving.row")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sheet = filters.one_of("sheet", say("column.sheet_name"), sheets) if len(sheets) > 1 else sheets[0]
        number = filters.row_of_sheet(say("column.row_number"))
    if not sheet or number is None:
        parts.note("serving.choose")
        return
    found = uses.of_row(data.frame, upload, sheet, number)
    about(found)
    served(found)
    cells = found.checks["cell"].drop_nulls().to_list() if found.checks.height else []
    proof.excerpts(upload["upload_id"], {(sheet, number): frozenset(cells)})


def about(found: Uses) -> None:
    """What became of the row, and the row in its place."""
    state, accepted = found.state, found.accepted
    words = {
        "unit": plain(accepted.get("unit_name") or accepted.get("unit_id") or ""),
        "day": day(state.get("report_on")),
        "other_day": day(state.get("other_report_on")),
        "names": "、".join(plain(name) for name in found.askers.get_column("requirement_title"))
        if found.askers.height
        else "",
    }
    st.markdown(say(f"serving.{found.why}", **words))
    if state.get("other_upload_id"):
        st.markdown(other_row(state))


def other_row(state: dict[str, Any]) -> str:
    """A link to the row in whose favour this one does not count."""
    upload_id, sheet, number = (state[f"other_{name}"] for name in ("upload_id", "sheet_name", "row_number"))
    label = plain(f"{upload_id} {state['other_file_name']} {sheet}")
    address = filters.address("uploads", upload=upload_id, sheet=sheet, row=str(number))
    return f"[{say('serving.other', place=label, row=number)}]({address})"


def served(found: Uses) -> None:
    """The obligations, checks and milestones that rest on the row."""
    if found.obligations.height:
        tables.plain_table(found.obligations, OBLIGATIONS, "serving.obligations", tables.TO_TRACE)
    if found.checks.height:
        tables.plain_table(found.checks.sort("cell", maintain_order=True), CHECKS, "serving.checks")
    if found.milestones.height:
        tables.plain_table(found.milestones, MILESTONES, "serving.milestones", TO_ACTION)
