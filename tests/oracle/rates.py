"""The rates of units, of guidance groups and of all, counted from the standings of their obligations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.judge import History
from tests.oracle.statuses import SEVEN_DAYS, Standing
from tests.oracle.telling import Row
from tests.oracle.unit import Unit

Standings = dict[tuple[str, str], Standing]
COUNTED = ("expected", "completed", "on_time")
OTHER_BASES = ("original", "extended")
STATUSES = ("done", "done_late", "incomplete", "needs_review", "overdue", "due_soon", "not_due", "exempt")


def standings(history: History, on: date) -> Standings:
    """Every owed obligation of a unit, by requirement and bearer."""
    unit = history.known_on(on)
    owed = [row for row in history.plan.requirements if row["duty"] == "owed"]
    names = [(row["requirement_id"], bearer) for row in owed for bearer in unit.bearers(row)]
    return {name: history.standing(*name, on) for name in names}


def counted(all_of_them: Iterable[Standing]) -> Counter[str]:
    """How many obligations stand how."""
    found = Counter[str]()
    for standing in all_of_them:
        expected, completed, on_time = standing.bases[""]
        found[f"{standing.status}_count"] += 1
        found["obligation_count"] += standing.status != "not_applicable"
        found["past_due_count"] += standing.is_past_due
        found += Counter(expected_count=expected, completed_count=completed, on_time_count=on_time)
        for base in OTHER_BASES:
            found += Counter(dict(zip(counts_of(base), standing.bases[base], strict=True)))
    return found


def counts_of(base: str) -> list[str]:
    """The names of what is counted by a deadline: expected, completed, on time."""
    return [f"{name}_{base}_count" for name in COUNTED]


def rates(found: Counter[str]) -> Row:
    """The counts as they are shown, with what they make of what was expected."""
    names = [f"{name}_count" for name in (*STATUSES, "obligation", "past_due", *COUNTED)]
    names += [name for base in OTHER_BASES for name in counts_of(base)]
    return {name: found[name] for name in names} | {
        f"{name}{base}_ratio": share(found[f"{name}{base}_count"], found[f"expected{base}_count"])
        for base in ("", *(f"_{base}" for base in OTHER_BASES))
        for name in COUNTED[1:]
    }


def share(part: int, whole: int) -> float | None:
    """A part of a whole; nothing of nothing."""
    return part / whole if whole else None


def unit_rates(seen: dict[str, tuple[Unit, Standings]]) -> dict[str, Row]:
    """One row a unit on the roster that owes, or once owed, anything."""
    return {
        name: rates(counted(standings.values()))
        for name, (unit, standings) in seen.items()
        if unit.roster and standings
    }


def counted_units(on: date, seen: dict[str, tuple[Unit, Standings]]) -> list[str]:
    """The units that owe something or are there, which are those that count as units."""
    return [name for name, row in unit_rates(seen).items() if row["obligation_count"] or is_there(seen[name][0], on)]


def group_rates(on: date, seen: dict[str, tuple[Unit, Standings]]) -> dict[str, Row]:
    """One row a guidance group, over the units that it has on the day."""
    groups: dict[str, list[str]] = {}
    for name in counted_units(on, seen):
        if group := seen[name][0].roster.get("guidance_group"):
            groups.setdefault(group, []).append(name)
    return {group: together(seen, names) for group, names in groups.items()}


def together(seen: dict[str, tuple[Unit, Standings]], names: list[str]) -> Row:
    """Several units as one, with how many they are and how many of them are behind."""
    counts = [counted(seen[name][1].values()) for name in names]
    late = sum(count["overdue_count"] > 0 for count in counts)
    return {**rates(sum(counts, Counter())), "unit_count": len(names), "overdue_unit_count": late}


def overview(on: date, seen: dict[str, tuple[Unit, Standings]], before: dict[str, tuple[Unit, Standings]]) -> Row:
    """The whole campaign, and the same seven days before."""
    names = counted_units(on, seen)
    every = [standing for _, found in seen.values() for standing in found.values()]
    past: Counter[str] = sum((counted(found.values()) for _, found in before.values()), Counter())
    shown = ("expected_count", "completed_count", "on_time_count", "overdue_count")
    return {
        **together(seen, names),
        **{f"{name}_before": past[name] for name in shown},
        "due_this_week_count": sum(is_near(standing, on) for standing in every),
    }


def is_there(unit: Unit, on: date) -> bool:
    """Whether a unit has been founded and not closed."""
    since, until = unit.roster.get("active_from_on"), unit.roster.get("active_until_on")
    return (since or on) <= on and (until is None or until > on)


def is_near(standing: Standing, on: date) -> bool:
    """Whether an obligation falls due within a week, done or not."""
    due: Any = standing.due.due_on
    is_owed = standing.status not in ("exempt", "not_applicable")
    return is_owed and due is not None and on <= due <= on + SEVEN_DAYS
