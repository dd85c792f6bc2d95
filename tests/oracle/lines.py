"""The lines of evidence of an obligation on one day, and what every check says of each."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.conditions import applies
from tests.oracle.due import Due, deadlines
from tests.oracle.figures import measured
from tests.oracle.grammar import evidence
from tests.oracle.marks import marked
from tests.oracle.parts import LISTS, Line, Said, flagged, member
from tests.oracle.telling import Row
from tests.oracle.timing import inside, led, ordered
from tests.oracle.unit import Unit

Results = dict[str, Said]


def judged_lines(unit: Unit, requirement: Row, bearer: str) -> list[tuple[Line, Results]]:
    """Every line of an obligation with its results."""
    due = deadlines(unit, requirement, bearer)
    return [(line, judged(unit, requirement, bearer, line, due)) for line in lines(unit, requirement, bearer)]


def lines(unit: Unit, requirement: Row, bearer: str) -> Iterator[Line]:
    """The rows that count, by the rollup: together where they add up, else one by one."""
    rows = unit.happened(requirement, bearer)
    day = evidence(requirement).date_field
    if requirement["rollup"] == "sum":
        yield from [Line(tuple(rows), "sum", day)] if rows else []
        return
    counting = {"first": rows[:1], "last": rows[-1:]}.get(requirement["rollup"], rows)
    yield from (Line((row,), row.told.key, day) for row in counting)


def judged(unit: Unit, requirement: Row, bearer: str, line: Line, due: Due) -> Results:
    """Every check of a requirement on a line."""
    return {
        check["check_id"]: conditioned(unit, bearer, check, said(unit, bearer, line, check, due))
        for check in unit.plan.checks_of(requirement["requirement_id"])
    }


def conditioned(unit: Unit, bearer: str, check: Row, result: Said) -> Said:
    """A check that does not apply says nothing; one of which that is not known yet waits."""
    verdict = applies(unit, check["applies_when"], bearer)
    return result if verdict else Said("wait" if verdict is None else "not_applicable")


def said(unit: Unit, bearer: str, line: Line, check: Row, due: Due) -> Said:
    """What one check says of a line."""
    kind = check["kind"]
    if kind in LISTS:
        return member(unit, line, check)
    match kind:
        case "held":
            return Said("pass")
        case "count" | "tally" | "categories" | "attendance":
            return measured(unit, bearer, line, check)
        case "flag" | "published":
            return flagged(line, check)
        case "within":
            return inside(unit, line, check)
        case "order":
            return ordered(unit, bearer, line, check)
        case "lead_days":
            return led(unit, bearer, line, check, due)
        case "covers" | "reviewed":
            return marked(unit, bearer, check)
    raise AssertionError(kind)
