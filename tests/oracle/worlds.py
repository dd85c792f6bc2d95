"""Random small worlds: a plan drawn from the whole grammar, and units that report late, twice and wrongly.

Seeded: one number is one world. Nothing of one unit bears on another, so that each of them is a small world of its own.
Rows are plain; `drawn` writes them as the tables that the real views are fed with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.oracle import reported
from tests.oracle.clerks import maybe, versions
from tests.oracle.grammar import Plan
from tests.oracle.plans import day, make_plan
from tests.oracle.telling import Row
from tests.sql.drawing import draw

GROUPS = ("第一组", "第一组", "第二组", None)
WAIVED = ("meeting", "draft", "before", "after", "study", "branch")


@dataclass(frozen=True)
class Made:
    """A world: its plan, and the rows told by kind of sheet."""

    plan: Plan
    sheets: dict[str, list[Row]]
    units: tuple[str, ...]


def make(seed: int, unit_count: int) -> Made:
    """The world of a number."""
    dice = Random(seed)
    plan = make_plan(dice)
    units = tuple(f"单位{number}" for number in range(unit_count))
    sheets: dict[str, list[Row]] = {}
    for unit in units:
        for kind, rows in make_unit(dice, unit, plan).items():
            sheets.setdefault(kind, []).extend(rows)
    return Made(plan, sheets, units)


def make_unit(dice: Random, unit: str, plan: Plan) -> dict[str, list[Row]]:
    """What one unit told over the campaign."""
    branches = [f"{unit}支部{number}" for number in range(dice.choice([0, 1, 2]))]
    first_on = dice.choice([0] * 8 + [12])
    return {
        "units": versions(dice, [roster(dice, unit)], revise_roster, first_on=first_on),
        "branches": versions(
            dice, [branch(dice, unit, name) for name in branches], revise_branch, first_on=dice.choice([0, 0, 15])
        ),
        "meetings": versions(dice, reported.meetings(dice, unit, branches), reported.revise_meeting),
        "reports": versions(dice, reported.reports(dice, unit), reported.revise_report),
        "reviews": versions(dice, reported.reviews(dice, unit, branches, plan), reported.revise_review),
        "evaluations": versions(dice, reported.evaluations(dice, unit), reported.revise_evaluation),
        "problems": versions(dice, problems(dice, unit), lambda dice, row: {"is_concentrated": "yes"}),
        "waivers": versions(dice, waivers(dice, unit), revise_waiver),
    }


def roster(dice: Random, unit: str) -> Row:
    """A unit's row on the roster; some are founded, closed or merged on the way."""
    closed = dice.choice([None] * 8 + [day(dice, 10, 50)])
    return {
        "unit": unit,
        "unit_class": "联络组" if dice.random() < 0.07 else "机关",
        "guidance_group": dice.choice(GROUPS),
        "contact_leader": maybe(dice, "张三"),
        "leader_count": dice.choice([2, 3, 4, None]),
        "has_party_committee": dice.choice(["yes", "no"]),
        "active_from_on": dice.choice([None] * 8 + [day(dice, 0, 40)]),
        "active_until_on": closed,
        "merged_into": maybe(dice, "单位0", 0.5) if closed else None,
    }


def revise_roster(dice: Random, row: Row) -> Row:
    """A roster put right; what a unit is, it stays."""
    fresh = roster(dice, row["unit"])
    return {
        name: fresh[name]
        for name in dice.sample(["guidance_group", "contact_leader", "leader_count", "active_until_on"], 1)
    }


def branch(dice: Random, unit: str, name: str) -> Row:
    """A branch's row on the roster."""
    return {
        "unit": unit,
        "branch": name,
        "member_count": dice.choice([3, 5, None]),
        "active_from_on": dice.choice([None] * 8 + [day(dice, 0, 40)]),
        "active_until_on": dice.choice([None] * 8 + [day(dice, 10, 50)]),
    }


def revise_branch(dice: Random, row: Row) -> Row:
    """A branch grown, or closed."""
    fresh = branch(dice, row["unit"], row["branch"])
    return {name: fresh[name] for name in ("member_count", "active_until_on")}


def problems(dice: Random, unit: str) -> list[Row]:
    """The problems found; nothing says when."""
    return [
        {"unit": unit, "problem_number": str(number), "is_concentrated": maybe(dice, dice.choice(["yes", "no"]))}
        for number in range(dice.choice([0, 0, 1, 2]))
    ]


def waivers(dice: Random, unit: str) -> list[Row]:
    """Extensions, in time or not, one upon the other, and exemptions."""
    made = [waiver(dice, unit) for _ in range(dice.choice([0, 0, 1, 2, 3]))]
    return list({(row["requirement"], row["waiver_type"], row["approved_on"]): row for row in made}.values())


def waiver(dice: Random, unit: str) -> Row:
    """One of them."""
    approved, kind = day(dice, 5, 50), dice.choice(["延期", "延期", "延期", "豁免"])
    return {
        "unit": unit,
        "requirement": dice.choice(WAIVED),
        "waiver_type": kind,
        "approved_on": approved,
        "new_due_on": approved + timedelta(days=dice.randint(1, 20)) if kind == "延期" else None,
    }


def revise_waiver(dice: Random, row: Row) -> Row:
    """A little longer."""
    return {"new_due_on": row["new_due_on"] and row["new_due_on"] + timedelta(days=3)}


def drawn(rows: Iterable[Row]) -> str:
    """Rows as a drawn table, without the columns that are blank throughout."""
    found = list(rows)
    filled = dict.fromkeys(name for row in found for name, value in row.items() if value is not None)
    return draw(list(filled), [[row.get(name) for name in filled] for row in found])
