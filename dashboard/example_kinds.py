"""How each kind of check is met, and missed by as little as can be."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta

from dashboard.example_world import (
    FEW,
    MANY,
    MARKS,
    PASSED,
    RETURNED,
    Cells,
    World,
    another,
    happen,
    middle,
    office,
    own,
    sample,
)
from dashboard.rulebook import BETWEEN, Book, Row
from dashboard.words import say

NUMBERED = ("problem_number", "session_number", "report_number", "material_number")


def membership(rules: Book, check: Row, world: World, passes: bool) -> None:
    """The item is in the list, or the list is empty."""
    item = office(rules, world, check["item_literal"], check["item_attribute"])
    own(check, world)[check["field"]] = item if passes else None


def flag(rules: Book, check: Row, world: World, passes: bool) -> None:
    """The field holds what is asked, or something else."""
    sheet = rules.requirements[check["requirement_id"]]["evidence_sheet"]
    allowed = (check["allowed_values"] or "").split(BETWEEN)
    if check["flag_operator"] == "filled":
        own(check, world)[check["field"]] = sample(rules, sheet, check["field"]) if passes else None
    else:
        own(check, world)[check["field"]] = allowed[0] if passes else another(rules, sheet, check["field"], allowed)


def held(rules: Book, check: Row, world: World, passes: bool) -> None:
    """It happened, or did not; within its span, or a day after."""
    last = check["range_to_on"]
    if last is not None:
        happen(rules, world, check["requirement_id"], last if passes else last + timedelta(days=1))
    elif not passes:
        world.events[check["requirement_id"]] = []


def order(rules: Book, check: Row, world: World, passes: bool) -> None:
    """The last day that is still right, or the next to it."""
    on = check["date_on"] or middle(rules, check)
    if check["anchor_id"]:
        happen(rules, world, check["anchor_id"], on)
    right, step = {"before": (-1, 1), "on or before": (0, 1), "after": (1, -1), "on or after": (0, -1)}[
        check["comparison"]
    ]
    happen(rules, world, check["requirement_id"], on + timedelta(days=right + (0 if passes else step)))


def lead_days(rules: Book, check: Row, world: World, passes: bool) -> bool:
    """As many days as are aimed at, or one beyond what is allowed; whether there is any such number."""
    on, sign = middle(rules, check), -1 if check["direction"] == "lead" else 1
    low, high = check["warn_from"], check["warn_to"]
    beyond = (low, -1) if (sign < 0 and low is not None) or high is None else (high, 1)
    if not passes and beyond[0] is None:
        return False
    days = check["target_days"] if passes else beyond[0] + beyond[1]
    happen(rules, world, check["anchor_id"], on)
    happen(rules, world, check["requirement_id"], on + timedelta(days=sign * days))
    return True


def measure(rules: Book, check: Row, world: World, passes: bool) -> bool:
    """Both sides as they must stand to each other, or one off; whether they can be off."""
    left, right = (rules.operands[check["check_id"], side] for side in ("left", "right"))
    goal = sum(term["sign"] * place(rules, check, world, term, number) for number, term in enumerate(right))
    off = {"<=": 1}.get(check["comparison"], -1)
    if check["check_kind"] == "attendance" and not passes:
        goal, off = math.ceil(check["percent"] / 100 * goal), -1
    total = goal if passes else goal + off
    if check["check_kind"] == "categories":
        return fill(rules, check, world, left, total)
    if any(term["operand_kind"] == "sheet_rows" for term in (*left, *right)):
        return count_rows(rules, check, world, left, right, passes)
    return total >= 0 and add_up(rules, check, world, left, total)


def add_up(rules: Book, check: Row, world: World, terms: list[Row], total: int) -> bool:
    """Let the terms of a side add up to a total."""
    first, *rest = terms
    others = sum(term["sign"] * place(rules, check, world, term, 0, FEW) for term in rest)
    place(rules, check, world, first, 0, total - others)
    # Only rows that add up are more than one.
    is_single = rules.requirements[check["requirement_id"]]["rollup"] != "sum"
    return total >= others and not (is_single and first["operand_kind"] == "rows" and total > 1)


def place(rules: Book, check: Row, world: World, term: Row, number: int, value: int | None = None) -> int:
    """Write a term's value where it stands; without one, a number of the usual size."""
    kind = term["operand_kind"]
    if kind == "number":
        return int(term["number_value"])
    given = value if value is not None else MANY + number if term["sign"] > 0 else FEW
    if kind == "rows":
        world.events[check["requirement_id"]] = [
            repeated(rules, check, own(check, world), one) for one in range(1, given + 1)
        ]
    elif kind == "unit":
        world.roster[term["field"]] = given
    elif kind == "branch":
        world.branch = (world.branch or {}) | {term["field"]: given}
    elif kind == "field":
        summed = rules.fields[term["sheet"], term["field"]]["summed_fields"]
        own(check, world)[summed.split(BETWEEN)[0] if summed else term["field"]] = given
    return given


def repeated(rules: Book, check: Row, row: Cells, number: int) -> Cells:
    """One of several rows of a kind, told apart by their number, else by their day."""
    owed = rules.requirements[check["requirement_id"]]
    if name := number_field(rules, owed["evidence_sheet"]):
        return row | {name: number}
    on = row[owed["evidence_date_field"]]
    return row | {owed["evidence_date_field"]: on + timedelta(days=number - 1)} if isinstance(on, date) else row


def number_field(rules: Book, sheet: str) -> str | None:
    """The field that numbers several rows of a kind, where a sheet has one."""
    return next((name for name in NUMBERED if (sheet, name) in rules.fields), None)


def fill(rules: Book, check: Row, world: World, terms: list[Row], count: int) -> bool:
    """Let so many categories have somebody, and the others nobody."""
    for number, term in enumerate(terms):
        place(rules, check, world, term, 0, FEW if number < count else 0)
    return 0 <= count <= len(terms)


def count_rows(rules: Book, check: Row, world: World, left: list[Row], right: list[Row], passes: bool) -> bool:
    """Let rows of another sheet be as many as they must, or one more or less."""
    rows = [term for term in left if term["operand_kind"] == "sheet_rows"]
    asked = sum(int(term["number_value"] or 0) for term in right)
    counts = [max(1, asked - len(rows) + 1) if number == 0 else 1 for number in range(len(rows))]
    if not rows:
        return against_rows(rules, check, world, left, right[0], passes)
    is_against_all = right[0]["operand_kind"] == "sheet_rows"
    counts[0] -= 0 if passes or is_against_all else 1
    for term, count in zip(rows, counts, strict=True):
        add_rows(rules, world, term, count)
    if is_against_all and not passes:
        add_rows(rules, world, {**term, "filter_field": None}, 1)
    return True


def against_rows(rules: Book, check: Row, world: World, left: list[Row], term: Row, passes: bool) -> bool:
    """Let a value be held against how many rows there are."""
    add_rows(rules, world, term, FEW)
    off = {"<=": 1}.get(check["comparison"], -1)
    return add_up(rules, check, world, left, FEW if passes else FEW + off)


def add_rows(rules: Book, world: World, term: Row, count: int) -> None:
    """So many rows of a sheet, of a value where one is asked for."""
    name = number_field(rules, term["sheet"])
    for _ in range(count):
        cells: Cells = {name: len(world.others) + 1} if name else {}
        if term["filter_field"]:
            cells[term["filter_field"]] = term["filter_value"]
        world.others.append((term["sheet"], cells))


def covers(rules: Book, check: Row, world: World, passes: bool) -> None:
    """A mark on this check, or the material returned."""
    types = (rules.requirements[check["requirement_id"]]["evidence_types"] or "").split(BETWEEN)
    on = middle(rules, check)
    mark: Cells = {
        "material_type": check["material_type"] or types[0],
        "check_id": check["check_id"],
        "reviewer": say("example.reviewer"),
    }
    world.others.append(
        (MARKS, mark | {"sent_on": on, "reviewed_on": on, "conclusion": PASSED if passes else RETURNED})
    )


def reviewed(rules: Book, check: Row, world: World, passes: bool) -> None:
    """The reviewer's mark on the material, or the material returned."""
    on = middle(rules, check)
    reviewer = office(rules, world, check["reviewer_literal"], check["reviewer_attribute"])
    mark: Cells = {"material_type": check["material_type"], "reviewer": reviewer}
    verdict: Cells = {"sent_on": on, "reviewed_on": on, "conclusion": PASSED if passes else RETURNED}
    row = own(check, world)
    if {name: row.get(name) for name in mark} == mark:
        row |= verdict
    else:
        world.others.append((MARKS, mark | verdict))


KINDS: dict[str, Callable[[Book, Row, World, bool], bool | None]] = {
    **dict.fromkeys(("invited", "recipient", "attachment", "contains"), membership),
    **dict.fromkeys(("categories", "count", "tally", "attendance"), measure),
    **dict.fromkeys(("flag", "published"), flag),
    **dict.fromkeys(("held", "within"), held),
    "order": order,
    "lead_days": lead_days,
    "covers": covers,
    "reviewed": reviewed,
}
