"""Two moments compared: which obligations stand otherwise, and the first reason that holds, top down.

Joined or left, a waiver, a withdrawal, a correction, new evidence, a reading, a deadline that moved or passed, another event; the rest
of what holds is said beside it.
"""  # noqa: E501

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard import compare, store
from tests.sql.drawing import day, draw, headings_of, parse, redraw
from tests.sql.plans import plan
from tests.sql.world import SHORT, World, sorted_rows, stage, world

MEETING = plan(requirements="requirement_id\nmeeting")
REPORT = """
    requirement_id | evidence                      | due_rule
    meeting        | meetings:民主讨论@held_on     | on 2009-06-15
    report         | reports:意见汇总@submitted_on | after meeting within reading soon
"""
WEEK, TEN_DAYS = "lag target 7 pass 0..7", "lag target 10 pass 0..10"
REREAD = f"soon: {WEEK} → {TEN_DAYS}"
TWO = plan(requirements=REPORT, readings=f"key | value\nsoon | {WEEK}")
UNITS = "unit\n甲\n乙\n丙"
NAMES = {"before": "status_before", "after": "status", "why": "move_reason", "also": "other_reasons"}


@dataclass(frozen=True)
class Seen:
    """A world as it was seen on a day."""

    told: World
    as_of: date

    def ask(self, name: str, **params: Any) -> pl.DataFrame:
        connection = stage().show(self.told)
        connection.execute(f"set variable as_of = date '{self.as_of}'")
        text = (store.QUERIES / f"moves__{name}.sql").read_text(encoding="utf-8")
        return pl.DataFrame(connection.execute(text, params or None).to_arrow_table())


def moves(before: World, on: str, after: World, then: str, text: str) -> None:
    """Hold what moved between two moments against a drawn table."""
    found = compare.moves(Seen(before, day(on)), Seen(after, day(then)))
    headings = headings_of(text)
    columns = [NAMES.get(name, SHORT.get(name, name)) for name in headings]
    rows = [[None if value == "" else value for value in row] for row in found.select(columns).iter_rows()]
    seen = draw(headings, sorted_rows(parse(draw(headings, rows))))
    expected = draw(headings, sorted_rows(parse(redraw(text))))
    assert seen == expected, f"what moved is\n{seen}\nand not\n{expected}"


def test_between_two_days_evidence_comes_and_a_deadline_passes() -> None:
    told = world(MEETING, units=UNITS, meetings="unit | held_on\n甲 | 06-12\n乙 | 06-17")
    moves(
        told,
        "06-10",
        told,
        "06-19",
        """
        unit | before   | after     | why             | also            | because
        甲   | due_soon | done      | new_evidence    |                 | 2009-06-12.xlsx
        乙   | due_soon | done_late | new_evidence    | deadline_passed | 2009-06-17.xlsx
        丙   | due_soon | overdue   | deadline_passed |                 |
        """,
    )


def test_coming_nearer_to_a_deadline_is_no_movement() -> None:
    told = world(MEETING)
    moves(told, "06-01", told, "06-10", "unit | before | after | why")


def test_a_later_version_of_a_row_is_a_correction() -> None:
    told = world(MEETING, meetings="told | unit | held_on\n06-17 | 甲 | 06-17\n06-19 | 甲 | 06-12")
    moves(
        told,
        "06-18",
        told,
        "06-19",
        """
        unit | before    | after | done_on_before | done_on    | why        | because
        甲   | done_late | done  | 06-17     | 06-12 | correction | 2009-06-19.xlsx
        """,
    )


def test_the_same_day_as_known_then_and_now_moves_by_what_came_late() -> None:
    before = world(MEETING, units=UNITS, meetings="unit | held_on\n甲 | 06-12")
    after = world(MEETING, units=UNITS, meetings="told | unit | held_on\n06-12 | 甲 | 06-12\n06-13 | 乙 | 06-12")
    moves(
        before,
        "06-17",
        after,
        "06-17",
        """
        unit | before  | after | why          | because
        乙   | overdue | done  | new_evidence | 2009-06-13.xlsx
        """,
    )


def test_a_row_withdrawn_by_a_later_one_is_a_withdrawal() -> None:
    told = world(
        MEETING,
        meetings="""
            told  | unit | held_on | 撤销
            06-12 | 甲   | 06-12   |
            06-18 | 甲   | 06-12   | yes
        """,
    )
    moves(
        told,
        "06-17",
        told,
        "06-19",
        """
        unit | before | after   | why        | because
        甲   | done   | overdue | withdrawal | 2009-06-12.xlsx
        """,
    )


def test_a_waiver_moves_a_status_whatever_else_happened() -> None:
    told = world(
        MEETING,
        units=UNITS,
        waivers="""
            told  | unit | requirement | waiver_type | new_due_on | approved_on
            06-18 | 甲   | meeting     | 豁免        |            | 06-17
            06-12 | 乙   | meeting     | 延期        | 06-25      | 06-12
        """,
    )
    moves(
        told,
        "06-11",
        told,
        "06-18",
        """
        unit | before   | after    | due_on     | why             | also           | because
        甲   | due_soon | exempt   | 06-15 | waiver          |                | 豁免 活动办 2009-06-17
        乙   | due_soon | due_soon | 06-25 | waiver          | deadline_moved | 延期 活动办 2009-06-12 2009-06-25
        丙   | due_soon | overdue  | 06-15 | deadline_passed |                |
        """,
    )


def test_a_deadline_moves_with_the_event_that_it_hangs_on() -> None:
    told = world(TWO, meetings="unit | held_on\n甲 | 06-10")
    moves(
        told,
        "06-09",
        told,
        "06-10",
        """
        requirement | before   | after    | due_on_before | due_on     | why            | because
        meeting     | due_soon | done     | 06-15    | 06-15 | new_evidence   | 2009-06-10.xlsx
        report      | not_due  | due_soon | 06-22    | 06-17 | deadline_moved |
        """,
    )


def test_a_reading_read_otherwise_moves_a_deadline() -> None:
    sheets = {"meetings": "unit | held_on\n甲 | 06-10"}
    after = plan(requirements=REPORT, readings=f"key | value\nsoon | {WEEK}", decided={"soon": TEN_DAYS})
    moves(
        world(TWO, **sheets),
        "06-18",
        world(after, **sheets),
        "06-18",
        f"""
        requirement | before  | after    | due_on_before | due_on     | why     | also           | because
        report      | overdue | due_soon | 06-17    | 06-20 | reading | deadline_moved | {REREAD}
        """,
    )


def test_a_unit_that_joins_and_one_that_leaves_move_all_that_they_owe() -> None:
    told = world(
        MEETING,
        units="""
            told  | unit | active_until_on
            05-21 | 甲   | 06-10
            06-08 | 乙   |
        """,
    )
    moves(
        told,
        "06-05",
        told,
        "06-11",
        """
        unit | before  | after          | why
        甲   | not_due | not_applicable | left
        乙   |         | due_soon       | joined
        """,
    )
