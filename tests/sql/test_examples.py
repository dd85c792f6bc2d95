"""Every check and deadline of every shipped plan has an example that passes and one that fails, and the rules agree.

The rules page and `docs/rules.md` show these examples.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from dashboard import data, rulebook, store, words
from dashboard.example_world import Line
from dashboard.examples import Example, deadline, example
from dashboard.rulebook import BETWEEN, Book
from ingest.catalogue import SHEETS
from ingest.plan import load_plan
from tests.sql.drawing import Row
from tests.sql.plans import Tables
from tests.sql.world import World, report, stage

PLANS = sorted(path.parent for path in (Path(__file__).parents[2] / "data" / "plans").glob("*/checks.csv"))
RESULTS = """
    select unit_id, max_by(result, moment_on) as answer
    from intermediate.check_verdicts
    where unit_id in (check_id || ' +', check_id || ' -')
    group by unit_id
"""
DEADLINES = """
    select unit_id, due_on as answer
    from marts.compliance
    where unit_id in (requirement_id || ' +', requirement_id || ' -')
"""


@dataclass(frozen=True)
class Judged:
    """A plan's examples by id, and what the rules say at the unit of each: `id +` passes, `id -` fails."""

    rules: Book
    checks: dict[str, Example]
    deadlines: dict[str, Example]
    results: Row
    due: Row


@cache
def judged(plan: Path) -> Judged:
    """All examples of a plan, judged in one world."""
    words.speak(words.CHINESE)
    tables = with_duties(load_plan(plan)[0].tables)
    rules = book(World(tables, {}))
    checks = {name: example(rules, row) for name, row in rules.checks.items()}
    last_days = {name: deadline(rules, row) for name, row in rules.requirements.items()}
    deadlines = {name: one for name, one in last_days.items() if one}
    told = World(tables, reported([*checks.items(), *deadlines.items()]))
    after = tables["plan"]["ends_on"][0] + timedelta(days=60)
    answers = [{row["unit_id"]: row["answer"] for row in told.ask(query, after)} for query in (RESULTS, DEADLINES)]
    return Judged(rules, checks, deadlines, *answers)


def with_duties(tables: Tables) -> Tables:
    """A plan in which even what is only allowed is followed, so that its checks are judged."""
    duty = pl.col("duty").replace("allowed", "tracked")
    return {**tables, "requirements": tables["requirements"].with_columns(duty)}


def book(world: World) -> Book:
    """The book of a world's plan."""
    connection = stage().show(world)

    def answer(name: str) -> pl.DataFrame:
        text = (store.QUERIES / f"{name}.sql").read_text(encoding="utf-8")
        return data.in_language(store.plain_numbers(pl.DataFrame(connection.execute(text).to_arrow_table())))

    return rulebook.book(answer)


def reported(examples: Iterable[tuple[str, Example]]) -> dict[str, list[Row]]:
    """Every example as reported by a unit of its own."""
    told: dict[str, list[Row]] = {}
    for name, one in examples:
        for unit, lines in ((f"{name} +", one.passing), (f"{name} -", one.failing)):
            for sheet, cells in rostered(lines) if lines is not None else ():
                rows = told.setdefault(sheet, [])
                blank = dict.fromkeys(field for field, value in cells.items() if value is None)
                rows.append(report(SHEETS[sheet], {"unit_id": unit, **cells}, len(rows) + 2) | blank)
    return told


def rostered(lines: list[Line]) -> list[Line]:
    """An example's rows; its unit stands on the roster even where nothing is said of it."""
    return lines if any(sheet == "units" for sheet, _ in lines) else [("units", {}), *lines]


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_the_example_that_passes_a_check_passes_it(plan: Path) -> None:
    found = {name: judged(plan).results.get(f"{name} +") for name in judged(plan).checks}
    assert not {name: result for name, result in found.items() if result != "pass"}


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_the_example_that_fails_a_check_fails_it(plan: Path) -> None:
    failing = [name for name, one in judged(plan).checks.items() if one.failing is not None]
    found = {name: judged(plan).results.get(f"{name} -") for name in failing}
    # Where nothing was held there is no evidence to judge; every other failure is a result.
    unheld = {name for name, result in found.items() if result is None}
    assert {judged(plan).rules.checks[name]["check_kind"] for name in unheld} <= {"held"}
    assert not {name: result for name, result in found.items() if result not in (None, "late", "fail", "missing")}


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_every_check_can_be_failed_but_a_band_without_an_end_and_the_example_says_by_what(plan: Path) -> None:
    for name, one in judged(plan).checks.items():
        is_open = one.failing is None and judged(plan).rules.checks[name]["check_kind"] == "lead_days"
        assert one.passing
        assert is_open or one.difference, name


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_the_last_day_of_a_deadline_is_the_day_that_the_rules_have(plan: Path) -> None:
    owed = {name: one for name, one in judged(plan).deadlines.items() if f"{name} +" in judged(plan).due}
    assert len(owed) > 3
    for name, one in owed.items():
        row = judged(plan).rules.requirements[name]
        due = judged(plan).due[f"{name} +"]
        assert judged(plan).due[f"{name} -"] == due
        assert last_day(row, one.passing) == due, name
        assert last_day(row, one.failing) == due + timedelta(days=1), name


def last_day(row: Row, lines: list[Line] | None) -> object:
    """The day on which an example says that a requirement was met; whatever it hangs on stands before it."""
    types = row["evidence_types"].split(BETWEEN)
    same = [cells for sheet, cells in lines or [] if sheet == row["evidence_sheet"]]
    own = [cells for cells in same if "*" in types or cells.get(row["evidence_type_field"]) in types]
    return own[-1][row["evidence_date_field"]]
