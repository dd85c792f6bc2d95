"""Clauses 1.2, 1.6 and 2.4 (`held`): the thing happened at all. Whether it happened in time is the deadline's business.

A day that is only planned is no happening.
"""

from tests.sql.plans import plan
from tests.sql.world import world

MEETING = plan(
    requirements="""
        requirement_id | title
        meeting        | 民主讨论
    """,
    checks="""
        requirement_id | kind
        meeting        | held
    """,
)


def test_held_in_time_held_late_only_planned_and_not_at_all():
    told = world(
        MEETING,
        units="""
            unit
            甲
            乙
            丙
            丁
        """,
        meetings="""
            told  | unit | planned_on | held_on
            06-15 | 甲   |            | 06-15
            06-16 | 乙   | 06-12      | 06-16
            06-10 | 丙   | 06-12      |
        """,
    )
    told.days(
        """
        day   | 甲       | 乙        | 丙       | 丁
        06-10 | due_soon | due_soon  | due_soon | due_soon
        06-15 | done     | due_soon  | due_soon | due_soon
        06-16 | done     | done_late | overdue  | overdue
        """
    )
    told.checks(
        "06-16",
        """
        unit | result  | why
        甲   | pass    |
        乙   | pass    |
        丙   | missing | 尚无已发生的佐证
        丁   | missing | 尚无已发生的佐证
        """,
    )
    assert told.line("06-16", "丁")["missing_zh"] == "民主讨论"
