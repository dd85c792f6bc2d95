"""The sections of one unit's page: each asks its query and says nothing where there is nothing to say."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard import charts, data, filters, parts, phrases, tables
from dashboard.words import day, say

OWED = ["status", "requirement_title", "due_on", "done_on", "bearers", "reason", "clause_id", "readings"]
BRANCHES = ["status", "requirement_title", "bearer_name", "due_on", "done_on", "reason"]
REVIEWS = ["material_type", "branch_name", "reviewer", "since_on", "check_count", "reason"]
BALLOTS = ["evaluated_on", "evaluation_form", "issued_count", "returned_count", "valid_count", "returned_ratio"]
BALLOTS += ["category_count", "withheld"]
PROBLEMS = ["problem_number", "problem", "problem_class", "raised", "measure"]
PROBLEMS += ["problem_state", "problem_due_on", "solved_on", "reason"]
DUTIES = ["milestone_status", "action_title", "milestone_title", "due_on", "object_name", "counted_on"]
DUTIES += ["cumulative_amount", "unit_of_measure", "completion_ratio", "progress_state", "supervisor_unit", "reason"]
EVIDENCE = [
    "happened_on",
    "recorded_on",
    "sheet",
    "evidence_type",
    "branch_id",
    "file_name",
    "sheet_name",
    "row_number",
]
UPLOADS = ["upload_number", "report_on", "file_name", "row_count", "loaded_at", "loaded_by"]

Unit = dict[str, Any]


def figures(unit: Unit) -> None:
    """What is completed of what was due, what is overdue, and what comes next."""
    parts.rate("metric.completed", unit["completed_count"], unit["expected_count"], unit["completed_ratio"])
    parts.rate("metric.on_time", unit["on_time_count"], unit["expected_count"], unit["on_time_ratio"])
    parts.count("metric.overdue", unit["overdue_count"], below=say("unit.incomplete", count=unit["incomplete_count"]))
    parts.count("metric.due_soon", unit["due_soon_count"], below=say("unit.next_due", day=day(unit["next_due_on"])))


def obligations(unit_id: str) -> None:
    """What the unit owes, what exactly is missing, and the readings that this rests on."""
    parts.heading("unit.obligations")
    parts.note("unit.to_trace")
    owed = data.frame("unit__requirements", unit_id=unit_id)
    tables.plain_table(owed, OWED, "unit.obligations", tables.TO_TRACE)
    phrases.resting(data.frame("unit__readings", unit_id=unit_id))
    branches = data.frame("unit__bearers", unit_id=unit_id)
    if branches.height:
        parts.heading("unit.branches")
        tables.plain_table(branches, BRANCHES, "unit.branches", tables.TO_TRACE)


def timeline(unit_id: str) -> None:
    """The same in time: since when each obligation runs, until when, and when it was done."""
    owed = data.frame("unit__timeline", unit_id=unit_id)
    if owed.height:
        parts.heading("unit.timeline")
        parts.note("unit.timeline_note")
        opens = parts.by_row(owed.with_columns(unit_id=pl.lit(unit_id)), tables.TO_TRACE.ways())
        parts.draw(charts.obligations_by_time(owed), "timeline", owed, opens)


def peers(unit: Unit) -> None:
    """The unit's rate beside those of its class and of all units."""
    sides = data.frame("unit__peers", unit_id=unit["unit_id"])
    parts.heading("unit.peers")
    own = sides.row(0, named=True)
    if own["rank_count"]:
        parts.note("unit.rank", unit_class=unit["unit_class"], rank=own["rank_count"], count=own["ranked_count"])
    of_class = parts.by_row(sides, lambda row: _side(row, unit))
    parts.draw(charts.completion_by_name(sides, "side"), "peers", sides, of_class)
    parts.note("overview.bars")


def _side(row: dict[str, Any], unit: Unit) -> str:
    """Where a side that is compared leads: the unit's class in the list, all units, or the page as it is."""
    about = {1: {"unit": unit["unit_id"]}, 2: {"class": unit["unit_class"] or ""}}.get(row["side_order"], {})
    return filters.address("unit" if row["side_order"] == 1 else "units", **about)


def reviews(unit_id: str) -> None:
    """What waits for a reviewer's mark or came back."""
    found = data.frame("unit__reviews", unit_id=unit_id)
    if found.height:
        parts.heading("unit.reviews")
        tables.plain_table(found, REVIEWS, "unit.reviews")


def ballots(unit: Unit) -> None:
    """What came of the democratic evaluation."""
    found = data.frame("unit__ballots", unit_id=unit["unit_id"])
    if found.is_empty():
        return
    parts.heading("unit.ballots")
    tables.plain_table(found, BALLOTS, "unit.ballots")
    answers = data.frame("unit__evaluations", unit_id=unit["unit_id"])
    if answers.height:
        to_dimension = tables.Leads("dimension", "evaluations", {"dimension": "dimension"}).ways()
        parts.draw(charts.answers_by_dimension(answers), "answers", answers, parts.by_row(answers, to_dimension))
        parts.note("unit.answers_note", unit_class=unit["unit_class"])


def problems(unit_id: str) -> None:
    """The problems that the unit found, what is done about them, and which are past their date."""
    found = data.frame("unit__problems", unit_id=unit_id)
    if found.height:
        parts.heading("unit.problems")
        parts.note("unit.problems_note", **data.row("unit__problem_counts", unit_id=unit_id))
        tables.plain_table(found, PROBLEMS, "unit.problems")


def duties(unit_id: str) -> None:
    """The milestones of the action plans that the unit owns or reports on, and where they stand."""
    found = data.frame("unit__duties", unit_id=unit_id)
    if found.height:
        parts.heading("unit.duties")
        parts.note("unit.duties_note")
        tables.plain_table(found, DUTIES, "unit.duties")


def evidence(unit_id: str) -> None:
    """What was reported of the unit, row by row, and the files that it came in."""
    parts.heading("unit.evidence")
    tables.plain_table(data.frame("unit__evidence", unit_id=unit_id), EVIDENCE, "unit.evidence")
    parts.heading("unit.uploads")
    tables.plain_table(data.frame("unit__uploads", unit_id=unit_id), UPLOADS, "unit.uploads")
