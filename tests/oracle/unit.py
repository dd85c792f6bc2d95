"""One unit as it is known on one day: its roster, its branches, and the rows that answer what it owes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tests.oracle.grammar import Evidence, Plan, evidence
from tests.oracle.telling import KEYS, Row, Told, in_force, is_withdrawn

TYPE_FIELDS = {
    "meetings": "meeting_type",
    "reports": "report_type",
    "reviews": "material_type",
    "evaluations": "evaluation_form",
}
NUMBER_FIELDS = {"meetings": "session_number", "reports": "report_number"}
OFFICES = {"guidance_group": "指导检查组", "contact_leader": "联系市领导"}
LIAISON_GROUP = "联络组"


@dataclass(frozen=True)
class Happening:
    """A row whose event has happened."""

    day: date
    number: int
    told: Told


class Unit:
    """What is known of one unit on one day."""

    def __init__(self, plan: Plan, sheets: dict[str, list[Row]], name: str, on: date) -> None:
        self.plan, self.name, self.on = plan, name, on
        self.rows = {kind: [row for row in rows if row["told"] <= on] for kind, rows in sheets.items()}
        self.told = {kind: in_force(self.rows.get(kind, []), kind, on) for kind in KEYS}
        self.roster: Row = self.told["units"][0].now if self.told["units"] else {}

    @cached_property
    def branches(self) -> list[str]:
        """Every branch that was ever told of."""
        return sorted({row["branch"] for row in self.rows.get("branches", []) if not is_withdrawn(row)})

    @cached_property
    def classes(self) -> set[str]:
        """The classes under which the unit was ever on the roster; none where it never was."""
        return {row["unit_class"] for row in self.rows["units"] if not is_withdrawn(row)}

    def branch(self, name: str) -> Row:
        """A branch's row, blank where it left the roster."""
        return next((told.now for told in self.told["branches"] if told.now["branch"] == name), {})

    def attribute(self, written: str) -> Any:
        """What the roster says where the plan writes `unit.ATTR`."""
        return self.roster.get(written.removeprefix("unit."))

    def names_of(self, written: str) -> set[str]:
        """All that an office may be called: by name, or by what it is."""
        if not written.startswith("unit."):
            return {written}
        name, office = self.attribute(written), OFFICES[written.removeprefix("unit.")]
        return {name, office} if name else set()

    def bearers(self, requirement: Row) -> list[str]:
        """The ids of those who owe a requirement; a liaison group only what is asked of its class by name."""
        if requirement["bearer"] == "branch":
            return self.branches if self.classes else []
        is_asked = "unit.unit_class" in (requirement["applies_when"] or "")
        return [self.name] if self.classes and (is_asked or LIAISON_GROUP not in self.classes) else []

    def bearers_beside(self, requirement: Row, bearer: str) -> list[str]:
        """Those whose events an obligation is compared with: a branch looks at itself only."""
        names = self.bearers(requirement)
        return [bearer] if requirement["bearer"] == "branch" and bearer in names else names

    def answering(self, requirement: Row, bearer: str) -> list[Told]:
        """The rows that answer an obligation, whether the thing has happened or is only planned."""
        source = evidence(requirement)
        is_branch = requirement["bearer"] == "branch"
        return [
            told
            for told in self.told[source.sheet]
            if self.is_answer(told.now, source) and (not is_branch or self.branch_meant(told.now) == bearer)
        ]

    def is_answer(self, row: Row, source: Evidence) -> bool:
        """Whether a row is of the type and by the reviewer that are asked for."""
        is_type = source.types == ["*"] or row[TYPE_FIELDS[source.sheet]] in source.types
        return is_type and (source.reviewer is None or row["reviewer"] in self.reviewers(source.reviewer))

    def reviewers(self, written: str) -> set[str]:
        """A reviewer's names; the office may be written even where the roster names nobody."""
        return self.names_of(written) or {OFFICES[written.removeprefix("unit.")]}

    def branch_meant(self, row: Row) -> str | None:
        """A row's branch; a blank one is the only one there was when it was told."""
        if row.get("branch"):
            return str(row["branch"])
        first = min((branch["told"] for branch in self.rows.get("branches", [])), default=None)
        if first is None:
            return None
        day = max(row["told"], first)
        names = [told.now["branch"] for told in in_force(self.rows["branches"], "branches", day) if is_open(told, day)]
        return names[0] if len(names) == 1 else None

    def happened(self, requirement: Row, bearer: str) -> list[Happening]:
        """The rows that have happened, in order."""
        source = evidence(requirement)
        number = NUMBER_FIELDS.get(source.sheet, "")
        rows = [told for told in self.answering(requirement, bearer) if told.now.get(source.date_field)]
        found = [Happening(told.now[source.date_field], told.now.get(number) or 1, told) for told in rows]
        return sorted(found, key=lambda one: (one.day, one.number))

    def event_day(self, requirement: Row, bearer: str) -> date | None:
        """When it happened: of several rows the first, or the last where the last or all count."""
        days = [one.day for one in self.happened(requirement, bearer)]
        return last_or_first(requirement, ("last", "all"))(days, default=None)

    def first_day(self, requirement: Row, bearer: str) -> date | None:
        """From when what follows may come: what is written again puts nothing out of order."""
        days = [one.day for one in self.happened(requirement, bearer)]
        return last_or_first(requirement, ("all",))(days, default=None)

    def planned_day(self, requirement: Row, bearer: str) -> date | None:
        """The day that is planned: the first, or the last where the last or all of them count."""
        days = [day for told in self.answering(requirement, bearer) if (day := told.now.get("planned_on"))]
        return last_or_first(requirement, ("last", "all"))(days, default=None)


def last_or_first(requirement: Row, rollups: tuple[str, ...]) -> Callable[..., Any]:
    """Which of several days is meant."""
    return max if requirement["rollup"] in rollups else min


def is_open(told: Told, day: date) -> bool:
    """Whether a branch was there on a day."""
    since, until = told.now.get("active_from_on"), told.now.get("active_until_on")
    return (since is None or since <= day) and (until is None or until > day)
