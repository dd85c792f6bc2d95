"""From the lines of an obligation to its one status, and to what it counts for in the rates (design, section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.oracle.conditions import applies
from tests.oracle.due import Due
from tests.oracle.lines import Results
from tests.oracle.parts import Line
from tests.oracle.telling import Row
from tests.oracle.unit import Unit

SEVEN_DAYS = timedelta(days=7)
FAILING, AWAITING = ("fail", "missing"), ("awaiting_review", "stale")


@dataclass(frozen=True)
class Judged:
    """A line with its results: how many required checks stand how, and the day of the last part."""

    line: Line
    results: Results
    failing: int
    awaiting: int
    late: int
    part_on: date

    @property
    def faults(self) -> tuple[Any, ...]:
        """How far it is from done."""
        return (self.failing, self.awaiting, self.late, self.part_on)

    @property
    def is_complete(self) -> bool:
        """Whether the bearer's part is there and every required mark has passed."""
        return not self.failing and not self.awaiting


@dataclass(frozen=True)
class Standing:
    """How one obligation stands on a day."""

    status: str
    due: Due
    done_on: date | None
    is_past_due: bool
    words: dict[str, str]
    # The checks whose lack is said, or the requirement itself while nothing has happened; and those out of order.
    missing: tuple[str, ...] = ()
    out_of_order: tuple[str, ...] = ()
    # (expected, completed, on time), without the exempt, and by the original and the extended deadlines.
    bases: dict[str, tuple[bool, bool, bool]] = field(default_factory=dict)


def status_of(
    on: date, due_on: date | None, owed: bool | None, line: Judged | None, *, is_alive: bool, is_exempt: bool
) -> str:
    """The first that holds, top down."""
    if not is_alive:
        return "not_applicable"
    if is_exempt:
        return "exempt"
    if line and line.is_complete:
        return "done_late" if is_late(line, due_on) else "done"
    if line:
        return "incomplete" if line.failing else "needs_review"
    return untouched(on, due_on if owed else None)


def untouched(on: date, due_on: date | None) -> str:
    """Where nothing that happened is on record."""
    if due_on is None or due_on > on + SEVEN_DAYS:
        return "not_due"
    return "overdue" if due_on < on else "due_soon"


def is_late(line: Judged, due_on: date | None) -> bool:
    """Whether the bearer's part came after the deadline, or in the wrong order."""
    return line.late > 0 or (due_on is not None and line.part_on > due_on)


def is_past_due(on: date, status: str, due_on: date | None, line: Judged | None) -> bool:
    """Whether the bearer's part was late, or is missing past the deadline."""
    if line and status == "incomplete":
        return line.late > 0 or (due_on is not None and due_on < on)
    if line and status == "needs_review":
        return is_late(line, due_on)
    return status in ("overdue", "done_late")


def is_active(unit: Unit, requirement: Row, bearer: str, due_on: date | None) -> bool:
    """Whether the unit, and the branch, was there: founded by now and by the deadline, not closed before it."""
    rosters = [unit.roster, unit.branch(bearer)] if requirement["bearer"] == "branch" else [unit.roster]
    return all(was_there(roster, unit.on, due_on) for roster in rosters)


def was_there(roster: Row, on: date, due_on: date | None) -> bool:
    """Whether one row of a roster leaves the duty standing."""
    since, until = roster.get("active_from_on"), roster.get("active_until_on")
    if since and (since > on or (due_on and since > due_on)):
        return False
    return not (until and until <= on and (due_on is None or due_on > until))


def words(unit: Unit, requirement: Row, bearer: str, line: Judged | None, status: str) -> dict[str, str]:
    """The result of every check in one word."""
    checks = unit.plan.checks_of(requirement["requirement_id"])
    if status == "not_applicable":
        return {check["check_id"]: "not_applicable" for check in checks}
    if line:
        return {check: said.word for check, said in line.results.items()}
    return {check["check_id"]: unmet(unit, bearer, check) for check in checks}


def unmet(unit: Unit, bearer: str, check: Row) -> str:
    """What a check says while nothing has happened."""
    verdict = applies(unit, check["applies_when"], bearer)
    if not verdict:
        return "wait" if verdict is None else "not_applicable"
    return "awaiting_review" if check["kind"] in ("covers", "reviewed") else "missing"


def lacking(requirement_id: str, required: set[str], status: str, found: dict[str, str]) -> tuple[str, ...]:
    """What is missing, as names of checks: of what happened the part that is not met, else the whole of it."""
    if status in ("overdue", "due_soon"):
        return (requirement_id,)
    return holding(required, {"incomplete": FAILING, "needs_review": AWAITING}.get(status, ()), found)


def disordered(required: set[str], status: str, found: dict[str, str]) -> tuple[str, ...]:
    """What came too late or in the wrong order, as names of checks."""
    return holding(required, ("late",) if status in ("done_late", "incomplete", "needs_review") else (), found)


def holding(required: set[str], kinds: tuple[str, ...], found: dict[str, str]) -> tuple[str, ...]:
    """The required checks whose result is of these."""
    return tuple(sorted(check for check, word in found.items() if check in required and word in kinds))


def bases(
    on: date, due: Due, line: Judged | None, *, is_owed: bool, is_exempt: bool
) -> dict[str, tuple[bool, bool, bool]]:
    """What counts in the rates, by each of the three deadlines."""
    is_complete = line is not None and line.is_complete
    found = {}
    for name, limit in (("original", due.original_on), ("extended", due.extended_on), ("", due.due_on)):
        expected = is_owed and limit is not None and limit <= on and (bool(name) or not is_exempt)
        punctual = line is not None and is_complete and not is_late(line, limit)
        found[name] = (expected, expected and is_complete, expected and punctual)
    return found
