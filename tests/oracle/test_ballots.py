"""The figures of evaluations and a plain retelling agree, over random ballots corrected, withdrawn and told again."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from tests.oracle import ballots, worlds
from tests.oracle.ballots import CELLS, OPTIONS, QUESTIONS
from tests.oracle.telling import Row
from tests.sql.plans import plan
from tests.sql.world import FIRST_DAY, world

UNITS = 25
DAYS = [date(2009, 6, 1) + timedelta(days=5 * number) for number in range(8)]
PLAN = plan(
    requirements="""
        requirement_id | evidence
        evaluation     | evaluations:*@evaluated_on
    """
)


def made(dice: Random) -> list[Row]:
    """What units told of their ballots, some of it again, some of it near another's count."""
    rows = [row for number in range(UNITS) for row in ballots_of(dice, f"单位{number}")]
    return [{**row, "upload": place} for place, row in enumerate(sorted(rows, key=lambda row: row["told"]), start=1)]


def ballots_of(dice: Random, unit: str) -> list[Row]:
    rows: list[Row] = []
    for form in dice.sample(("评议会", "书面评议", "评议会和书面评议"), dice.choice([1, 1, 2, 3])):
        held = date(2009, 6, 1) + timedelta(days=dice.randint(0, 20))
        row: Row = {"unit": unit, "evaluation_form": form, "evaluated_on": held, "told": held, **votes(dice, rows)}
        rows.append(row)
        for _ in range(dice.choice([0, 0, 1, 2])):
            change = dice.choice([votes(dice, [row]), {}, {"withdrawn": "yes"}])
            row = {**row, **change, "told": row["told"] + timedelta(days=dice.randint(1, 9))}
            rows.append(row)
    return rows


def votes(dice: Random, others: list[Row]) -> Row:
    """A count; often that of another row with some ballots more."""
    near = dice.choice(others) if others and dice.random() < 0.6 else None
    extra = dice.choice([0, 1, 3, 4, 5, 6])
    valid = (
        dice.choice([0, 3, 4, 5, 6, 20]) if near is None or near["valid_count"] is None else near["valid_count"] + extra
    )
    row: Row = {"valid_count": valid if dice.random() < 0.93 else None, "returned_count": valid}
    for question in QUESTIONS:
        base = [near[f"{question}_{option}_count"] or 0 for option in OPTIONS] if near else [0, 0, 0, 0]
        for _ in range(extra if near else valid):
            base[dice.choice([0, 0, 1, 2, 3])] += 1
        blank = dice.random() < 0.1
        row |= {
            f"{question}_{option}_count": None if blank else count for option, count in zip(OPTIONS, base, strict=True)
        }
    return row


def roster(dice: Random) -> list[Row]:
    """Where units belong; some of them elsewhere later on, some not for some days, some not any more."""
    rows: list[Row] = []
    for number in range(UNITS):
        row: Row = {"unit": f"单位{number}", "unit_class": dice.choice("机关 镇街".split()), "withdrawn": None}
        told = FIRST_DAY + timedelta(days=dice.choice([0, 0, 0, 14]))
        for _ in range(dice.choice([1, 1, 2, 3])):
            row = {**row, "guidance_group": dice.choice(("第一组", "第二组", None)), "told": told}
            rows.append(row)
            told += timedelta(days=dice.randint(12, 20))
        if dice.random() < 0.1:
            rows.append({**row, "withdrawn": "yes", "told": told})
    return [{**row, "upload": place} for place, row in enumerate(sorted(rows, key=lambda row: row["told"]), start=1)]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_shown_of_each_ballot_and_what_groups_come_to_is_as_retold(seed: int) -> None:
    rows, units = made(Random(seed)), roster(Random(seed))
    told = world(PLAN, units=worlds.drawn(units), evaluations=worlds.drawn(rows))
    counts = ", ".join(f"{option}_count" for option in OPTIONS)
    for on in DAYS:
        found = told.ask(
            f"select unit_id, evaluation_form, dimension, answered_count, {counts}, top_two_ratio, is_withheld"
            " from marts.evaluation_dimensions",
            on,
        )
        seen = {(row["unit_id"], row["evaluation_form"], row["dimension"]): row for row in found}
        expected = list(ballots.figures(rows, on))
        assert len(seen) == len(expected)
        for unit, one, question, whole, best in expected:
            row = seen[unit, one.now["evaluation_form"], question]
            assert row["answered_count"] == whole
            assert [row[f"{option}_count"] for option in OPTIONS] == (best or [None] * 4), (unit, question, on)
            assert row["is_withheld"] == int(best is None and whole is not None)
            ratio = ((best[0] or 0) + (best[1] or 0)) / whole if best and whole else None
            assert row["top_two_ratio"] == pytest.approx(ratio)
        groups: dict[tuple[str, str], Row] = {}
        for row in told.ask("select * from marts.evaluation_groups", on):
            votes = None if row["good_count"] is None else [row[f"{option}_count"] for option in OPTIONS]
            answers = (row["shown_count"], row["withheld_count"], votes, pytest.approx(row["top_two_ratio"]))
            groups.setdefault((row["group_kind"], row["group_name"]), {})[row["dimension"]] = answers
        reported = {row["unit"] for row in rows}
        shares = {
            group: ballots.group_shares(rows, on, those)
            for group, those in ballots.members(units, on, reported).items()
        }
        assert groups == {group: found for group, found in shares.items() if found}


def test_the_random_ballots_hold_every_case() -> None:
    rows = [row for seed in range(4) for row in made(Random(seed))]
    found = [one for seed in range(4) for one in ballots.figures(made(Random(seed)), DAYS[-1])]
    assert any(row.get("withdrawn") for row in rows) and len(CELLS) == 20
    hidden = [one for one in found if one[4] is None and one[3] is not None]
    assert any(ballots.is_enough(one[3]) and ballots.is_enough(one[1].now["valid_count"]) for one in hidden)
    assert any(not ballots.is_enough(one[3]) for one in hidden) and any(one[4] for one in found)
