"""One unit on A4: what it owes, what exactly is missing, and what it has reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

import polars as pl

from dashboard import data, idle, lights
from dashboard.paper import common, html, svg
from dashboard.words import day, percent, say

FACTS = ["unit_id", "unit_class", "guidance_group", "contact_leader", "member_count", "leader_count"]
OWED = ["status", "requirement_title", "timeline", "due_on", "done_on", "bearers", "reason", "clause_id"]
BRANCHES = ["status", "requirement_title", "bearer_name", "due_on", "done_on", "reason"]
WAIVERS = ["requirement_title", "waiver_type", "timing", "did", "approver"]
REVIEWS = ["material_type", "branch_name", "reviewer", "since_on", "reason"]
BALLOTS = ["evaluated_on", "evaluation_form", "issued_count", "returned_count", "valid_count", "returned_ratio"]
PROBLEMS = ["problem_number", "problem", "problem_class", "problem_state", "problem_due_on", "solved_on", "reason"]
EVIDENCE = ["happened_on", "sheet", "evidence_type", "branch_id", "file_name", "sheet_name", "row_number"]
MOST_BRANCHES, MOST_PROBLEMS, MOST_EVIDENCE = 24, 12, 16
STATUSES = tuple(lights.BAR_ORDER)


def document(unit_id: str) -> bytes:
    """The whole file."""
    unit = data.row("unit__summary", unit_id=unit_id)
    return html.document(
        unit["unit_name"],
        *common.head(unit["unit_name"]),
        facts(unit),
        html.element("p", sentence(unit), class_="lead"),
        figures(unit),
        *statuses(unit),
        *common.three_bases(unit),
        obligations(unit),
        branches(unit_id),
        *(part(*one, unit_id) for one in PARTS if data.frame(one[1], unit_id=unit_id).height),
        problems(unit_id),
        evidence(unit_id),
        common.source(),
    )


PARTS = (
    ("waivers", "unit__waivers", WAIVERS),
    ("reviews", "unit__reviews", REVIEWS),
    ("ballots", "unit__ballots", BALLOTS),
)


def facts(unit: Mapping[str, Any]) -> Element:
    """Who it is, in one line."""
    known = [f"{say(f'column.{name}')} {unit[name]}" for name in FACTS if unit[name] is not None]
    return html.note(" · ".join(known))


def sentence(unit: Mapping[str, Any]) -> str:
    """How it stands, in one sentence."""
    return say(
        "paper.unit_sentence",
        day=day(unit["as_of"]),
        expected=unit["expected_count"],
        completed=unit["completed_count"],
        ratio=percent(unit["completed_ratio"]),
        overdue=unit["overdue_count"],
        incomplete=unit["incomplete_count"],
    )


def figures(unit: Mapping[str, Any]) -> Element:
    """The four key figures."""
    return html.figures(
        common.rate("metric.completed", unit, "completed"),
        common.rate("metric.on_time", unit, "on_time"),
        (
            say("metric.overdue"),
            f"{unit['overdue_count']:,}",
            say("unit.incomplete", count=unit["incomplete_count"]),
        ),
        (
            say("metric.due_soon"),
            f"{unit['due_soon_count']:,}",
            say("unit.next_due", day=day(unit["next_due_on"])),
        ),
    )


def statuses(unit: Mapping[str, Any]) -> list[Element]:
    """The bar of its obligations and what its parts are."""
    counts = {one: unit[f"{one}_count"] for one in STATUSES}
    return [svg.statuses(counts, say("chart.statuses", total=sum(counts.values()))), common.legend(counts)]


def part(name: str, query: str, columns: list[str], unit_id: str) -> Element:
    """One table under its heading."""
    frame = data.frame(query, unit_id=unit_id)
    return html.section(f"unit.{name}", html.table(frame, columns, say(f"unit.{name}_none"), CELLS))


def obligations(unit: Mapping[str, Any]) -> Element:
    """What it owes, each with its course from the first day that counts to its deadline, and the day it was done.

    Where it owes nothing, why.
    """
    unit_id = unit["unit_id"]
    frame = data.frame("unit__requirements", unit_id=unit_id)
    courses = {row["requirement_title"]: row for row in data.frame("unit__timeline", unit_id=unit_id).to_dicts()}
    cells = {"timeline": lambda row: svg.course(courses.get(row["requirement_title"]))}
    return html.section("unit.obligations", html.table(frame, OWED, idle.why(unit), cells))


def problems(unit_id: str) -> Element | None:
    """The problems that it found, the open ones first, as far as the sheet holds them."""
    frame = data.frame("unit__problems", unit_id=unit_id)
    if frame.is_empty():
        return None
    return html.section(
        "unit.problems", html.table(frame.head(MOST_PROBLEMS), PROBLEMS, ""), more(frame, MOST_PROBLEMS)
    )


def branches(unit_id: str) -> Element | None:
    """The branches that have not done what they owe, as far as the sheet holds them; who has is counted above."""
    frame = data.frame("unit__bearers", unit_id=unit_id)
    left = frame.filter(~pl.col("status").cast(pl.String).is_in(["done", "exempt", "not_due"]))
    if left.is_empty():
        return None
    table = html.table(left.head(MOST_BRANCHES), BRANCHES, "")
    return html.section("unit.branches", table, more(left, MOST_BRANCHES))


def evidence(unit_id: str) -> Element:
    """The latest of what it has reported, with file, sheet and row."""
    frame = data.frame("unit__evidence", unit_id=unit_id)
    table = html.table(frame.head(MOST_EVIDENCE), EVIDENCE, say("unit.evidence_none"), CELLS)
    return html.section("unit.evidence", table, more(frame, MOST_EVIDENCE))


def more(frame: pl.DataFrame, shown: int) -> Element | None:
    """How many rows were left out."""
    return html.note(say("paper.more_rows", count=frame.height - shown)) if frame.height > shown else None


CELLS: dict[str, html.Cell] = {"sheet": lambda row: say(f"sheet.{row['sheet']}")}
