"""The least that is reported of one unit, for an example of a rule: rows as a clerk would write them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date

from dashboard.rulebook import BETWEEN, Book, Row
from dashboard.words import say

ROSTER, BRANCHES, MARKS = "units", "branches", "reviews"
PASSED, RETURNED = "通过", "退回"
MANY, FEW = 6, 2

Value = str | int | date | None
Cells = dict[str, Value]
Line = tuple[str, Cells]


@dataclass
class World:
    """What is reported of one unit: its roster row, the rows that tell of each requirement, and any other rows."""

    roster: Cells = field(default_factory=dict)
    branch: Cells | None = None
    events: dict[str, list[Cells]] = field(default_factory=dict)
    others: list[Line] = field(default_factory=list)

    def lines(self, rules: Book) -> list[Line]:
        """The rows of all sheets, rosters first."""
        events = [
            (rules.requirements[name]["evidence_sheet"], row) for name, rows in self.events.items() for row in rows
        ]
        told = list({id(row): (sheet, row) for sheet, row in events}.values())
        branch = [(BRANCHES, self.branch)] if self.branch is not None else []
        return [*([(ROSTER, self.roster)] if self.roster else []), *branch, *told, *self.others]


def sheet_of(rules: Book, requirement_id: str) -> str:
    """The sheet that tells of a requirement."""
    return str(rules.requirements[requirement_id]["evidence_sheet"])


def middle(rules: Book, check: Row) -> date:
    """A day in the middle of the plan."""
    row = rules.requirements[check["requirement_id"]]
    first: date = row["starts_on"]
    return first + (row["ends_on"] - first) // 2


def happen(rules: Book, world: World, requirement_id: str, on: date) -> Cells:
    """Let a requirement's event be on a day, at a unit to which it applies; gives the row that tells of it."""
    if requirement_id in world.events:
        [row] = world.events[requirement_id]
        row[rules.requirements[requirement_id]["evidence_date_field"]] = on
        return row
    owed = rules.requirements[requirement_id]
    row = evidence(rules, world, owed, on)
    if same := told_already(rules, world, owed, row):
        same |= row
        row = same
    world.events[requirement_id] = [row]
    if owed["bearer"] == "branch":
        world.branch = {**(world.branch or {}), "branch_id": say("example.branch")}
        row["branch_id"] = say("example.branch")
    if owed["bearer"] == "group":
        world.roster.setdefault("guidance_group", sample(rules, ROSTER, "guidance_group"))
    apply(rules, world, "requirement", requirement_id, on)
    return row


def told_already(rules: Book, world: World, owed: Row, row: Cells) -> Cells | None:
    """The row of the same sheet, type and reviewer that tells of another requirement; one document may answer two."""
    sheet, names = owed["evidence_sheet"], (owed["evidence_type_field"], "reviewer")
    told = [found for other, rows in world.events.items() for found in rows if sheet_of(rules, other) == sheet]
    return next((found for found in told if all(found.get(name) == row.get(name) for name in names)), None)


def evidence(rules: Book, world: World, owed: Row, on: date) -> Cells:
    """The row of a sheet that answers a requirement."""
    row: Cells = {}
    if name := owed["evidence_type_field"]:
        types = (owed["evidence_types"] or "*").split(BETWEEN)
        choices = rules.fields[owed["evidence_sheet"], name]["choices"]
        row[name] = types[0] if types[0] != "*" else choices.split(BETWEEN)[0]
    if owed["evidence_sheet"] == MARKS:
        reviewer = office(rules, world, owed["evidence_reviewer"], owed["evidence_reviewer_attribute"])
        row |= {"reviewer": reviewer, "sent_on": on, "conclusion": PASSED}
    return row | {owed["evidence_date_field"]: on}


def office(rules: Book, world: World, literal: str | None, attribute: str | None) -> Value:
    """An office by name; one that the roster names is written there too."""
    if attribute:
        return world.roster.setdefault(attribute, sample(rules, ROSTER, attribute))
    return literal or say("example.reviewer")


def sample(rules: Book, sheet: str, name: str) -> Value:
    """Something that a field may hold."""
    known = rules.fields[sheet, name]
    if known["field_type"] == "flag":
        return "yes"
    if known["choices"]:
        return str(known["choices"].split(BETWEEN)[0])
    if known["field_type"] in ("count", "number", "ratio"):
        return MANY
    return say("example.some", label=rules.label(sheet, name)) if sheet == ROSTER else say("example.text")


def apply(rules: Book, world: World, kind: str, owner: str, on: date) -> None:
    """Make a condition hold."""
    for term in (alternatives[0] for alternatives in rules.conditions.get((kind, owner), [])):
        source = term["source_id"]
        if source and source not in rules.requirements:
            continue
        known = world.events.get(source or "")
        row = known[0] if known else happen(rules, world, source, on) if source else world.roster
        row[term["field"]] = wanted(rules, term)


def wanted(rules: Book, term: Row) -> Value:
    """A value under which a term holds."""
    if term["operator"] == "is empty":
        return None
    if term["operator"] == "is set":
        return sample(rules, term["sheet"], term["field"])
    is_number = rules.fields[term["sheet"], term["field"]]["field_type"] in ("count", "number", "ratio")
    if term["operator"] in ("=", ">="):
        return math.ceil(float(term["value"])) if is_number else term["value"]
    if is_number:
        return math.floor(float(term["value"])) + 1
    return another(rules, term["sheet"], term["field"], [term["value"]])


def another(rules: Book, sheet: str, name: str, but: list[str]) -> Value:
    """A value of a field that is none of these; nothing where there is no other."""
    known = rules.fields[sheet, name]
    choices = ["yes", "no"] if known["field_type"] == "flag" else (known["choices"] or "").split(BETWEEN)
    return next((choice for choice in choices if choice and choice not in but), None)


def own(check: Row, world: World) -> Cells:
    """The row that answers the check's requirement."""
    return world.events[check["requirement_id"]][0]
