"""How every obligation of a unit stands on a day: the plan's rules, retold plainly in Python.

Written from the design and the decisions, sharing no code with the SQL. What a unit was known to be on earlier days is
looked at anew for one rule only: what has been met without a break keeps the day on which it first was.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from tests.oracle.conditions import is_owed
from tests.oracle.due import deadlines, waivers
from tests.oracle.grammar import Plan
from tests.oracle.lines import Results, judged_lines
from tests.oracle.parts import Line, Said
from tests.oracle.statuses import (
    AWAITING,
    FAILING,
    Judged,
    Standing,
    bases,
    disordered,
    is_active,
    is_past_due,
    lacking,
    status_of,
    words,
)
from tests.oracle.telling import Row
from tests.oracle.unit import Unit

MET = ("pass", "warn")


class History:
    """A unit through all the days on which something was told of it."""

    def __init__(self, plan: Plan, sheets: dict[str, list[Row]], name: str) -> None:
        self.plan, self.name = plan, name
        self.sheets = {kind: [row for row in rows if row["unit"] == name] for kind, rows in sheets.items()}
        self.days = sorted({row["told"] for rows in self.sheets.values() for row in rows})
        self.known_on = cache(self.look)
        self.lines_on = cache(self.judge)

    def look(self, on: date) -> Unit:
        """The unit as known on a day."""
        return Unit(self.plan, self.sheets, self.name, on)

    def judge(self, requirement_id: str, bearer: str, on: date) -> dict[Any, Results]:
        """The results of every line of an obligation on a day, by what the line is."""
        unit, requirement = self.known_on(on), self.plan.requirement(requirement_id)
        if bearer not in unit.bearers(requirement):
            return {}
        return {line.key: results for line, results in judged_lines(unit, requirement, bearer)}

    def met_on(self, requirement_id: str, bearer: str, line: Line, check_id: str, said: Said, on: date) -> date | None:
        """The day on which a check that is met was: what grew since, or was put right since, makes it no later."""
        if said.word not in MET or said.event_on is None or said.counts_on is None:
            return None
        earliest = said.counts_on
        for day in reversed([day for day in self.days if day <= on]):
            before = self.lines_on(requirement_id, bearer, day).get(line.key, {}).get(check_id)
            if earliest <= said.event_on or (before and before.word not in MET):
                break
            earliest = min(earliest, before.counts_on or earliest) if before else earliest
        return max(said.event_on, earliest)

    def standing(self, requirement_id: str, bearer: str, on: date) -> Standing:
        """The one standing of an obligation on a day."""
        unit, requirement = self.known_on(on), self.plan.requirement(requirement_id)
        due = deadlines(unit, requirement, bearer)
        owed = is_owed(unit, requirement, bearer)
        is_alive = owed is not False and is_active(unit, requirement, bearer, due.due_on)
        is_exempt = bool(waivers(unit, requirement_id, "豁免"))
        line = self.speaking(unit, requirement, bearer)
        status = status_of(on, due.due_on, owed, line, is_alive=is_alive, is_exempt=is_exempt)
        found, required = words(unit, requirement, bearer, line, status), self.required(requirement_id)
        return Standing(
            status,
            due,
            line.part_on if line and status in ("done", "done_late") else None,
            is_past_due(on, status, due.due_on, line),
            found,
            lacking(requirement_id, required, status, found),
            disordered(required, status, found),
            bases(on, due, line, is_owed=is_alive and owed is True, is_exempt=is_exempt),
        )

    def required(self, requirement_id: str) -> set[str]:
        """The checks that hold a requirement."""
        return {row["check_id"] for row in self.plan.checks_of(requirement_id) if row["severity"] == "required"}

    def speaking(self, unit: Unit, requirement: Row, bearer: str) -> Judged | None:
        """Of several lines the nearest to done speaks, or the furthest from it where all are asked."""
        found = [
            self.judged(unit, requirement, bearer, line, results)
            for line, results in judged_lines(unit, requirement, bearer)
        ]
        pick = max if requirement["rollup"] == "all" else min
        return pick(found, key=lambda one: one.faults, default=None)

    def judged(self, unit: Unit, requirement: Row, bearer: str, line: Line, results: Results) -> Judged:
        """A line's required checks counted, and dated."""
        name = requirement["requirement_id"]
        required = self.required(name)
        said = {check: result for check, result in results.items() if check in required}
        met = [self.met_on(name, bearer, line, check, result, unit.on) for check, result in said.items()]
        counts = [sum(one.word in kinds for one in said.values()) for kinds in (FAILING, AWAITING, ("late",))]
        return Judged(line, results, *counts, max([line.happened_on, *(day for day in met if day)]))
