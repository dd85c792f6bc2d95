"""Checks that only a reviewer can pass: what has been said of the material as it was sent."""

from __future__ import annotations

from datetime import date

from tests.oracle.grammar import evidence
from tests.oracle.parts import Said
from tests.oracle.telling import Row
from tests.oracle.unit import OFFICES, TYPE_FIELDS, Unit

# Of several reviewers, one who returned the material stands until it is sent again; else one who passed it suffices.
WORDS = ("fail", "pass", "awaiting_review", "stale")


def marked(unit: Unit, bearer: str, check: Row) -> Said:
    """What the reviewers say together; a mark's own day makes nothing late."""
    requirement = unit.plan.requirement(check["requirement_id"])
    branch = bearer if requirement["bearer"] == "branch" else None
    if check["kind"] == "covers":
        types, named = evidence(requirement).types, None
    else:
        material, _, reviewer = check["item"].partition(":")
        types, named = [material], unit.names_of(reviewer)
    if named == set():
        return Said("not_applicable")
    made = materials(unit, types, branch)
    words = {word(mark, made) for mark in marks(unit, types, check["check_id"], named, branch)}
    return Said(next((one for one in WORDS if one in words), "awaiting_review"))


def marks(unit: Unit, types: list[str], check_id: str, named: set[str] | None, branch: str | None) -> list[Row]:
    """Each reviewer's last word, the one sent last; a mark that names no check speaks for every one."""
    last: dict[str, Row] = {}
    rows = [told.now for told in unit.told["reviews"]]
    for row in sorted(rows, key=lambda row: (row["sent_on"], row.get("reviewed_on") or date.min, row["told"])):
        is_asked = row["material_type"] in types and row.get("check") in (check_id, None)
        if is_asked and (named is None or row["reviewer"] in named) and is_of(row, branch):
            last[person(unit, row["reviewer"])] = row
    return list(last.values())


def is_of(row: Row, branch: str | None) -> bool:
    """Whether a row speaks of a branch; one that names none speaks of all."""
    return branch is None or row.get("branch") in (branch, None)


def person(unit: Unit, reviewer: str) -> str:
    """A reviewer written by office is the one of the roster."""
    office = next((name for name, office in OFFICES.items() if office == reviewer), None)
    return unit.roster.get(office) or reviewer if office else reviewer


def materials(unit: Unit, types: list[str], branch: str | None) -> list[date]:
    """The days on which the forms of a material were made."""
    found = []
    for sheet, made_on in (("reports", "completed_on"), ("meetings", "held_on")):
        rows = [told.now for told in unit.told[sheet] if told.now[TYPE_FIELDS[sheet]] in types]
        found += [row[made_on] for row in rows if row.get(made_on) and is_of(row, branch)]
    return sorted(found)


def word(mark: Row, made: list[date]) -> str:
    """What one mark says of the material: that made after it was sent has not been judged."""
    if mark["conclusion"] not in ("通过", "退回"):
        return "awaiting_review"
    sent, marked_on = mark["sent_on"], mark.get("reviewed_on") or mark["sent_on"]
    if made and (made[-1] > marked_on or made[0] <= sent < made[-1]):
        return "stale"
    return "pass" if mark["conclusion"] == "通过" else "fail"
