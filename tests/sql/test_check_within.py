"""Clause 0.2 (`within`): it happened inside the stage, or inside the days that the plan gives.

Before its first day it does not count yet and must be done again; after its last day it is late beyond repair.
"""

from tests.sql.plans import plan
from tests.sql.world import world


def test_too_early_fails_and_too_late_is_late_for_good():
    told = world(
        plan(
            requirements="""
                requirement_id | title    | title_en   | due_rule
                meeting        | 民主讨论 | Discussion | on 2009-07-20
            """,
            checks="""
                requirement_id | kind   | threshold
                meeting        | within | plan.starts_on..plan.ends_on
            """,
        ),
        units="""
            unit
            甲
            乙
            丙
            丁
        """,
        meetings="""
            unit | held_on
            甲   | 05-21
            乙   | 07-10
            丙   | 05-20
            丁   | 07-11
        """,
    )
    told.shows(
        "07-12",
        """
        unit | status     | missing                                                | late
        甲   | done       |                                                        |
        乙   | done       |                                                        |
        丙   | incomplete | 民主讨论于 2009-05-20，不在 2009-05-21 至 2009-07-10 之间 |
        丁   | done_late  |                                                        | 民主讨论于 2009-07-11，不在 2009-05-21 至 2009-07-10 之间
        """,  # noqa: E501
    )
    told.checks(
        "07-12",
        """
        unit | result | reason_en
        甲   | pass   |
        乙   | pass   |
        丙   | fail   | Discussion on 2009-05-20, not between 2009-05-21 and 2009-07-10
        丁   | late   | Discussion on 2009-07-11, not between 2009-05-21 and 2009-07-10
        """,
    )


def test_the_range_may_be_written_as_days():
    told = world(
        plan(
            requirements="""
                requirement_id
                meeting
            """,
            checks="""
                requirement_id | kind   | threshold
                meeting        | within | 2009-06-01..2009-06-10
            """,
        ),
        meetings="""
            unit | held_on
            甲   | 06-11
        """,
    )
    assert told.status("06-11") == "done_late"
